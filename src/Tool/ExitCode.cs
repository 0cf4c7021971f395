using S3Sync.Reporting;

namespace S3Sync.Tool;

/// <summary>How the process ends.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Warned = 3;
    public const int Interrupted = 130;
    public const int Terminated = 143;

    /// <summary>Each code with its meaning, for the help.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Ok, "everything asked for was done, or was not needed"),
        (Failed, "at least one object, or the run itself, failed; the report says which and why"),
        (Usage, "something asked for is wrong; nothing was touched"),
        (Warned, "done, with warnings; or the sides differ, where that was to be reported"),
        (Interrupted, "interrupted by Ctrl-C (SIGINT), after cleaning up"),
        (Terminated, "terminated (SIGTERM), after cleaning up"),
    ];

    /// <summary>The code of a finished run; <paramref name="signalCode"/> is the one of the signal that cancelled it, if one did.</summary>
    public static int Of(SyncReport report, int? signalCode) => report.Outcome switch
    {
        RunOutcome.Cancelled => signalCode ?? Interrupted,
        RunOutcome.Failed => Failed,
        _ => report.Counts.Warnings > 0 || report.Counts.Status is { HasDifferences: true } ? Warned : Ok,
    };
}
