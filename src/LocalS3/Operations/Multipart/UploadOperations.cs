using System.Globalization;
using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Copying;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Multipart;

/// <summary>CreateMultipartUpload and AbortMultipartUpload.</summary>
internal static class UploadOperations
{
    /// <summary>CreateMultipartUpload.</summary>
    public static async Task CreateAsync(S3Request request, CancellationToken cancellationToken)
    {
        var now = request.Store.Now();
        var asked = CopyOperations.AskedAlgorithm(request);
        var upload = new MultipartUpload(NextId(now), request.Key, now, ObjectHeaders.Read(request))
        {
            Asked = asked,
            ChecksumType = TypeOf(request.Header("x-amz-checksum-type"), asked),
        };
        await request.Bucket.BeginAsync(upload);
        EncryptionHeaders.Answer(request, upload.Attributes.Encryption);
        request.Answer("x-amz-checksum-algorithm", asked?.WireName());
        request.Answer("x-amz-checksum-type", asked is null ? null : StoredAnswer.TypeName(upload.ChecksumType));
        await request.AnswerXmlAsync(
            "InitiateMultipartUploadResult",
            writer =>
            {
                writer.Element("Bucket", request.BucketName);
                writer.Element("Key", request.Key);
                writer.Element("UploadId", upload.Id);
            },
            cancellationToken);
    }

    /// <summary>AbortMultipartUpload.</summary>
    public static async Task AbortAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (upload, _) = UploadLookup.Require(request);
        await request.Bucket.AbortAsync(upload.Id);
        await request.AnswerEmpty(204);
    }

    // The time comes first, so that ids of one key sort by age, as they are listed.
    private static string NextId(DateTime now) =>
        now.Ticks.ToString("x16", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    // "Checking object integrity for data uploads", Amazon S3 User Guide: which types an algorithm has, and which it has by itself.
    private static ChecksumType TypeOf(string? asked, ChecksumAlgorithm? algorithm)
    {
        var (canFull, canComposite) = algorithm switch
        {
            null or ChecksumAlgorithm.Crc64Nvme => (true, false),
            ChecksumAlgorithm.Sha1 or ChecksumAlgorithm.Sha256 => (false, true),
            _ => (true, true),
        };
        return asked switch
        {
            null => canComposite ? ChecksumType.Composite : ChecksumType.FullObject,
            "FULL_OBJECT" when canFull => ChecksumType.FullObject,
            "COMPOSITE" when canComposite => ChecksumType.Composite,
            "FULL_OBJECT" or "COMPOSITE" => throw S3Errors.InvalidRequest($"The {asked} checksum type cannot be used with the {algorithm?.WireName().ToLowerInvariant() ?? "null"} checksum algorithm."),
            _ => throw S3Errors.InvalidRequest("Value for x-amz-checksum-type header is invalid."),
        };
    }
}
