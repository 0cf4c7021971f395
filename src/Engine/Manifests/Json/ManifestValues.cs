using System.Buffers;
using System.Globalization;
using System.Text.Json;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync.Manifests.Json;

/// <summary>The pieces of a manifest from JSON. What is missing or of another type is a <see cref="JsonException"/>.</summary>
internal static class ManifestValues
{
    private const int DigestDigits = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>One entry.</summary>
    public static ManifestEntry Entry(JsonElement json)
    {
        var stored = Find(json, "stored");
        return new()
        {
            Key = Text(json, "key"),
            Size = Find(json, "size") is { } size && size.TryGetInt64(out var bytes) && bytes >= 0 ? bytes : throw Wrong("size"),
            Action = Action(Text(json, "action")),
            Reason = Optional(json, "reason"),
            Sha256 = Digest(json, "digest"),
            ETag = stored is { } told && Optional(told, "etag") is { } tag ? new ETag(tag) : null,
            VersionId = stored is { } named ? Optional(named, "versionId") : null,
            Checksums = stored is { } kept && Find(kept, "checksums") is { } checksums ? [.. Items(checksums).Select(Checksum)] : [],
            Headers = Find(json, "headers") is { } headers ? Map(headers, static value => value.GetString() ?? throw Wrong("headers")) : null,
            Rules = Find(json, "rules") is { } rules ? [.. Items(rules).Select(static rule => rule.GetString() ?? throw Wrong("rules"))] : [],
            VerifiedBy = Optional(json, "verifiedBy"),
        };
    }

    /// <summary>A failure, whose key stands under <paramref name="name"/>.</summary>
    public static ManifestFailure Failure(JsonElement json, string name) => new(Text(json, name), Text(json, "code"), Text(json, "text"));

    /// <summary>A verdict.</summary>
    public static RunOutcome Verdict(JsonElement json) => json.GetString() switch
    {
        "completed" => RunOutcome.Completed,
        "failed" => RunOutcome.Failed,
        "cancelled" => RunOutcome.Cancelled,
        _ => throw Wrong("verdict"),
    };

    /// <summary>What is known of the run.</summary>
    public static ManifestRun Run(JsonElement json) => new()
    {
        Source = Text(json, "source"),
        SourceEndpoint = Optional(json, "sourceEndpoint"),
        Began = Instant(json, "began"),
        Ended = Instant(json, "ended"),
        Origin = new RunOrigin
        {
            Tool = Optional(json, "tool"),
            Commit = Optional(json, "commit"),
            Reference = Optional(json, "reference"),
            Repository = Optional(json, "repository"),
            RunUrl = Optional(json, "runUrl"),
            Attempt = Find(json, "attempt") is { } attempt && attempt.TryGetInt32(out var number) ? number : null,
        },
        Problems = Find(json, "problems") is { } problems ? [.. Items(problems).Select(static problem => new Problem(Text(problem, "code"), Text(problem, "text")))] : [],
    };

    /// <summary>The counts.</summary>
    public static ManifestTotals Totals(JsonElement json) => new()
    {
        Objects = Count(json, "objects"),
        Bytes = Count(json, "bytes"),
        Transferred = Count(json, "transferred"),
        Unchanged = Count(json, "unchanged"),
        Restamped = Count(json, "restamped"),
        Retagged = Count(json, "retagged"),
        Unproven = Count(json, "unproven"),
        Deleted = Count(json, "deleted"),
        Skipped = Count(json, "skipped"),
        Failed = Count(json, "failed"),
    };

    /// <summary>Names with values.</summary>
    public static IReadOnlyDictionary<string, T> Map<T>(JsonElement json, Func<JsonElement, T> value)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var property in json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : throw Wrong("an object"))
        {
            map[property.Name] = value(property.Value);
        }

        return map;
    }

    /// <summary>The SHA-256 of a set of digests; null when there is none.</summary>
    public static string? Digest(JsonElement json, string name) =>
        Find(json, name) is not { } digest || Optional(digest, "sha256") is not { } sha256 ? null
        : sha256.Length == DigestDigits && !sha256.AsSpan().ContainsAnyExcept(HexDigits) ? sha256
        : throw Wrong(name);

    /// <summary>A property; null when it is missing or null.</summary>
    public static JsonElement? Find(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object ? throw Wrong(name) : json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text that must be there.</summary>
    public static string Text(JsonElement json, string name) => Optional(json, name) ?? throw Wrong(name);

    /// <summary>A text; null when it is missing.</summary>
    public static string? Optional(JsonElement json, string name) =>
        Find(json, name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name);

    /// <summary>What is told of a property that is not as it must be.</summary>
    public static JsonException Wrong(string name) => new($"its {name} is missing or of another kind");

    private static JsonElement.ArrayEnumerator Items(JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw Wrong("a list");

    private static ManifestAction Action(string word) => word switch
    {
        "transferred" => ManifestAction.Transferred,
        "unchanged" => ManifestAction.Unchanged,
        "restamped" => ManifestAction.Restamped,
        "retagged" => ManifestAction.Retagged,
        _ => throw Wrong("action"),
    };

    private static Checksum Checksum(JsonElement json) =>
        ChecksumAlgorithms.TryParse(Text(json, "algorithm"), out var algorithm) ? Integrity.Checksum.Parse(algorithm, Text(json, "value")) : throw Wrong("checksum's algorithm");

    private static long Count(JsonElement json, string name) => Find(json, name) is { } value && value.TryGetInt64(out var count) ? count : throw Wrong(name);

    private static DateTimeOffset Instant(JsonElement json, string name) =>
        DateTimeOffset.TryParse(Text(json, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw Wrong(name);
}
