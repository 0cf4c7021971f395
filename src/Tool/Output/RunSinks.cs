using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output;

/// <summary>Decides how much of a run is told, and where: logs on stdout, progress, summary and report on stderr.</summary>
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
        var verbosity = options.DryRun || options.Status.Enabled ? Math.Max(report.Verbosity, (int)LogLevel.Info) : report.Verbosity; // made to be read
        IEventSink? log = verbosity < (int)LogLevel.Error ? null
            : report.JsonTracing ? new JsonSink(terminal, verbosity, time)
            : new PlainSink(terminal, verbosity, terminal.CanColor && !report.DisableColorTracing, time);

        // Where many log lines and the progress would share one screen, the lines are what was asked for.
        var isCrowded = verbosity > (int)LogLevel.Warn && terminal.OutIsTerminal;
        return new(log, report.Verbosity < 0 || report.JsonTracing || isCrowded ? null : new LiveSink(terminal, time));
    }

    /// <summary>Tells the end of a run. With -q only what failed; with -qq nothing, the exit code says it.</summary>
    public void Tell(SyncReport report, SyncRequest request, Terminal terminal)
    {
        var verbosity = request.Options.Report.Verbosity;
        if (verbosity >= (int)LogLevel.Error)
        {
            var isOneScreen = terminal.OutIsTerminal && terminal.CanShowStatus && !request.Options.Report.JsonTracing;
            foreach (var line in isOneScreen ? [.. new[] { SummaryText.FailuresAbove(report) }.OfType<string>()] : SummaryText.Failures(report))
            {
                terminal.WriteErrorLine(line);
            }
        }

        if (verbosity >= (int)LogLevel.Warn)
        {
            terminal.WriteErrorLine(SummaryText.Line(report));
            terminal.WriteErrorLine(SummaryText.Closing(report, request.Target.ToString()!, _leftOut)); // every location says where it is
        }
    }

    /// <summary>Stops the progress, whether or not the run said that it ended.</summary>
    public void Close() => _live?.Dispose();
}
