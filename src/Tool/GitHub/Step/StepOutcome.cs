using System.Globalization;
using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>How a step ended, in the words of its outputs.</summary>
internal sealed record StepOutcome
{
    /// <summary>The exit code that the command line would have ended with.</summary>
    public required int ToolExitCode { get; init; }

    /// <summary>The report; null when there was no run.</summary>
    public SyncReport? Report { get; init; }

    /// <summary>The two ends, as the user knows them; null when they could not be read.</summary>
    public (string Source, string Target)? Ends { get; init; }

    /// <summary>Objects of which headers or tags alone were written.</summary>
    public long Restamped { get; init; }

    /// <summary>Everything that went wrong, and then what is to be known besides.</summary>
    public IReadOnlyList<(bool IsError, Problem Problem)> Problems { get; init; } = [];

    /// <summary>The result: <c>unchanged</c>, <c>changed</c>, <c>different</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public string Word => this switch
    {
        { Report.Outcome: RunOutcome.Cancelled } or { ToolExitCode: ExitCode.Interrupted or ExitCode.Terminated } => "cancelled",
        { Report: null } or { Report.Outcome: RunOutcome.Failed } or { ToolExitCode: ExitCode.Failed or ExitCode.Usage } => "failed",
        { Report.Counts.Status: { HasDifferences: true } } => "different",
        { Report.Counts: { Transferred: 0, Deleted: 0 }, Restamped: 0 } => "unchanged",
        _ => "changed",
    };

    /// <summary>Whether <paramref name="failOn"/> makes a step fail that went well otherwise.</summary>
    public bool FailsOn(string failOn) => Word is not ("failed" or "cancelled") && failOn switch
    {
        StepOptions.Warning => ToolExitCode == ExitCode.Warned,
        StepOptions.Change => ToolExitCode == ExitCode.Warned || Word != "unchanged",
        _ => false,
    };

    /// <summary>The exit code of the step: what are warnings to a command line does not fail a step by itself.</summary>
    public int StepExitCode(string failOn) => FailsOn(failOn) ? ExitCode.Warned : ToolExitCode == ExitCode.Warned ? ExitCode.Ok : ToolExitCode;

    /// <summary>The outputs, of which the paths and the digest come from outside.</summary>
    public IEnumerable<KeyValuePair<string, string>> Outputs(string manifestPath, string manifestDigest, string checksumsPath) =>
    [
        new("result", Word),
        new("uploaded-count", Text(Report?.Counts.Transferred)),
        new("deleted-count", Text(Report?.Counts.Deleted)),
        new("bytes", Text(Report?.Counts.Bytes)),
        new("manifest-path", manifestPath),
        new("manifest-digest", manifestDigest),
        new("checksums-path", checksumsPath),
    ];

    private static string Text(long? count) => (count ?? 0).ToString(CultureInfo.InvariantCulture);
}
