using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace S3Sync.Integrity;

/// <summary>
/// An object's entity tag without its quotes. For content stored by one PUT it is the MD5 in hex; for parts it is the MD5 of the parts'
/// MD5s, a dash and the number of parts; for KMS, customer keys and directory buckets it is opaque. "Object", Amazon S3 API Reference.
/// </summary>
/// <param name="Value">The tag without quotes.</param>
public readonly record struct ETag(string Value)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The number of parts the tag tells of; 0 when the content was stored by one PUT, or the tag is opaque.</summary>
    public int PartCount => Value.Length > 33 && Value[32] == '-' && IsHex(Value.AsSpan(0, 32))
        && int.TryParse(Value.AsSpan(33), NumberStyles.None, CultureInfo.InvariantCulture, out var parts) ? parts : 0;

    /// <summary>Whether the tag is in the form of a multipart object.</summary>
    public bool IsMultipart => PartCount > 0;

    /// <summary>Whether the tag has a form that content can be compared with: 32 hex digits, with or without a part count.</summary>
    public bool IsDigest => (Value.Length == 32 && IsHex(Value)) || IsMultipart;

    /// <summary>Digests are the same in either case of their letters: some endpoints write them in capitals. Opaque tags are compared as they are.</summary>
    public bool Equals(ETag other) =>
        string.Equals(Value, other.Value, IsDigest && other.IsDigest ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <summary>Reads a header's or a listing's value, with or without quotes.</summary>
    public static ETag Parse(string text) => new(text.Trim('"'));

    /// <summary>The tag of content with this MD5, stored by one PUT.</summary>
    public static ETag OfContent(ReadOnlySpan<byte> md5) => new(Convert.ToHexStringLower(md5));

    /// <summary>The tag of an object completed from parts with these MD5s, in part order.</summary>
    public static ETag OfParts(IEnumerable<byte[]> partMd5s)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var count = 0;
        foreach (var md5 in partMd5s)
        {
            whole.AppendData(md5);
            count++;
        }

        return new(string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(whole.GetHashAndReset())}-{count}"));
    }

    /// <summary>The tag in quotes, as HTTP wants it.</summary>
    public string Quoted() => $"\"{Value}\"";

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsHex(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(HexDigits) < 0;
}
