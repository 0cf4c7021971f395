using System.Collections.Concurrent;
using S3Sync.Options;

namespace S3Sync.Entries.Rules;

/// <summary>The rules that match an object, in the order they are applied, and what they come to. One instance for each combination that occurs.</summary>
internal sealed class AppliedRules
{
    private readonly ConcurrentDictionary<ObjectRule, AppliedRules> _with = new(ReferenceEqualityComparer.Instance);

    private AppliedRules(IReadOnlyList<string> names, ObjectRule fields) => (Names, Fields) = (names, fields);

    /// <summary>The names of the rules.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What they come to: of each field, the last one that was given.</summary>
    public ObjectRule Fields { get; }

    /// <summary>What no rule comes to.</summary>
    public static AppliedRules Empty() => new([], new("", "", []));

    /// <summary>These, and one more that wins over them.</summary>
    public AppliedRules With(ObjectRule rule) => _with.GetOrAdd(rule, static (added, before) => new([.. before.Names, added.Name], Over(before.Fields, added)), this);

    private static ObjectRule Over(ObjectRule before, ObjectRule rule) => before with
    {
        ContentType = rule.ContentType ?? before.ContentType,
        CacheControl = rule.CacheControl ?? before.CacheControl,
        ContentDisposition = rule.ContentDisposition ?? before.ContentDisposition,
        ContentEncoding = rule.ContentEncoding ?? before.ContentEncoding,
        ContentLanguage = rule.ContentLanguage ?? before.ContentLanguage,
        Expires = rule.Expires ?? before.Expires,
        WebsiteRedirect = rule.WebsiteRedirect ?? before.WebsiteRedirect,
        StorageClass = rule.StorageClass ?? before.StorageClass,
        Acl = rule.Acl ?? before.Acl,
        UserMetadata = rule.UserMetadata ?? before.UserMetadata,
        Tags = rule.Tags ?? before.Tags,
    };
}
