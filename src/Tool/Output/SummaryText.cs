using System.Globalization;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output;

/// <summary>The summary line, in s3sync's own shape, and the words in which a run is told at its end.</summary>
internal static class SummaryText
{
    /// <summary>One line of every counter. A run shorter than a second shows its totals as rates, a dry run none.</summary>
    public static string Line(SyncReport report)
    {
        var counts = report.Counts;
        var seconds = Math.Max(report.Duration.TotalSeconds, 1);
        var bytesRate = HumanText.Bytes(report.DryRun ? 0 : counts.Bytes / seconds);
        var objectsRate = HumanText.Count(report.DryRun ? 0 : counts.Transferred / seconds);
        return string.Create(CultureInfo.InvariantCulture,
            $"{HumanText.Bytes(counts.Bytes),3} | {bytesRate,3}/sec,  transferred {counts.Transferred,3} objects | {objectsRate} objects/sec,  etag verified {counts.ETagVerified} objects,  checksum verified {counts.ChecksumVerified} objects,  deleted {counts.Deleted} objects,  {Restamped(counts)}skipped {counts.Skipped} objects,  error {counts.Errors} objects, warning {counts.Warnings} objects,  duration {HumanText.Duration(report.Duration)}");
    }

    /// <summary>How many failed, where the log has just named them on the same screen; null when none did.</summary>
    public static string? FailuresAbove(SyncReport report) => report.Failures.Count switch
    {
        0 => null,
        1 => "1 object failed; it is named above.",
        var count => $"{HumanText.Objects(count)} failed; they are named above.",
    };

    /// <summary>Every failed object and everything that concerned the run, with its reason; a line each.</summary>
    public static IEnumerable<string> Failures(SyncReport report)
    {
        if (report.Failures.Count > 0)
        {
            yield return $"{HumanText.Objects(report.Failures.Count)} failed:";
        }

        foreach (var failure in report.Failures)
        {
            yield return $"  {SafeText.Visible(failure.Key)}: {SafeText.Visible(failure.Problem.ToString())}";
        }

        foreach (var problem in report.RunProblems)
        {
            yield return $"error {SafeText.Visible(problem.ToString())}";
        }
    }

    /// <summary>What a person wants to know last: what was done, or that nothing had to be.</summary>
    public static string Closing(SyncReport report, string target, LeftOutSink leftOut)
    {
        var done = Done(report);
        var place = SafeText.Visible(target);
        return report switch
        {
            { Outcome: RunOutcome.Cancelled } => $"Interrupted: {done} Running the same command again transfers what is still missing.",
            { Outcome: RunOutcome.Failed } => Failed(report, place, done),
            { Counts.Status: { } status } => Compared(status, place),
            { DryRun: true } => $"Dry run, nothing was written: {done}",
            { Counts: { Transferred: 0, Deleted: 0, Restamped: 0 } counts } when leftOut.ByFilter + leftOut.Links + counts.Warnings > 0 => $"Nothing to do: {Untouched(counts, leftOut)}.",
            { Counts: { Transferred: 0, Deleted: 0, Restamped: 0, Skipped: 0 } } => "Nothing changed: the source holds no objects to transfer.",
            { Counts: { Transferred: 0, Deleted: 0, Restamped: 0 } counts } => $"Nothing changed: {place} already has what it should ({HumanText.Objects(counts.Skipped)} skipped).",
            _ => $"Done, {place}: {done}",
        };
    }

    /// <summary>Where the manifest is, and the digest that stands for all of it.</summary>
    public static string Written(ManifestReceipt manifest)
    {
        var unproven = manifest.Unproven == 0 ? "" : $", {HumanText.Count(manifest.Unproven)} without a SHA-256";
        return $"Manifest{(manifest.IsLines ? " (JSON Lines)" : "")}: {SafeText.Visible(manifest.Place)}, {HumanText.Objects(manifest.Objects)}{unproven}, digest sha256:{manifest.Digest}";
    }

    /// <summary>What is told of an exception that nothing foresaw: enough to report it.</summary>
    public static string Defect(Exception defect) =>
        $"This should not have happened, and is a defect of s3sync. Please report it with these lines:{Environment.NewLine}{defect}";

    private static string Failed(SyncReport report, string place, string done) => report switch
    {
        { Counts.Status: { } status } => $"{Compared(status, place)} What could not be compared is named above.",
        { DryRun: true } => $"Dry run, nothing was written: {done} What would fail is named above.",
        { Counts: { Transferred: 0, Restamped: 0, Deleted: 0, Skipped: 0 } } => $"Nothing arrived at {place}. What failed is named above.",
        { Failures.Count: 0 } => $"Not everything was done at {place}: {done} The reason is named above.",
        _ => $"Not everything arrived at {place}: {done} What failed is named above.",
    };

    private static string Compared(StatusCounts status, string place)
    {
        long Contents(SyncStatus how) => new[] { StatusKind.Size, StatusKind.ETag, StatusKind.Checksum }.Sum(kind => status.Of(kind, how));
        var parts = new (long Count, string What)[]
        {
            (Contents(SyncStatus.Matches), "the same"),
            (Contents(SyncStatus.Mismatch), "different"),
            (Contents(SyncStatus.Unknown), "that nothing tells of"),
            (status.Of(StatusKind.Existence, SyncStatus.NotFound), "not at the target"),
            (status.Of(StatusKind.Existence, SyncStatus.Extra), "only at the target"),
            (status.Of(StatusKind.Metadata, SyncStatus.Mismatch), "with other metadata"),
            (status.Of(StatusKind.Tagging, SyncStatus.Mismatch), "with other tags"),
        };
        return $"Compared with {place}, nothing was written: {string.Join(", ", parts.Where((part, i) => i == 0 || part.Count > 0).Select(part => $"{HumanText.Count(part.Count)} {part.What}"))}.";
    }

    private static string Untouched(SyncCounts counts, LeftOutSink leftOut)
    {
        var parts = new (long Count, string What)[]
        {
            (counts.Skipped - leftOut.ByFilter - leftOut.Links, "up to date"),
            (leftOut.ByFilter, "left out by filters"),
            (leftOut.Links, "left out as symbolic links"),
            (counts.Warnings, "with a warning"),
        };
        return string.Join(", ", parts.Where((part, i) => i == 0 || part.Count > 0).Select(part => $"{HumanText.Count(part.Count)} {part.What}"));
    }

    private static string Done(SyncReport report)
    {
        var (counts, would) = (report.Counts, report.DryRun ? " would be" : "");
        var moved = $"{HumanText.Objects(counts.Transferred)} ({HumanText.Bytes(counts.Bytes)}){would} transferred";
        var deleted = counts.Deleted == 0 ? "" : $", {HumanText.Count(counts.Deleted)}{would} deleted";
        var verified = report.DryRun || counts.Transferred == 0 ? "" : Verified(counts);
        var restamped = counts.Restamped == 0 ? "" : $", {HumanText.Count(counts.Restamped)}{would} given other headers";
        return moved + verified + restamped + deleted + ".";
    }

    private static string Restamped(SyncCounts counts) => counts.Restamped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"restamped {counts.Restamped} objects,  ");

    private static string Verified(SyncCounts counts) =>
        counts.Unverified > 0 ? $" ({HumanText.Count(counts.Unverified)} could not be verified)"
        : counts.ETagVerified + counts.ChecksumVerified > 0 ? ", each verified"
        : ""; // Tags alone were written, or folders made.
}
