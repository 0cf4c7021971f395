using S3Sync.Entries;
using S3Sync.Metadata;
using S3Sync.Options;
using S3Sync.Planning;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Attributes;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;
using S3Sync.Transfers.Copy;

namespace S3Sync.Transfers.Restamping;

/// <summary>
/// Looks at an unchanged object by one HEAD, and prepares the copy onto itself when its headers are not what the rules say: everything that the copy
/// would otherwise lose is read first. docs/decisions/restamp.md.
/// </summary>
/// <param name="target">The bucket.</param>
/// <param name="copy">Copies its objects onto themselves.</param>
/// <param name="writesTags">Tags are neither read nor written otherwise.</param>
/// <param name="time">Tells which locks have ended.</param>
internal sealed class HeaderCheck(S3Store target, ServerCopy copy, bool writesTags, TimeProvider time) : IHeaderCheck
{
    private bool IsDirectoryBucket => target.Location.IsDirectoryBucket;

    /// <inheritdoc/>
    public async Task<PlannedAction> CheckAsync(PlannedAction.Skip same, IReadOnlyList<KeyValuePair<string, string>>? tags, CancellationToken cancellationToken)
    {
        var (source, seen) = (same.Source!, same.Target!); // both are there
        var (key, rule) = (target.FullKey(seen), source.Rules!.Fields); // asked only of what has rules
        if (tags is null && IsAsRecorded(seen, rule))
        {
            return same;
        }

        var facts = await target.Objects.HeadAsync(key, null, cancellationToken);
        if (seen.ETag is { } listed && listed != facts.ETag)
        {
            throw new StorageException(RuleProblems.ChangedBeforeRestamp(target.PlaceOf(key)), FailureKind.Unmet);
        }

        var drift = HeaderDrift.Of(rule, facts, IsDirectoryBucket);
        var wantedTags = writesTags && !IsDirectoryBucket ? rule.Tags : null;
        var hasTags = wantedTags is null ? null : await target.Tags.GetAsync(key, cancellationToken);
        var retags = wantedTags is not null && hasTags is not null && !TagSets.AreSame(hasTags, wantedTags);
        if (drift.Count == 0 && rule.Acl is { } acl && await AclOfAsync(key, cancellationToken) is { } has && !has.Is(acl))
        {
            drift.Add(HeaderDrift.Text("x-amz-acl", has.Canned ?? "other grants", acl));
        }

        if (drift.Count == 0)
        {
            var looked = same with { Target = seen with { Details = target.DetailsOf(facts) } };
            return retags ? new PlannedAction.Retag(looked, source, seen, wantedTags!) : looked; // as they were just compared
        }

        if (facts.IsArchived)
        {
            throw new StorageException(RunProblems.SourceArchived(source.Key), FailureKind.Archived);
        }

        if (retags)
        {
            drift.Add("tags: they are to be the rule's");
        }

        var stamp = new PreparedRestamp(target, copy, key, facts, await HeadersAsync(key, rule, facts, wantedTags ?? tags, cancellationToken))
        {
            Reason = string.Join("; ", drift),
            IsDone = now => HeaderDrift.Of(rule, now, IsDirectoryBucket).Count == 0,
        };
        return new PlannedAction.Restamp(same, source, seen, stamp);
    }

    // The manifest of an earlier run tells the headers, and neither tags nor grants. That nothing is to be done, it may say; what is to be done is looked at.
    private bool IsAsRecorded(Entry seen, ObjectRule rule) =>
        seen.Recorded is { IsRefuted: false, Headers: { } headers } && rule.Acl is null && (rule.Tags is null || !writesTags)
        && HeaderDrift.Of(rule, HeaderNames.Read(headers), isArchived: false, IsDirectoryBucket).Count == 0;

    private async Task<ObjectHeaders> HeadersAsync(string key, ObjectRule rule, ObjectFacts facts, IReadOnlyList<KeyValuePair<string, string>>? tags, CancellationToken cancellationToken)
    {
        var has = facts.Headers;
        var kept = tags ?? await KeptTagsAsync(key, facts, cancellationToken);
        return new()
        {
            ContentType = rule.ContentType ?? has.ContentType,
            CacheControl = rule.CacheControl ?? has.CacheControl,
            ContentDisposition = rule.ContentDisposition ?? has.ContentDisposition,
            ContentEncoding = rule.ContentEncoding ?? has.ContentEncoding,
            ContentLanguage = rule.ContentLanguage ?? has.ContentLanguage,
            Expires = WrittenHeaders.HttpDate(rule.Expires) ?? has.Expires,
            WebsiteRedirect = IsDirectoryBucket ? null : rule.WebsiteRedirect ?? has.WebsiteRedirect,
            StorageClass = IsDirectoryBucket ? null : rule.StorageClass ?? has.StorageClass,
            UserMetadata = rule.UserMetadata is null ? has.UserMetadata : WithOrigin(rule.UserMetadata, has.UserMetadata),
            Acl = IsDirectoryBucket ? null : rule.Acl ?? await KeptAclAsync(key, cancellationToken),
            Protection = ObjectLock.InForce(facts.Protection, time.GetUtcNow()),
            Tags = kept,
            ReplacesTags = tags is not null,
            Condition = new(facts.ETag),
        };
    }

    // Where it came from stays true.
    private static Dictionary<string, string> WithOrigin(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> has)
    {
        var written = new Dictionary<string, string>(wanted, StringComparer.Ordinal);
        foreach (var (name, value) in has.Where(static pair => OriginMetadata.IsOwn(pair.Key)))
        {
            written[name] = value;
        }

        return written;
    }

    // Who may not read tags is not told their number; a copy in one piece keeps them all the same, one in parts does not.
    private async Task<IReadOnlyList<KeyValuePair<string, string>>> KeptTagsAsync(string key, ObjectFacts facts, CancellationToken cancellationToken) =>
        !IsDirectoryBucket && (facts.TagCount > 0 || ServerCopy.NeedsParts(facts)) ? await target.Tags.GetAsync(key, cancellationToken) : [];

    // A copy is private unless it says otherwise.
    private async Task<string?> KeptAclAsync(string key, CancellationToken cancellationToken)
    {
        var acl = await AclOfAsync(key, cancellationToken);
        return acl is { Nameless: { } grant } ? throw new StorageException(RuleProblems.GrantWithoutName(target.PlaceOf(key), grant), FailureKind.Permanent)
            : acl?.Canned is ObjectAcl.Private ? null
            : acl?.Canned;
    }

    private async Task<ObjectAcl?> AclOfAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return IsDirectoryBucket ? null : await target.Acls.GetAsync(key, cancellationToken);
        }
        catch (StorageException failure) when (failure is { Kind: FailureKind.Permanent, InnerException: S3Refusal { Status: System.Net.HttpStatusCode.Forbidden } refusal })
        {
            throw new StorageException(RuleProblems.AclUnreadable(target.PlaceOf(key), $"{(int)refusal.Status} {refusal.Code}"), FailureKind.Permanent, failure);
        }
    }
}
