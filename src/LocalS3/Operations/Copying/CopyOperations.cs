using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Content;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Copying;

/// <summary>CopyObject. "Copying, moving, and renaming objects", Amazon S3 User Guide.</summary>
internal static class CopyOperations
{
    private static readonly string[] Changing =
        ["x-amz-storage-class", "x-amz-website-redirect-location", "x-amz-server-side-encryption", CustomerKey.Prefix + "algorithm", "x-amz-checksum-algorithm"];

    /// <summary>CopyObject.</summary>
    public static async Task CopyAsync(S3Request request, CancellationToken cancellationToken)
    {
        var conditions = Conditions.Of(request).ForWrite();
        var source = CopySource.Find(request);
        var replacesMetadata = IsReplace(request, "x-amz-metadata-directive");
        RequireChange(request, source, replacesMetadata);
        var attributes = Attributes(request, source.Version.Attributes, replacesMetadata);
        var taken = await TakeAsync(request, source, cancellationToken);
        var draft = PutOperations.Draft(request, attributes, taken);
        var version = await request.Bucket.PutAsync(draft, newest => conditions.RequireForWrite(request.Key, newest));
        PutOperations.AnswerStored(request, version);
        request.Response.Headers.Remove("ETag");
        await AnswerCopiedAsync(request, "CopyObjectResult", version, cancellationToken);
    }

    /// <summary>The algorithm that a request asks for by x-amz-checksum-algorithm; null when it asks for none.</summary>
    public static ChecksumAlgorithm? AskedAlgorithm(S3Request request) => request.Header("x-amz-checksum-algorithm") is not { } text ? null
        : ChecksumAlgorithms.TryParse(text.ToUpperInvariant(), out var algorithm) ? algorithm
        : throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");

    private static Task AnswerCopiedAsync(S3Request request, string root, ObjectVersion version, CancellationToken cancellationToken) =>
        request.AnswerXmlAsync(
            root,
            writer =>
            {
                writer.Element("LastModified", version.Modified);
                writer.Element("ETag", StoredAnswer.Quoted(version.Stored.ETag));
                StoredAnswer.Write(writer, version.Stored.Checksums);
                writer.Element("ChecksumType", StoredAnswer.TypeName(ChecksumType.FullObject));
            },
            cancellationToken);

    private static async Task<TakenContent> TakeAsync(S3Request request, CopySource source, CancellationToken cancellationToken)
    {
        var content = source.Version.Stored;
        var algorithm = AskedAlgorithm(request) ?? content.Checksums.Select(checksum => checksum.Algorithm).FirstOrDefault(ChecksumAlgorithm.Crc64Nvme);
        await using var stream = source.Open(range: null);
        return await ContentIntake.CopyAsync(request, stream, content.Size, algorithm, cancellationToken);
    }

    // Storage class, ACL, encryption and website redirect are never copied.
    private static ObjectAttributes Attributes(S3Request request, ObjectAttributes source, bool replacesMetadata)
    {
        var sent = ObjectHeaders.Read(request);
        return sent with
        {
            SystemMetadata = replacesMetadata ? sent.SystemMetadata : source.SystemMetadata,
            UserMetadata = replacesMetadata ? sent.UserMetadata : source.UserMetadata,
            Tags = IsReplace(request, "x-amz-tagging-directive") ? sent.Tags : source.Tags,
        };
    }

    private static bool IsReplace(S3Request request, string name) => request.Header(name) switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        var other => throw S3Errors.InvalidArgument(name, other, "Unknown directive."),
    };

    private static void RequireChange(S3Request request, CopySource source, bool replacesMetadata)
    {
        var isSame = source.Bucket == request.Bucket && source.Version.Key == request.Key && source.VersionId is null;
        if (isSame && !replacesMetadata && Changing.All(name => request.Header(name) is null))
        {
            throw S3Errors.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }
    }
}
