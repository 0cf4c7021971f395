using System.Globalization;
using S3Sync.Metadata;
using S3Sync.Options;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers.Restamping;

/// <summary>Where an object's headers are not what rules say, in words. Only fields that a rule names are looked at.</summary>
internal static class HeaderDrift
{
    private const string Standard = "STANDARD";
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>One text for each header that differs.</summary>
    /// <param name="rule">What the rules come to.</param>
    /// <param name="facts">What a HEAD told.</param>
    /// <param name="isDirectoryBucket">It has one class of storage and no redirects.</param>
    public static List<string> Of(ObjectRule rule, ObjectFacts facts, bool isDirectoryBucket) => Of(rule, facts.Headers, facts.IsArchived, isDirectoryBucket);

    /// <summary>One text for each header that differs.</summary>
    /// <param name="rule">What the rules come to.</param>
    /// <param name="has">What the object has.</param>
    /// <param name="isArchived">It is archived.</param>
    /// <param name="isDirectoryBucket">It has one class of storage and no redirects.</param>
    public static List<string> Of(ObjectRule rule, ObjectHeaders has, bool isArchived, bool isDirectoryBucket)
    {
        var drift = new List<string>();
        Add(drift, "content-type", rule.ContentType, has.ContentType, MediaType);
        Add(drift, "cache-control", rule.CacheControl, has.CacheControl);
        Add(drift, "content-disposition", rule.ContentDisposition, has.ContentDisposition);
        Add(drift, "content-encoding", rule.ContentEncoding, has.ContentEncoding, Encoding);
        Add(drift, "content-language", rule.ContentLanguage, has.ContentLanguage);
        Add(drift, "expires", WrittenHeaders.HttpDate(rule.Expires), has.Expires, Instant);
        if (!isDirectoryBucket)
        {
            Add(drift, "x-amz-website-redirect-location", rule.WebsiteRedirect, has.WebsiteRedirect);

            // What was archived by its rule's own class, or by a lifecycle after it, is not fetched back for that.
            Add(drift, "x-amz-storage-class", isArchived ? null : rule.StorageClass, has.StorageClass ?? Standard);
        }

        if (rule.UserMetadata is { } wanted)
        {
            AddMetadata(drift, wanted, has.UserMetadata);
        }

        return drift;
    }

    /// <summary>One difference: what is there, and what is to be.</summary>
    public static string Text(string name, string? has, string wanted) => has is null ? $"{name}: there is none, and is to be '{wanted}'" : $"{name}: '{has}' is to be '{wanted}'";

    private static void Add(List<string> drift, string name, string? wanted, string? has, Func<string, string>? form = null)
    {
        // Blanks around a value are no part of it (RFC 9110, 5.5), and one without anything in it is none.
        if (wanted is not null && Form(has) != Form(wanted))
        {
            drift.Add(Text(name, has, wanted));
        }

        string Form(string? text) => text is null ? "" : form is null ? text.Trim(Blanks) : form(text.Trim(Blanks));
    }

    private static void AddMetadata(List<string> drift, IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> has)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in wanted.Select(static pair => (pair.Key.ToLowerInvariant(), pair.Value)).OrderBy(static pair => pair.Item1, StringComparer.Ordinal))
        {
            names.Add(name);
            Add(drift, "x-amz-meta-" + name, value, has.GetValueOrDefault(name));
        }

        drift.AddRange(has.Where(pair => !names.Contains(pair.Key) && !OriginMetadata.IsOwn(pair.Key)).OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"x-amz-meta-{pair.Key}: '{pair.Value}' is to go"));
    }

    // Types, names of parameters and charsets are the same in any case, and blanks beside semicolons say nothing (RFC 9110, 8.3.1).
    private static string MediaType(string text) => string.Join(';', text.Split(';').Select(static part => part.Trim()).Where(static part => part.Length > 0).Select(static part =>
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 || part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase) ? part.ToLowerInvariant().Replace("\"", "", StringComparison.Ordinal)
            : part[..equals].ToLowerInvariant() + part[equals..].Replace("\"", "", StringComparison.Ordinal);
    }));

    // Some endpoints keep the encoding of the transfer with the object's own.
    private static string Encoding(string text) => string.Join(',', text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(static word => word != "aws-chunked").Select(static word => word.ToLowerInvariant()));

    private static string Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? WrittenHeaders.HttpDate(instant) ?? text : text;
}
