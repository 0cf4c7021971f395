using System.Text;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Listing;

/// <summary>Where a page begins.</summary>
/// <param name="Key">The key, or the text that keys are compared with.</param>
/// <param name="Inclusive">Whether a key equal to it belongs to the page.</param>
internal sealed record ListingPosition(string Key, bool Inclusive)
{
    /// <summary>The beginning.</summary>
    public static ListingPosition Start { get; } = new(string.Empty, Inclusive: true);

    /// <summary>After a key, or after everything below it when it is a common prefix of the listing; null when nothing can follow.</summary>
    public static ListingPosition? After(string marker, ListingScope scope) =>
        scope.IsCommonPrefix(marker) ? AfterPrefix(marker) : new(marker, Inclusive: false);

    /// <summary>After every key that begins with a text; null when nothing can follow.</summary>
    public static ListingPosition? AfterPrefix(string prefix)
    {
        // The next text in UTF-8 order that does not begin with the prefix: its last character, raised.
        for (var end = prefix.Length; end > 0;)
        {
            Rune.DecodeLastFromUtf16(prefix.AsSpan(0, end), out var last, out var units);
            end -= units;
            if (last.Value < 0x10FFFF)
            {
                var next = last.Value + 1 == 0xD800 ? 0xE000 : last.Value + 1;
                return new(string.Concat(prefix.AsSpan(0, end), new Rune(next).ToString()), Inclusive: true);
            }
        }

        return null;
    }

    /// <summary>Reads a continuation token: it holds the position itself, so it outlives the process.</summary>
    public static string ParseToken(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw S3Errors.InvalidArgument("continuation-token", token, "The continuation token provided is incorrect");
        }
    }

    /// <summary>Writes a continuation token.</summary>
    public static string Token(string name) => Convert.ToBase64String(Encoding.UTF8.GetBytes(name));
}
