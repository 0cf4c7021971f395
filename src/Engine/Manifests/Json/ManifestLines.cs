using System.Globalization;
using S3Sync.Integrity;
using S3Sync.Reporting;

namespace S3Sync.Manifests.Json;

/// <summary>The pieces of a manifest as JSON, each on one line, with their properties in a fixed order.</summary>
internal static class ManifestLines
{
    /// <summary>One entry.</summary>
    public static void Write(JsonText text, ManifestEntry entry)
    {
        text.Begin('{').Name("key").Value(entry.Key).Name("size").Value(entry.Size).Name("action").Value(WordOf(entry.Action)).Optional("reason", entry.Reason);
        text.Name("digest");
        Digest(text, entry.Sha256);
        Stored(text, entry);
        if (entry.Headers is { } headers)
        {
            Map(text.Name("headers"), headers, static (text, value) => text.Value(value));
        }

        if (entry.Rules.Count > 0)
        {
            text.Name("rules").Begin('[');
            foreach (var rule in entry.Rules)
            {
                text.Value(rule);
            }

            text.End(']');
        }

        text.Optional("verifiedBy", entry.VerifiedBy).End('}');
    }

    /// <summary>A failure; where lines stand by themselves, the name of its key says what the line is.</summary>
    public static void Write(JsonText text, ManifestFailure failure, bool onLineOfItsOwn = false) =>
        text.Begin('{').Name(onLineOfItsOwn ? "failed" : "key").Value(failure.Key).Name("code").Value(failure.Code).Name("text").Value(failure.Text).End('}');

    /// <summary>What is known of the run.</summary>
    public static void Run(JsonText text, ManifestRun run)
    {
        var origin = run.Origin;
        text.Begin('{').Optional("tool", origin.Tool).Name("source").Value(run.Source).Optional("sourceEndpoint", run.SourceEndpoint)
            .Name("began").Value(Instant(run.Began)).Name("ended").Value(Instant(run.Ended))
            .Optional("commit", origin.Commit).Optional("reference", origin.Reference).Optional("repository", origin.Repository).Optional("runUrl", origin.RunUrl);
        if (origin.Attempt is { } attempt)
        {
            text.Name("attempt").Value(attempt);
        }

        if (run.Problems.Count > 0)
        {
            text.Name("problems").Begin('[');
            foreach (var problem in run.Problems)
            {
                text.Begin('{').Name("code").Value(problem.Code).Name("text").Value(problem.Message).End('}');
            }

            text.End(']');
        }

        text.End('}');
    }

    /// <summary>The counts.</summary>
    public static void Totals(JsonText text, ManifestTotals totals) => text.Begin('{')
        .Name("objects").Value(totals.Objects).Name("bytes").Value(totals.Bytes)
        .Name("transferred").Value(totals.Transferred).Name("unchanged").Value(totals.Unchanged).Name("restamped").Value(totals.Restamped).Name("retagged").Value(totals.Retagged)
        .Name("unproven").Value(totals.Unproven).Name("deleted").Value(totals.Deleted).Name("skipped").Value(totals.Skipped).Name("failed").Value(totals.Failed)
        .End('}');

    /// <summary>Names with values, in the order of the names.</summary>
    public static void Map<T>(JsonText text, IReadOnlyDictionary<string, T> map, Action<JsonText, T> value)
    {
        text.Begin('{');
        foreach (var (name, held) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            value(text.Name(name), held);
        }

        text.End('}');
    }

    /// <summary>A digest by its algorithm's name, as an in-toto statement has it; null when it is not known.</summary>
    public static void Digest(JsonText text, string? sha256)
    {
        if (sha256 is null)
        {
            text.Value(null);
        }
        else
        {
            text.Begin('{').Name("sha256").Value(sha256).End('}');
        }
    }

    /// <summary>A deleted key on a line by itself, which is also how it goes into the seal.</summary>
    public static void Deleted(JsonText text, string key) => text.Begin('{').Name("deleted").Value(key).End('}');

    /// <summary>How a verdict is written.</summary>
    public static string WordOf(RunOutcome verdict) => verdict switch
    {
        RunOutcome.Completed => "completed",
        RunOutcome.Failed => "failed",
        RunOutcome.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    /// <summary>How an action is written.</summary>
    public static string WordOf(ManifestAction action) => action switch
    {
        ManifestAction.Transferred => "transferred",
        ManifestAction.Unchanged => "unchanged",
        ManifestAction.Restamped => "restamped",
        ManifestAction.Retagged => "retagged",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    /// <summary>How a checksum's type is written, as S3 does.</summary>
    public static string WordOf(ChecksumType type) => type == ChecksumType.FullObject ? "FULL_OBJECT" : "COMPOSITE";

    private static void Stored(JsonText text, ManifestEntry entry)
    {
        if (entry is { ETag: null, VersionId: null, Checksums.Count: 0 })
        {
            return;
        }

        text.Name("stored").Begin('{').Optional("etag", entry.ETag?.Value).Optional("versionId", entry.VersionId);
        if (entry.Checksums.Count > 0)
        {
            text.Name("checksums").Begin('[');
            foreach (var checksum in entry.Checksums.OrderBy(static checksum => checksum.Algorithm.WireName(), StringComparer.Ordinal))
            {
                text.Begin('{').Name("algorithm").Value(checksum.Algorithm.WireName()).Name("type").Value(WordOf(checksum.Type)).Name("value").Value(checksum.ToString()).End('}');
            }

            text.End(']');
        }

        text.End('}');
    }

    private static string Instant(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
