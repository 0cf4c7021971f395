using S3Sync.Catalog.Texts;
using S3Sync.Options;

namespace S3Sync.Tool.Output;

/// <summary>Which records a log tells: by <c>-v</c> and <c>-q</c>, by a filter in their place, or with those about requests besides.</summary>
/// <param name="Events">The verbosity for events of the synchronization.</param>
/// <param name="Requests">The verbosity for requests.</param>
/// <param name="ShowsTarget">Whether a record says which of the two it is.</param>
internal sealed record LogLevels(int Events, int Requests, bool ShowsTarget)
{
    public const string EventTarget = "s3sync";
    public const string RequestTarget = "aws_sdk_s3";
    private const int Off = -2;

    /// <summary>Whether nothing is told at all.</summary>
    public bool IsOff => Math.Max(Events, Requests) <= Off;

    /// <summary>What the options ask for. A dry run and a report are made to be read; <c>-qq</c> tells nothing whatever the filter says.</summary>
    public static LogLevels Of(SyncOptions options)
    {
        var report = options.Report;
        var verbosity = options.DryRun || options.Status.Enabled ? Math.Max(report.Verbosity, (int)LogLevel.Info) : report.Verbosity;
        if (report.Verbosity <= Off || (!report.AwsSdkTracing && report.LogFilter is null))
        {
            return new(verbosity, Off, ShowsTarget: false);
        }

        return report.LogFilter is { } text && LogFilterText.TryRead(text) is { } filter
            ? new(LogFilterText.VerbosityOf(EventTarget, filter), LogFilterText.VerbosityOf(RequestTarget, filter), ShowsTarget: true)
            : new(verbosity, report.AwsSdkTracing ? verbosity : Off, ShowsTarget: report.AwsSdkTracing);
    }

    /// <summary>Whether a record of this level is told.</summary>
    public bool Tell(LogLevel level, bool isRequest) => (int)level <= (isRequest ? Requests : Events);

    /// <summary>The target of a record, when it is to be shown.</summary>
    public string? TargetOf(LogRecord record) => !ShowsTarget ? null : record.IsRequest ? RequestTarget : EventTarget;
}
