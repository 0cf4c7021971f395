using S3Sync.MSBuildTask.Logging;

namespace S3Sync.MSBuildTask.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("##[error]forged", "#\\u{23}[error]forged")]
    [InlineData("a ##vso[task.setvariable variable=x]y", "a #\\u{23}vso[task.setvariable variable=x]y")]
    [InlineData("###[group]", "#\\u{23}#[group]")]
    [InlineData("a\n##[error]b", "a\\u{a}#\\u{23}[error]b")]
    [InlineData("C# #1 über 😀", "C# #1 über 😀")]
    public void A_key_cannot_speak_to_the_service_that_reads_the_log(string text, string shown) => Assert.Equal(shown, PlainText.Visible(text));
}
