using System.Globalization;
using System.Xml.Linq;
using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Content;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Multipart;

/// <summary>CompleteMultipartUpload. "Amazon S3 multipart upload limits", Amazon S3 User Guide.</summary>
internal static class CompleteOperation
{
    private const long SmallestPart = 5L << 20;
    private const int MostParts = 10_000;

    /// <summary>CompleteMultipartUpload.</summary>
    public static async Task CompleteAsync(S3Request request, CancellationToken cancellationToken)
    {
        var conditions = Conditions.Of(request).ForWrite();
        var (upload, stored) = UploadLookup.Require(request);
        var document = await request.ReadXmlAsync("CompleteMultipartUpload", cancellationToken, isChecksumOfContent: false) ?? throw S3Errors.MalformedXml();
        var parts = Choose(upload, stored, [.. document.Children("Part").Select(NamedPart.Parse)]);
        RequireSizes(request, parts);
        var checksum = WholeChecksum.Of(upload, parts);
        WholeChecksum.RequireAsSent(request, upload, checksum);
        var etag = ETags.OfParts(request.Bucket, upload.Attributes.Encryption, parts);
        var content = new StoredContent(parts.Sum(part => part.Segment.Length), etag, parts, IsMultipart: true, [checksum]) { TellsPartChecksums = upload.Asked is not null };
        var draft = new ObjectVersion(upload.Key, string.Empty, request.Store.Now(), content, upload.Attributes);
        var version = await request.Bucket.PutAsync(draft, newest => conditions.RequireForWrite(upload.Key, newest), upload.Id);
        await AnswerAsync(request, version, checksum, cancellationToken);
    }

    private static List<StoredPart> Choose(MultipartUpload upload, IReadOnlyList<StoredPart> stored, List<NamedPart> named)
    {
        if (named.Count is 0 or > MostParts)
        {
            throw S3Errors.MalformedXml();
        }

        if (named.Zip(named.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number))
        {
            throw S3Errors.InvalidPartOrder();
        }

        var byNumber = stored.ToDictionary(part => part.Number);
        return [.. named.Select(name => byNumber.GetValueOrDefault(name.Number) is { } part && name.Fits(part, upload) ? part : throw S3Errors.InvalidPart(name.Number))];
    }

    private static void RequireSizes(S3Request request, List<StoredPart> parts)
    {
        if (parts.SkipLast(1).FirstOrDefault(part => part.Segment.Length < SmallestPart) is { } small)
        {
            throw S3Errors.EntityTooSmall(small.Number, small.Segment.Length);
        }

        // "CompleteMultipartUpload", Amazon S3 API Reference: a directory bucket's parts are numbered without gaps.
        if (request.Bucket.IsDirectory && parts[^1].Number != parts.Count)
        {
            throw S3Errors.InvalidPartOrder();
        }

        var size = parts.Sum(part => part.Segment.Length).ToString(CultureInfo.InvariantCulture);
        if (request.Header("x-amz-mp-object-size") is { } told && told != size)
        {
            throw S3Errors.InvalidRequest($"The provided 'x-amz-mp-object-size' header value {told} does not match what was computed: {size}");
        }
    }

    private static Task AnswerAsync(S3Request request, ObjectVersion version, Checksum checksum, CancellationToken cancellationToken)
    {
        PutOperations.AnswerStored(request, version);
        request.Response.Headers.Remove("ETag");
        return request.AnswerXmlAsync(
            "CompleteMultipartUploadResult",
            writer =>
            {
                writer.Element("Location", $"/{request.BucketName}/{Uri.EscapeDataString(request.Key)}");
                writer.Element("Bucket", request.BucketName);
                writer.Element("Key", request.Key);
                writer.Element("ETag", StoredAnswer.Quoted(version.Stored.ETag));
                StoredAnswer.Write(writer, [checksum]);
                writer.Element("ChecksumType", StoredAnswer.TypeName(checksum.Type));
            },
            cancellationToken);
    }

    private sealed record NamedPart(int Number, string ETag, XElement Element)
    {
        public static NamedPart Parse(XElement part) =>
            int.TryParse(part.Child("PartNumber")?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && part.Child("ETag") is { } etag
                ? new(number, etag.Trim().Trim('"'), part)
                : throw S3Errors.MalformedXml();

        public bool Fits(StoredPart part, MultipartUpload upload)
        {
            var told = Element.Child(StoredAnswer.ElementName(upload.Algorithm));
            if (told is null && upload is { Asked: not null, ChecksumType: ChecksumType.Composite })
            {
                throw S3Errors.InvalidRequest($"The upload was created using a {upload.Algorithm.WireName().ToLowerInvariant()} checksum. The complete request must include the checksum for each part. It was missing for part {Number} in the request.");
            }

            return part.ETag == ETag && (told is null || part.Checksums.Any(checksum => checksum.Base64 == told));
        }
    }
}
