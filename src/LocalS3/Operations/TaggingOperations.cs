using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>GetObjectTagging, PutObjectTagging and DeleteObjectTagging.</summary>
internal static class TaggingOperations
{
    /// <summary>GetObjectTagging.</summary>
    public static Task GetAsync(S3Request request, CancellationToken cancellationToken)
    {
        var version = VersionLookup.Require(request);
        StoredAnswer.VersionId(request, version.VersionId);
        return request.AnswerXmlAsync("Tagging", writer => TagDocument.Write(writer, version.Attributes.Tags), cancellationToken);
    }

    /// <summary>PutObjectTagging.</summary>
    public static async Task PutAsync(S3Request request, CancellationToken cancellationToken)
    {
        var document = await request.ReadXmlAsync("Tagging", cancellationToken) ?? throw S3Errors.MalformedXml();
        await ReplaceAsync(request, TagDocument.Parse(document));
        await request.AnswerEmpty();
    }

    /// <summary>DeleteObjectTagging.</summary>
    public static async Task DeleteAsync(S3Request request, CancellationToken cancellationToken)
    {
        await ReplaceAsync(request, []);
        await request.AnswerEmpty(204);
    }

    private static async Task ReplaceAsync(S3Request request, IReadOnlyList<ObjectTag> tags)
    {
        var version = VersionLookup.Require(request);
        if (!await request.Bucket.UpdateAsync(version.Key, version.VersionId, attributes => attributes with { Tags = tags }))
        {
            throw S3Errors.NoSuchKey(version.Key);
        }

        StoredAnswer.VersionId(request, version.VersionId);
    }
}
