using System.Buffers;
using System.Text;

namespace S3Sync.LocalS3.Requests;

/// <summary>Percent-encoding of paths and queries as S3 reads and signs them ("Create a signed AWS API request", UriEncode).</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>The text behind the escapes; throws InvalidURI for a broken escape or ill-formed UTF-8.</summary>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsSpace)
    {
        if (text.IndexOf('%') < 0 && (!plusIsSpace || text.IndexOf('+') < 0) && Ascii.IsValid(text)) return text.ToString();
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            return Strict.GetString(buffer, 0, DecodeBytes(text, plusIsSpace, buffer));
        }
        catch (DecoderFallbackException)
        {
            throw InvalidUri();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes every byte but the unreserved ones (and <c>/</c> unless told otherwise) as an upper-case escape.</summary>
    public static void Encode(ReadOnlySpan<char> text, bool keepSlash, ref ByteText into)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Unreserved);
            if (plain < 0) plain = text.Length;
            into.AppendLatin1(text[..plain]);
            text = text[plain..];
            if (text.IsEmpty) return;
            text = text[EncodeOne(text, keepSlash, ref into)..];
        }
    }

    private static int EncodeOne(ReadOnlySpan<char> text, bool keepSlash, ref ByteText into)
    {
        if (text[0] == '/' && keepSlash)
        {
            into.Append((byte)'/');
            return 1;
        }

        Rune.DecodeFromUtf16(text, out var rune, out var used);
        Span<byte> utf8 = stackalloc byte[4];
        var length = rune.EncodeToUtf8(utf8);
        const string hex = "0123456789ABCDEF";
        foreach (var value in utf8[..length])
        {
            into.Append((byte)'%');
            into.Append((byte)hex[value >> 4]);
            into.Append((byte)hex[value & 15]);
        }

        return used;
    }

    private static int DecodeBytes(ReadOnlySpan<char> text, bool plusIsSpace, Span<byte> into)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !byte.TryParse(text.Slice(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier,
                    System.Globalization.CultureInfo.InvariantCulture, out into[length])) throw InvalidUri();
                length++;
                i += 2;
            }
            else if (c > 0xff) throw InvalidUri();
            else into[length++] = c == '+' && plusIsSpace ? (byte)' ' : (byte)c;
        }

        return length;
    }

    private static S3ErrorException InvalidUri() => new(400, "InvalidURI", "Couldn't parse the specified URI.");
}
