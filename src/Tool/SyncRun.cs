using S3Sync.Catalog;
using S3Sync.Catalog.Origins;
using S3Sync.LocalS3;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Tool.Endpoint;
using S3Sync.Tool.Output;

namespace S3Sync.Tool;

/// <summary>Carries a checked request out: the endpoint if there is one, the sinks, the engine, and the words at the end.</summary>
internal static class SyncRun
{
    /// <summary>Runs to the end; the exit code. <paramref name="witness"/> is told of every event too.</summary>
    public static async Task<int> ExecuteAsync(ToolRequest asked, Surroundings surroundings, IEventSink? witness = null)
    {
        var request = asked with { Sync = WithOrigin(asked.Sync, surroundings), Witness = witness };
        var (terminal, verbosity) = (surroundings.Terminal, request.Sync.Options.Report.Verbosity);
        using var signals = new CancelOnSignal(() => TellInterrupted(terminal, verbosity));
        try
        {
            return request.Folder is null ? await RunAsync(request, null, signals, surroundings) : await ServedAsync(request, signals, surroundings);
        }
        catch (OperationCanceledException) when (signals.ExitCode is { } code)
        {
            return code;
        }
        catch (SyncException e)
        {
            return Failed(terminal, e.Problem.ToString());
        }
    }

    // Apart, so that a run without an endpoint of its own never loads a web server.
    private static async Task<int> ServedAsync(ToolRequest request, CancelOnSignal signals, Surroundings surroundings)
    {
        try
        {
            await using var endpoint = await OwnEndpoint.StartAsync(request.Folder!, request.Sync, surroundings.Time, signals.Token); // checked by the caller
            return await RunAsync(request, endpoint.Way, signals, surroundings);
        }
        catch (LocalS3Exception e)
        {
            return EndpointErrors.Print(e, surroundings.Terminal);
        }
    }

    private static async Task<int> RunAsync(ToolRequest request, S3SideOptions? way, CancelOnSignal signals, Surroundings surroundings)
    {
        var problems = new List<Problem>();
        if (request.Job(way, problems) is not { } job)
        {
            return UsageErrors.Print(problems, surroundings.Terminal);
        }

        Tell(request, surroundings.Terminal);
        var sinks = RunSinks.Of(request.Sync.Options, surroundings.Terminal, surroundings.Time);
        var report = await SyncEngine.RunAsync(job, request.Witness is { } witness ? [.. sinks.All, witness] : sinks.All, surroundings.Time, signals.Token);
        sinks.Close();
        sinks.Tell(report, request.Sync, surroundings.Terminal);
        return ExitCode.Of(report, signals.ExitCode);
    }

    // What has no effect is told and does not count: nothing about the run is less complete for it.
    private static void Tell(ToolRequest request, Terminal terminal)
    {
        var sync = request.Sync;
        var isTold = sync.Options.Report.Verbosity >= (int)LogLevel.Warn;
        foreach (var line in isTold ? request.Notices.Concat(sync.Warnings.Select(warning => $"warning {warning}")) : [])
        {
            terminal.WriteErrorLine(SafeText.Visible(line));
        }
    }

    private static SyncRequest WithOrigin(SyncRequest sync, Surroundings surroundings) => sync with
    {
        Options = sync.Options with { Report = sync.Options.Report with { Origin = OriginOf(sync, surroundings) } },
    };

    private static RunOrigin OriginOf(SyncRequest sync, Surroundings surroundings) =>
        RunOrigins.Of(surroundings.Environment, sync.Source, surroundings.CurrentFolder) with { Tool = HelpText.Version.Replace(' ', '/') };

    private static int Failed(Terminal terminal, string sentence)
    {
        terminal.WriteErrorLine($"error {SafeText.Visible(sentence)}");
        return ExitCode.Failed;
    }

    private static void TellInterrupted(Terminal terminal, int verbosity)
    {
        if (verbosity >= 0)
        {
            terminal.WriteErrorLine("Interrupted; cleaning up what is in flight. Interrupting once more ends at once and leaves it.");
        }
    }
}
