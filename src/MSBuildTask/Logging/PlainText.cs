using System.Globalization;
using System.Text;

namespace S3Sync.MSBuildTask.Logging;

/// <summary>Text for a log line: a key that comes from a store must not be able to begin a line of its own, which could pass for an error, nor to speak to the service that reads the log.</summary>
internal static class PlainText
{
    /// <summary>The text with everything invisible written as an escape, and whole on one line.</summary>
    public static string Visible(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? result.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}")
                : result.Append(rune.ToString());
        }

        // GitHub's runner takes ##[…], Azure's agent ##vso[…] and TeamCity ##teamcity[…] for a command, the first two wherever it stands in a line.
        return result.Replace("##", "#\\u{23}").ToString();
    }
}
