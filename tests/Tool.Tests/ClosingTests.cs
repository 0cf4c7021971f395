using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.TestKit;
using S3Sync.Tool.Output;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

/// <summary>The last sentence of a run says what is true of it, and no more.</summary>
public sealed class ClosingTests
{
    [Fact]
    public async Task What_a_filter_left_out_is_not_called_up_to_date()
    {
        using var folder = new TempFolder();
        folder.Write("tree/a.txt", "one");
        folder.Write("tree/b.txt", "two");

        var result = await ToolProcess.RunInAsync(folder.Path, new Dictionary<string, string>(), "tree", "s3://box/p/", "--local-s3", "objects", "--filter-exclude-regex", ".");

        Assert.Equal("Nothing to do: 0 up to date, 2 left out by filters.", result.ErrorLines[^1]);
    }

    [Fact]
    public void An_interrupted_run_promises_only_what_the_next_one_does() =>
        Assert.EndsWith("Running the same command again transfers what is still missing.", Closing(RunOutcome.Cancelled, new() { Transferred = 1 }));

    [Theory]
    [InlineData(true, 2, 0, "Dry run, nothing was written: 2 objects (0 B) would be transferred. What would fail is named above.")]
    [InlineData(false, 0, 1, "Nothing arrived at there. What failed is named above.")]
    [InlineData(false, 2, 0, "Not everything was done at there: 2 objects (0 B) transferred. The reason is named above.")]
    [InlineData(false, 2, 1, "Not everything arrived at there: 2 objects (0 B) transferred. What failed is named above.")]
    public void A_run_that_failed_says_how_far_it_came(bool dryRun, long transferred, int failures, string closing)
    {
        var problem = new Problem("S3S571", "Nothing was deleted.");
        var report = new SyncReport
        {
            Outcome = RunOutcome.Failed,
            Duration = TimeSpan.Zero,
            DryRun = dryRun,
            Counts = new() { Transferred = transferred },
            Failures = [.. Enumerable.Repeat(new ObjectFailure("key", problem), failures)],
            RunProblems = failures == 0 ? [problem] : [],
        };

        Assert.Equal(closing, SummaryText.Closing(report, "there", new LeftOutSink()));
    }

    [Fact]
    public void A_run_whose_objects_were_verified_in_different_ways_says_each_verified() =>
        Assert.Equal("Done, there: 2 objects (6 B) transferred, each verified.", Closing(RunOutcome.Completed, new() { Transferred = 2, Bytes = 6, ETagVerified = 1, ChecksumVerified = 1 }));

    [Fact]
    public void What_could_not_be_verified_is_counted() =>
        Assert.Equal("Done, there: 2 objects (6 B) transferred (1 could not be verified).", Closing(RunOutcome.Completed, new() { Transferred = 2, Bytes = 6, ETagVerified = 1, Unverified = 1 }));

    [Fact]
    public async Task The_version_is_a_number_without_a_hash() => Assert.Matches(@"^s3sync \d+\.\d+\.\d+\n$", (await ToolProcess.RunAsync("--version")).Out);

    private static string Closing(RunOutcome outcome, SyncCounts counts) => SummaryText.Closing(
        new() { Outcome = outcome, Duration = TimeSpan.Zero, DryRun = false, Counts = counts, Failures = [], RunProblems = [] }, "there", new LeftOutSink());
}
