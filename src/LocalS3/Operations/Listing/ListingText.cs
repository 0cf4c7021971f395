using System.Globalization;
using System.Text;
using System.Xml;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Listing;

/// <summary>How a listing writes keys: as they are, or percent-encoded when encoding-type=url asks for it.</summary>
/// <param name="isEncoded">Whether they are encoded.</param>
internal sealed class ListingText(bool isEncoded)
{
    /// <summary>Reads encoding-type.</summary>
    public static ListingText Of(S3Request request) => request.Query["encoding-type"] switch
    {
        null => new(isEncoded: false),
        "url" => new(isEncoded: true),
        var other => throw S3Errors.InvalidArgument("encoding-type", other, "Invalid Encoding Method specified in Request"),
    };

    /// <summary>A key, prefix, delimiter or marker; null stays null.</summary>
    public string? Of(string? text) => isEncoded && text is not null ? Encode(text) : text;

    /// <summary>Tells that keys are encoded.</summary>
    public void WriteType(XmlWriter writer) => writer.Element("EncodingType", isEncoded ? "url" : null);

    /// <summary>Writes the common prefixes of a page.</summary>
    public void WritePrefixes(XmlWriter writer, IEnumerable<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            writer.Element("CommonPrefixes", () => writer.Element("Prefix", Of(prefix)));
        }
    }

    /// <summary>Writes what every listing tells of a stored object.</summary>
    public static void WriteContent(XmlWriter writer, ObjectVersion version)
    {
        writer.Element("LastModified", version.Modified);
        writer.Element("ETag", StoredAnswer.Quoted(version.Stored.ETag));
        foreach (var checksum in version.Stored.Checksums)
        {
            writer.Element("ChecksumAlgorithm", Integrity.ChecksumAlgorithms.WireName(checksum.Algorithm));
            writer.Element("ChecksumType", StoredAnswer.TypeName(checksum.Type));
        }

        writer.Element("Size", version.Stored.Size);
        writer.Element("StorageClass", version.Attributes.StorageClass);
    }

    // As S3 does it: a space is a plus, and a slash stays.
    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || "-_.*/".Contains((char)unit, StringComparison.Ordinal))
            {
                encoded.Append((char)unit);
            }
            else if (unit == ' ')
            {
                encoded.Append('+');
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        return encoded.ToString();
    }
}
