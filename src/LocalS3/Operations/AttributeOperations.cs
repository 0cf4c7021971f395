using System.Globalization;
using System.Xml;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>GetObjectAttributes.</summary>
internal static class AttributeOperations
{
    private const int MostParts = 1000;
    private static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    /// <summary>GetObjectAttributes.</summary>
    public static Task GetAsync(S3Request request, CancellationToken cancellationToken)
    {
        var asked = (request.Header("x-amz-object-attributes") ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (asked.Length == 0 || asked.Except(Known).Any())
        {
            throw S3Errors.InvalidArgument("x-amz-object-attributes", string.Join(',', asked), "Invalid attribute name specified.");
        }

        var version = VersionLookup.Require(request);
        CustomerKey.RequireFor(CustomerKey.Of(request), version.Attributes.Encryption);
        if (!Conditions.Of(request).AllowRead(version))
        {
            return request.AnswerEmpty(304);
        }

        request.Answer("Last-Modified", XmlAnswer.Rfc1123(version.Modified));
        StoredAnswer.VersionId(request, version.VersionId);
        var page = PartPage.Of(request);
        return request.AnswerXmlAsync("GetObjectAttributesResponse", writer => Write(writer, version, asked, page), cancellationToken);
    }

    private static void Write(XmlWriter writer, ObjectVersion version, string[] asked, PartPage page)
    {
        var content = version.Stored;
        writer.Element("ETag", asked.Contains("ETag") ? content.ETag : null);
        if (asked.Contains("Checksum") && content.Checksums.Count > 0)
        {
            writer.Element("Checksum", () =>
            {
                StoredAnswer.Write(writer, content.Checksums);
                writer.Element("ChecksumType", StoredAnswer.TypeName(content.Checksums[0].Type));
            });
        }

        if (asked.Contains("ObjectParts") && content.IsMultipart)
        {
            writer.Element("ObjectParts", () => WriteParts(writer, content, page));
        }

        writer.Element("StorageClass", asked.Contains("StorageClass") ? version.Attributes.StorageClass : null);
        writer.Element("ObjectSize", asked.Contains("ObjectSize") ? content.Size.ToString(CultureInfo.InvariantCulture) : null);
    }

    // Parts are told one by one only when they have checksums that were asked for.
    private static void WriteParts(XmlWriter writer, StoredContent content, PartPage page)
    {
        if (content.TellsPartChecksums)
        {
            var rest = content.Parts.Where(part => part.Number > page.After).ToList();
            var told = rest.Take(page.Most).ToList();
            writer.Element("IsTruncated", rest.Count > told.Count);
            writer.Element("MaxParts", page.Most);
            writer.Element("PartNumberMarker", page.After);
            writer.Element("NextPartNumberMarker", told.Count == 0 ? 0 : told[^1].Number);
            foreach (var part in told)
            {
                writer.Element("Part", () => WritePart(writer, part));
            }
        }

        writer.Element("PartsCount", content.Parts.Count);
    }

    private static void WritePart(XmlWriter writer, StoredPart part)
    {
        writer.Element("PartNumber", part.Number);
        writer.Element("Size", part.Segment.Length);
        StoredAnswer.Write(writer, part.Checksums);
    }

    private sealed record PartPage(int After, int Most)
    {
        public static PartPage Of(S3Request request) => new(Number(request, "x-amz-part-number-marker", 0), Math.Min(MostParts, Number(request, "x-amz-max-parts", MostParts)));

        private static int Number(S3Request request, string name, int absent) => request.Header(name) is not { } text ? absent
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw S3Errors.InvalidArgument(name, text, $"Provided {name} not an integer or within integer range");
    }
}
