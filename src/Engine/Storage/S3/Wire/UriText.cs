using System.Buffers;
using System.Text;

namespace S3Sync.Storage.S3.Wire;

/// <summary>
/// Text as it is written in a path or a query: every byte of its UTF-8 but the unreserved ones is escaped, in capitals. "Create a signed AWS
/// API request" (UriEncode), AWS IAM User Guide.
/// </summary>
internal static class UriText
{
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    private static readonly SearchValues<char> UnreservedOrSlash = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Appends the escaped text.</summary>
    public static void Append(StringBuilder into, ReadOnlySpan<char> text, bool keepSlashes)
    {
        var kept = keepSlashes ? UnreservedOrSlash : Unreserved;
        Span<byte> utf8 = stackalloc byte[4];
        while (text.Length > 0)
        {
            var plain = text.IndexOfAnyExcept(kept);
            if (plain < 0)
            {
                into.Append(text);
                return;
            }

            into.Append(text[..plain]);
            Rune.DecodeFromUtf16(text[plain..], out var rune, out var used);
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
            {
                into.Append('%').Append(Hex(value >> 4)).Append(Hex(value & 15));
            }

            text = text[(plain + used)..];
        }
    }

    /// <summary>The text that was escaped, as a listing with encoding-type url writes it: a plus sign is a space.</summary>
    public static string Decode(string text) => text.AsSpan().ContainsAny('%', '+') ? System.Net.WebUtility.UrlDecode(text) : text;

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
