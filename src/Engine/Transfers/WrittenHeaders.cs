using System.Globalization;
using S3Sync.Entries;
using S3Sync.Metadata;
using S3Sync.Options;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>
/// The headers, metadata and tags a written object gets: the source's or the guessed ones, less what is not taken over, then what was asked for
/// of all objects, then what the rules that match it say, then what tells where it came from.
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
        return KeepsTags(entry) && facts.TagCount > 0 ? written with { Tags = await source.Tags.GetAsync(source.NameOf(entry), cancellationToken) } : written;
    }

    // No others were asked for, and the target knows tags.
    private bool KeepsTags(Entry entry) => options is { Tags: null, DisableTagging: false } && entry.Rules?.Fields.Tags is null && !targetIsDirectoryBucket;

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

    private ObjectHeaders Finish(ObjectHeaders headers, Entry entry, DateTimeOffset modified)
    {
        var rule = entry.Rules?.Fields;
        return headers with
        {
            ContentType = rule?.ContentType ?? options.ContentType ?? headers.ContentType,
            CacheControl = rule?.CacheControl ?? options.CacheControl ?? headers.CacheControl,
            ContentDisposition = rule?.ContentDisposition ?? options.ContentDisposition ?? headers.ContentDisposition,
            ContentEncoding = rule?.ContentEncoding ?? options.ContentEncoding ?? headers.ContentEncoding,
            ContentLanguage = rule?.ContentLanguage ?? options.ContentLanguage ?? headers.ContentLanguage,

            // What a source keeps stays as it is, whatever it says.
            Expires = HttpDate(rule?.Expires ?? options.Expires) ?? headers.Expires,
            WebsiteRedirect = rule?.WebsiteRedirect ?? options.WebsiteRedirect ?? headers.WebsiteRedirect,
            StorageClass = rule?.StorageClass ?? options.StorageClass ?? headers.StorageClass,
            UserMetadata = WithOrigin(rule?.UserMetadata ?? options.UserMetadata ?? headers.UserMetadata, entry.VersionId, modified),
            Tags = options.DisableTagging || targetIsDirectoryBucket ? [] : rule?.Tags ?? options.Tags ?? headers.Tags,
            ReplacesTags = !KeepsTags(entry) && !targetIsDirectoryBucket,
            Acl = rule?.Acl,
            Condition = ConditionOn(entry.Replaced),
        };
    }

    /// <summary>An instant as Expires has it (RFC 9110, 5.6.7); null for none.</summary>
    public static string? HttpDate(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);

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
