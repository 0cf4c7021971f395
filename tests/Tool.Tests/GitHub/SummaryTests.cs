using System.Text;
using S3Sync.Problems;
using S3Sync.Tool.GitHub.Step;

namespace S3Sync.Tool.Tests.GitHub;

/// <summary>The job summary, which the runner drops whole when it has more than 1 MiB.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void A_summary_of_many_changes_and_problems_fits_and_says_how_many_are_left_out()
    {
        const int changes = 100_000, problems = 20_000;
        var table = new ChangeTable(StepSummary.Most - StepSummary.Reserve);
        for (var i = 0; i < changes; i++)
        {
            table.Add("uploaded", $"a/rather/long/key/|<{i}>.html", i, "new at the target");
        }

        var outcome = new StepOutcome { ToolExitCode = 1, Problems = [.. Enumerable.Range(0, problems).Select(i => (true, UsageProblems.OptionUnknown($"--option-{i}")))] };

        var text = new StepSummary(outcome, table).Text();

        Assert.InRange(Encoding.UTF8.GetByteCount(text), (StepSummary.Most * 3) / 4, StepSummary.Most);
        Assert.Equal(changes, table.LeftOut + text.Split('\n').Count(line => line.StartsWith("| uploaded | <code>", StringComparison.Ordinal)));
        Assert.Contains($"_{table.LeftOut.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)} more rows are left out here", text);
        Assert.Contains("more problems are left out here", text);
    }

    [Theory]
    [InlineData("a|b", "a&#124;b")]
    [InlineData("<script>", "&#60;script&#62;")]
    [InlineData("*_~`[x](y)", "&#42;&#95;&#126;&#96;&#91;x&#93;&#40;y&#41;")]
    [InlineData("line\nbreak", "line&#92;nbreak")]
    [InlineData("https://example.org @me #1", "https&#58;//example&#46;org &#64;me &#35;1")]
    [InlineData("über 😀", "über 😀")]
    public void Text_is_shown_as_it_is(string text, string markdown) => Assert.Equal(markdown, MarkdownText.Plain(text));
}
