using System.Globalization;
using System.Text;

namespace S3Sync.Tool.Output;

/// <summary>Text for a terminal or a log line: names that come from a store must not be able to steer either.</summary>
internal static class SafeText
{
    /// <summary>The text with everything invisible written as an escape, and whole on one line.</summary>
    public static string Visible(string text) => Escape(text, escapesQuotes: false);

    /// <summary>The text in double quotes, with quotes and backslashes escaped too.</summary>
    public static string Quoted(string text) => $"\"{Escape(text, escapesQuotes: true)}\"";

    /// <summary>A document in JSON, which means the same and holds no word that the service that reads a log takes for a command.</summary>
    public static string InJson(string document) => document.Replace("##", "#\\u0023", StringComparison.Ordinal);

    private static string Escape(string text, bool escapesQuotes)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '"' or '\\' when escapesQuotes => result.Append('\\').Append((char)rune.Value),
                _ when IsInvisible(rune) => result.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
                _ => result.Append(rune.ToString()),
            };
        }

        // GitHub's runner takes ##[…], Azure's agent ##vso[…] and TeamCity ##teamcity[…] for a command, the first two wherever it stands in a line.
        return result.Replace("##", "#\\u{23}").ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
