using System.Globalization;
using System.Text;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>Text in the middle of Markdown that is shown as it is: names of objects must not become markup, links or mentions.</summary>
internal static class MarkdownText
{
    // Whatever else of ASCII may mean something in CommonMark, in GitHub's tables and autolinks, or in HTML.
    private const string Harmless = " /-";

    /// <summary>The text with everything but letters, digits and a few signs as character references, on one line.</summary>
    public static string Plain(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var rune in SafeText.Visible(text).EnumerateRunes())
        {
            var isPlain = !rune.IsAscii || char.IsAsciiLetterOrDigit((char)rune.Value) || Harmless.Contains((char)rune.Value, StringComparison.Ordinal);
            _ = isPlain ? result.Append(rune.ToString()) : result.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
        }

        return result.ToString();
    }

    /// <summary>The text in the type of code.</summary>
    public static string Code(string text) => $"<code>{Plain(text)}</code>";
}
