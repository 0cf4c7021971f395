using System.Globalization;
using S3Sync.Metadata;
using S3Sync.Options;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>The headers and metadata a written object gets: the source's or the guessed ones, then what was asked for.</summary>
internal sealed class WrittenHeaders(MetadataOptions options, bool targetIsDirectoryBucket)
{
    private const string OriginLastModified = "s3sync_origin_last_modified";
    private const string ExpressStorageClass = "EXPRESS_ONEZONE";

    /// <summary>For a file.</summary>
    public ObjectHeaders ForFile(string key, DateTimeOffset modified) => Finish(
        new() { ContentType = options.NoGuessMimeType ? null : ContentTypes.Guess(key) }, modified);

    /// <summary>For a copy of an object; its tags are read when it has some.</summary>
    public async Task<ObjectHeaders> ForObjectAsync(S3Store source, ObjectName name, ObjectFacts facts, CancellationToken cancellationToken)
    {
        var headers = facts.Headers;
        if (facts.TagCount > 0 && !targetIsDirectoryBucket)
        {
            headers = headers with { Tags = await source.Objects.GetTagsAsync(name, cancellationToken) };
        }

        // The class of a directory bucket exists nowhere else, and no other exists there.
        if (targetIsDirectoryBucket || headers.StorageClass == ExpressStorageClass)
        {
            headers = headers with { StorageClass = null };
        }

        return Finish(headers, facts.Modified);
    }

    private ObjectHeaders Finish(ObjectHeaders headers, DateTimeOffset modified) => headers with
    {
        ContentType = options.ContentType ?? headers.ContentType,
        CacheControl = options.CacheControl ?? headers.CacheControl,
        UserMetadata = options.PutLastModifiedMetadata ? WithOrigin(headers.UserMetadata, modified) : headers.UserMetadata,
    };

    private static Dictionary<string, string> WithOrigin(IReadOnlyDictionary<string, string> metadata, DateTimeOffset modified) =>
        new(metadata, StringComparer.Ordinal)
        {
            [OriginLastModified] = modified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture),
        };
}
