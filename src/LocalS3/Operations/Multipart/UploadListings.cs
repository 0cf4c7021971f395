using System.Xml;
using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Listing;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Multipart;

/// <summary>ListParts and ListMultipartUploads.</summary>
internal static class UploadListings
{
    private const int LongestPage = 1000;

    /// <summary>The query parameters of ListMultipartUploads.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["prefix", "delimiter", "encoding-type", "key-marker", "upload-id-marker", "max-uploads"];

    /// <summary>ListParts.</summary>
    public static Task ListPartsAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (upload, parts) = UploadLookup.Require(request);
        var after = request.Query.Count("part-number-marker", 0, int.MaxValue);
        var most = request.Query.Count("max-parts", LongestPage, LongestPage);
        var rest = parts.Where(part => part.Number > after).ToList();
        var page = rest.Take(most).ToList();
        return request.AnswerXmlAsync(
            "ListPartsResult",
            writer =>
            {
                writer.Element("Bucket", request.BucketName);
                writer.Element("Key", ListingText.Of(request).Of(upload.Key));
                writer.Element("UploadId", upload.Id);
                writer.Owner("Initiator");
                writer.Owner();
                writer.Element("StorageClass", upload.Attributes.StorageClass);
                WriteChecksumKind(writer, upload);
                writer.Element("PartNumberMarker", after);
                writer.Element("NextPartNumberMarker", page.Count == 0 ? 0 : page[^1].Number);
                writer.Element("MaxParts", most);
                writer.Element("IsTruncated", rest.Count > page.Count && most > 0);
                page.ForEach(part => WritePart(writer, part));
            },
            cancellationToken);
    }

    /// <summary>ListMultipartUploads.</summary>
    public static Task ListAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (scope, text) = (ObjectListings.Scope(request, "max-uploads"), ListingText.Of(request));
        var (key, id) = (request.Query["key-marker"] ?? string.Empty, request.Query["upload-id-marker"] ?? string.Empty);
        var lines = Lines(request.Bucket, scope, key, id).ToList();
        var page = lines.Take(scope.MaxKeys).ToList();
        var last = lines.Count > page.Count && page.Count > 0 ? page[^1] : null;
        return request.AnswerXmlAsync(
            "ListMultipartUploadsResult",
            writer =>
            {
                writer.Element("Bucket", request.BucketName);
                writer.Element("KeyMarker", text.Of(key));
                writer.Element("UploadIdMarker", id);
                writer.Element("NextKeyMarker", text.Of(last?.Name));
                writer.Element("NextUploadIdMarker", last is null ? null : last.Upload?.Id ?? string.Empty);
                writer.Element("Prefix", text.Of(scope.Prefix));
                writer.Element("Delimiter", text.Of(scope.Delimiter));
                text.WriteType(writer);
                writer.Element("MaxUploads", scope.MaxKeys);
                writer.Element("IsTruncated", last is not null);
                page.Select(line => line.Upload).OfType<MultipartUpload>().ToList().ForEach(upload => WriteUpload(writer, upload, text));
                text.WritePrefixes(writer, page.Where(line => line.Upload is null).Select(line => line.Name));
            },
            cancellationToken);
    }

    private static IEnumerable<UploadLine> Lines(Bucket bucket, ListingScope scope, string key, string id)
    {
        string? told = scope.IsCommonPrefix(key) ? key : null;
        foreach (var upload in bucket.Uploads().Where(upload => upload.Key.StartsWith(scope.Prefix, StringComparison.Ordinal)))
        {
            var compared = key.Length == 0 ? 1 : bucket.Order.Compare(upload.Key, key);
            var prefix = scope.CommonPrefixOf(upload.Key);
            if (compared < 0 || (compared == 0 && string.CompareOrdinal(upload.Id, id) <= 0) || (compared == 0 && id.Length == 0) || (prefix is not null && prefix == told))
            {
                continue;
            }

            told = prefix ?? told;
            yield return prefix is null ? new(upload.Key, upload) : new(prefix, null);
        }
    }

    private static void WriteUpload(XmlWriter writer, MultipartUpload upload, ListingText text) => writer.Element("Upload", () =>
    {
        writer.Element("Key", text.Of(upload.Key));
        writer.Element("UploadId", upload.Id);
        writer.Owner("Initiator");
        writer.Owner();
        writer.Element("StorageClass", upload.Attributes.StorageClass);
        writer.Element("Initiated", upload.Initiated);
        WriteChecksumKind(writer, upload);
    });

    private static void WritePart(XmlWriter writer, StoredPart part) => writer.Element("Part", () =>
    {
        writer.Element("PartNumber", part.Number);
        writer.Element("LastModified", part.Modified);
        writer.Element("ETag", StoredAnswer.Quoted(part.ETag));
        writer.Element("Size", part.Segment.Length);
        StoredAnswer.Write(writer, part.Checksums);
    });

    private static void WriteChecksumKind(XmlWriter writer, MultipartUpload upload)
    {
        writer.Element("ChecksumAlgorithm", upload.Asked?.WireName());
        writer.Element("ChecksumType", upload.Asked is null ? null : StoredAnswer.TypeName(upload.ChecksumType));
    }

    private sealed record UploadLine(string Name, MultipartUpload? Upload);
}
