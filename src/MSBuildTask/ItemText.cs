using System.Buffers;
using System.Globalization;
using System.Text;

namespace S3Sync.MSBuildTask;

/// <summary>Text for items: MSBuild reads what is made of one as escaped, and some characters would begin something ("MSBuild special characters").</summary>
internal static class ItemText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("%*?@$();'");

    /// <summary>The text, so that MSBuild gives it back as it is.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            _ = Special.Contains(character) ? result.Append(CultureInfo.InvariantCulture, $"%{(int)character:x2}") : result.Append(character);
        }

        return result.ToString();
    }
}
