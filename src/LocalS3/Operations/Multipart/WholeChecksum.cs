using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Content;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Multipart;

/// <summary>The checksum of an object that is completed from parts: made of theirs, without reading a byte again.</summary>
internal static class WholeChecksum
{
    /// <summary>The checksum of these parts, of the upload's algorithm and type.</summary>
    public static Checksum Of(MultipartUpload upload, IReadOnlyList<StoredPart> parts)
    {
        var digests = parts.Select(part => (Digest: Convert.FromBase64String(part.Checksums[0].Base64), part.Segment.Length));
        return upload.ChecksumType == ChecksumType.Composite
            ? MultipartChecksum.Composite(upload.Algorithm, digests.Select(part => part.Digest))
            : MultipartChecksum.FullObject(upload.Algorithm, digests);
    }

    /// <summary>Refuses a completion that says another checksum or type than the object has.</summary>
    public static void RequireAsSent(S3Request request, MultipartUpload upload, Checksum actual)
    {
        if (request.Header("x-amz-checksum-type") is { } type && type != StoredAnswer.TypeName(upload.ChecksumType))
        {
            throw S3Errors.BadDigest("checksum type");
        }

        foreach (var algorithm in ChecksumAlgorithms.All)
        {
            if (request.Header(algorithm.HeaderName()) is not { } sent)
            {
                continue;
            }

            if (algorithm != upload.Algorithm)
            {
                throw S3Errors.InvalidRequest($"Checksum Type mismatch occurred, expected checksum Type: {upload.Algorithm.WireName().ToLowerInvariant()}, actual checksum Type: {algorithm.WireName().ToLowerInvariant()}");
            }

            var checksum = Checksum.Parse(algorithm, sent);
            ExpectedChecksum.Digest(algorithm, checksum.Base64);
            if (checksum.Base64 != actual.Base64 || (checksum.Parts != 0 && checksum.Parts != actual.Parts))
            {
                throw S3Errors.BadDigest(algorithm.WireName());
            }
        }
    }
}
