using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output;

/// <summary>Decides how much of a run is told, and where: logs on stdout or where they were asked for, progress, summary and report on stderr.</summary>
internal sealed class RunSinks
{
    private readonly LeftOutSink _leftOut = new();
    private readonly LiveSink? _live;

    private RunSinks(IEventSink? log, LiveSink? live)
    {
        _live = live;
        All = [.. new[] { log, live, _leftOut }.OfType<IEventSink>()];
    }

    /// <summary>What the engine tells its events to.</summary>
    public IReadOnlyList<IEventSink> All { get; }

    /// <summary>The sinks that the options ask for.</summary>
    public static RunSinks Of(SyncOptions options, Terminal terminal, TimeProvider time)
    {
        var report = options.Report;
        var levels = LogLevels.Of(options);
        var toError = report.LogTo == "stderr";
        Action<string> write = toError ? terminal.WriteErrorLine : terminal.WriteLine;
        IEventSink? log = levels.IsOff ? null
            : report.JsonTracing ? new JsonSink(write, levels, time) { Wants = WantedBy(report, levels) }
            : new PlainSink(write, levels, terminal.CanColorOn(toError) && !report.DisableColorTracing, time) { Wants = WantedBy(report, levels) };

        // Where many log lines and the progress would share one screen, the lines are what was asked for.
        var isCrowded = Math.Max(levels.Events, levels.Requests) > (int)LogLevel.Warn && terminal.IsTerminal(toError);
        return new(log, report.Verbosity < 0 || report.JsonTracing || isCrowded ? null : new LiveSink(terminal, time));
    }

    /// <summary>Tells the end of a run. With -q only what failed; with -qq nothing, the exit code says it.</summary>
    public void Tell(SyncReport report, SyncRequest request, Terminal terminal)
    {
        var verbosity = request.Options.Report.Verbosity;
        if (verbosity >= (int)LogLevel.Error)
        {
            var isOneScreen = terminal.IsTerminal(request.Options.Report.LogTo == "stderr") && terminal.CanShowStatus && !request.Options.Report.JsonTracing;
            foreach (var line in isOneScreen ? [.. new[] { SummaryText.FailuresAbove(report) }.OfType<string>()] : SummaryText.Failures(report))
            {
                terminal.WriteErrorLine(line);
            }
        }

        if (verbosity >= (int)LogLevel.Warn)
        {
            terminal.WriteErrorLine(SummaryText.Line(report));
            terminal.WriteErrorLine(SummaryText.Closing(report, request.Target.ToString()!, _leftOut)); // every location says where it is
            if (report.Manifest is { } manifest)
            {
                terminal.WriteErrorLine(SummaryText.Written(manifest));
            }
        }
    }

    private static EventDetails WantedBy(ReportOptions report, LogLevels levels) =>
        (levels.Requests >= (int)LogLevel.Debug ? EventDetails.Requests : EventDetails.None)
        | (report.SpanEventsTracing && levels.Events >= (int)LogLevel.Info ? EventDetails.Spans : EventDetails.None);

    /// <summary>Stops the progress, whether or not the run said that it ended.</summary>
    public void Close() => _live?.Dispose();
}
