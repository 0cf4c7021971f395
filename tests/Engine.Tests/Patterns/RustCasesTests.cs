using System.Text.Json;
using S3Sync.Patterns;
using Xunit;

namespace S3Sync.Engine.Tests.Patterns;

/// <summary>The regex crate's own test cases: see NOTICE beside them.</summary>
public sealed class RustCasesTests
{
    public static TheoryData<string, string, string, string> Cases()
    {
        using var stream = typeof(RustCasesTests).Assembly.GetManifestResourceStream("rust-regex-cases.jsonl")!; // embedded by the project file
        using var reader = new StreamReader(stream);
        var cases = new TheoryData<string, string, string, string>();
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            string Text(string name) => json.RootElement.GetProperty(name).GetString()!; // every line has all four
            cases.Add(Text("name"), Text("regex"), Text("text"), Text("expect"));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_of_the_regex_crate_has_its_answer(string name, string regex, string text, string expect)
    {
        Assert.NotEmpty(name);
        if (expect is "refused" or "unknown") // unknown: the properties of text segmentation, which are refused here
        {
            Assert.Throws<PatternException>(() => Pattern.Parse(regex));
        }
        else
        {
            Assert.Equal(expect == "match", Pattern.Parse(regex).IsMatch(text));
        }
    }

    [Fact]
    public void There_are_as_many_cases_as_were_taken_over() => Assert.Equal(537, Cases().Count);
}
