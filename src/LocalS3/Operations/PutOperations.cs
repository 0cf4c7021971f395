using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Content;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>PutObject.</summary>
internal static class PutOperations
{
    /// <summary>PutObject.</summary>
    public static async Task PutAsync(S3Request request, CancellationToken cancellationToken)
    {
        var conditions = Conditions.Of(request).ForWrite();
        var attributes = ObjectHeaders.Read(request);
        var expected = ExpectedChecksum.Of(request);
        var taken = await ContentIntake.ReceiveAsync(request, expected, cancellationToken);
        var draft = Draft(request, attributes, taken);
        var version = await request.Bucket.PutAsync(draft, newest => conditions.RequireForWrite(request.Key, newest));
        AnswerStored(request, version);
        StoredAnswer.Checksums(request, version.Stored.Checksums, ChecksumType.FullObject);
        await request.AnswerEmpty();
    }

    /// <summary>A version made of content that came in one piece.</summary>
    public static ObjectVersion Draft(S3Request request, ObjectAttributes attributes, TakenContent taken)
    {
        var etag = ETags.OfContent(request.Bucket, attributes.Encryption, taken.Md5);
        var part = new StoredPart(1, taken.Segment, etag, [taken.Checksum]);
        var content = new StoredContent(taken.Segment.Length, etag, [part], IsMultipart: false, [taken.Checksum]);
        return new(request.Key, string.Empty, request.Store.Now(), content, attributes);
    }

    /// <summary>The headers that every stored version is acknowledged with.</summary>
    public static void AnswerStored(S3Request request, ObjectVersion version)
    {
        request.Answer("ETag", StoredAnswer.Quoted(version.Stored.ETag));
        StoredAnswer.VersionId(request, version.VersionId);
        EncryptionHeaders.Answer(request, version.Attributes.Encryption);
    }
}
