using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Content;
using S3Sync.LocalS3.Operations.Copying;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Multipart;

/// <summary>UploadPart and UploadPartCopy.</summary>
internal static class PartOperations
{
    /// <summary>UploadPart.</summary>
    public static async Task UploadAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (upload, _) = UploadLookup.Require(request);
        CustomerKey.RequireFor(CustomerKey.Of(request), upload.Attributes.Encryption);
        var expected = ExpectedChecksum.Of(request);
        UploadLookup.RequireChecksum(upload, expected);
        var taken = await ContentIntake.ReceiveAsync(request, expected with { Algorithm = upload.Algorithm }, cancellationToken);
        var part = await StoreAsync(request, upload, taken);
        request.Answer("ETag", StoredAnswer.Quoted(part.ETag));
        foreach (var checksum in part.Checksums)
        {
            request.Answer(checksum.Algorithm.HeaderName(), checksum.ToString());
        }

        await request.AnswerEmpty();
    }

    /// <summary>UploadPartCopy.</summary>
    public static async Task CopyAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (upload, _) = UploadLookup.Require(request);
        CustomerKey.RequireFor(CustomerKey.Of(request), upload.Attributes.Encryption);
        var source = CopySource.Find(request);
        var size = source.Version.Stored.Size;
        var range = request.Header("x-amz-copy-source-range") is { } header ? ByteRange.ParseCopySource(header, size) : null;
        TakenContent taken;
        await using (var stream = source.Open(range))
        {
            taken = await ContentIntake.CopyAsync(request, stream, range?.Length ?? size, upload.Algorithm, cancellationToken);
        }

        var part = await StoreAsync(request, upload, taken);
        await request.AnswerXmlAsync(
            "CopyPartResult",
            writer =>
            {
                writer.Element("LastModified", part.Modified);
                writer.Element("ETag", StoredAnswer.Quoted(part.ETag));
                StoredAnswer.Write(writer, part.Checksums);
            },
            cancellationToken);
    }

    private static async Task<StoredPart> StoreAsync(S3Request request, MultipartUpload upload, TakenContent taken)
    {
        var etag = ETags.OfContent(request.Bucket, upload.Attributes.Encryption, taken.Md5);
        var number = request.Query.PartNumber() ?? throw S3Errors.MalformedXml();
        var part = new StoredPart(number, taken.Segment, etag, [taken.Checksum]) { Modified = request.Store.Now() };
        await request.Bucket.StorePartAsync(upload.Id, part);
        EncryptionHeaders.Answer(request, upload.Attributes.Encryption);
        return part;
    }
}
