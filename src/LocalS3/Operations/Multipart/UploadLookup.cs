using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Content;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Multipart;

/// <summary>Finds the upload that a request names, and judges the checksum that comes with its parts.</summary>
internal static class UploadLookup
{
    /// <summary>The upload, which must be of the key that is named, and its parts so far.</summary>
    public static (MultipartUpload Upload, IReadOnlyList<StoredPart> Parts) Require(S3Request request)
    {
        var id = request.Query["uploadId"] ?? string.Empty;
        return request.Bucket.FindUpload(id) is { } found && found.Upload.Key == request.Key ? found : throw S3Errors.NoSuchUpload(id);
    }

    /// <summary>Refuses a part whose checksum is not of the kind that the upload was begun with.</summary>
    public static void RequireChecksum(MultipartUpload upload, ExpectedChecksum sent)
    {
        // A part of a full-object upload may come without one: S3 computes it. A composite's parts may not.
        var isMissing = !sent.IsAsked && upload.Asked is not null && upload.ChecksumType == ChecksumType.Composite;
        if (isMissing || (sent.IsAsked && sent.Algorithm != upload.Asked))
        {
            throw S3Errors.InvalidRequest($"Checksum Type mismatch occurred, expected checksum Type: {Name(upload.Asked)}, actual checksum Type: {Name(sent.IsAsked ? sent.Algorithm : null)}");
        }
    }

    private static string Name(ChecksumAlgorithm? algorithm) => algorithm?.WireName().ToLowerInvariant() ?? "null";
}
