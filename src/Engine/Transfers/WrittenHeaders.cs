using System.Globalization;
using S3Sync.Entries;
using S3Sync.Metadata;
using S3Sync.Options;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>
/// The headers, metadata and tags a written object gets: the source's or the guessed ones, less what is not taken over, then what was asked for,
/// then what tells where it came from.
/// </summary>
/// <param name="options">What was asked for.</param>
/// <param name="targetIsDirectoryBucket">A directory bucket has neither tags nor classes of storage.</param>
/// <param name="tellsVersion">Each object tells which version it came from.</param>
internal sealed class WrittenHeaders(MetadataOptions options, bool targetIsDirectoryBucket, bool tellsVersion)
{
    /// <summary>Which conditions writes are bound to.</summary>
    public TransferOptions Conditions { get; init; } = new();

    private const string ExpressStorageClass = "EXPRESS_ONEZONE";

    /// <summary>For a file.</summary>
    public ObjectHeaders ForFile(Entry entry, DateTimeOffset modified) => Finish(
        new() { ContentType = options.NoGuessMimeType ? null : ContentTypes.Guess(entry.Key) }, entry, modified);

    /// <summary>For a copy of an object; its tags are read when it has some and they are kept.</summary>
    public async Task<ObjectHeaders> ForObjectAsync(S3Store source, Entry entry, ObjectFacts facts, CancellationToken cancellationToken)
    {
        var written = Finish(Taken(facts.Headers), entry, facts.Modified);
        return KeepsTags && facts.TagCount > 0 ? written with { Tags = await source.Tags.GetAsync(source.NameOf(entry), cancellationToken) } : written;
    }

    // No others were asked for, and the target knows tags.
    private bool KeepsTags => options is { Tags: null, DisableTagging: false } && !targetIsDirectoryBucket;

    private ObjectHeaders Taken(ObjectHeaders source)
    {
        // The class of a directory bucket exists nowhere else, and no other exists there.
        var storageClass = targetIsDirectoryBucket || source.StorageClass == ExpressStorageClass ? null : source.StorageClass;
        var taken = options.NoSyncSystemMetadata ? new() { UserMetadata = source.UserMetadata } : source;
        return taken with
        {
            StorageClass = storageClass,
            UserMetadata = options.NoSyncUserDefinedMetadata ? ObjectHeaders.None.UserMetadata : source.UserMetadata,
        };
    }

    private ObjectHeaders Finish(ObjectHeaders headers, Entry entry, DateTimeOffset modified) => headers with
    {
        ContentType = options.ContentType ?? headers.ContentType,
        CacheControl = options.CacheControl ?? headers.CacheControl,
        ContentDisposition = options.ContentDisposition ?? headers.ContentDisposition,
        ContentEncoding = options.ContentEncoding ?? headers.ContentEncoding,
        ContentLanguage = options.ContentLanguage ?? headers.ContentLanguage,

        // An HTTP date (RFC 9110, 5.6.7). What a source keeps stays as it is, whatever it says.
        Expires = options.Expires?.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture) ?? headers.Expires,
        WebsiteRedirect = options.WebsiteRedirect ?? headers.WebsiteRedirect,
        StorageClass = options.StorageClass ?? headers.StorageClass,
        UserMetadata = WithOrigin(options.UserMetadata ?? headers.UserMetadata, entry.VersionId, modified),
        Tags = options.DisableTagging || targetIsDirectoryBucket ? [] : options.Tags ?? headers.Tags,
        ReplacesTags = !KeepsTags && !targetIsDirectoryBucket,
        Condition = ConditionOn(entry.Replaced),
    };

    // Where nothing was seen, nothing must be there.
    private WriteCondition? ConditionOn(Entry? target) =>
        Conditions.IfNoneMatch || (Conditions.IfMatch && target is null) ? WriteCondition.Absent
        : Conditions.IfMatch && target?.ETag is { } seen ? new(seen)
        : null;

    private IReadOnlyDictionary<string, string> WithOrigin(IReadOnlyDictionary<string, string> metadata, string? versionId, DateTimeOffset modified)
    {
        var told = tellsVersion ? versionId : null;
        if (!options.PutLastModifiedMetadata && told is null)
        {
            return metadata;
        }

        var written = new Dictionary<string, string>(metadata, StringComparer.Ordinal) { [OriginMetadata.LastModified] = OriginMetadata.TimeText(modified) };
        if (told is not null)
        {
            written[OriginMetadata.VersionId] = told;
        }

        return written;
    }
}
