using S3Sync.LocalS3;
using S3Sync.Manifests.Verification;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.Endpoint;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.Verify;

/// <summary><c>s3sync verify MANIFEST [TARGET]</c>: proves that what was published is still there.</summary>
internal static class VerifyCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var terminal = surroundings.Terminal;
        var scan = new ArgumentScan(arguments, VerifyDefinitions.All);
        if (scan.Has(ToolDefinitions.Help) || scan.Has(ToolDefinitions.Version))
        {
            terminal.WriteLine(scan.Has(ToolDefinitions.Help) ? HelpText.OfVerify() : HelpText.Version);
            return ExitCode.Ok;
        }

        var problems = new List<Problem>();
        var request = VerifyRequest.Read(scan, surroundings, problems);
        if (request is null || problems.Count > 0)
        {
            return UsageErrors.Print(problems, terminal);
        }

        using var signals = new CancelOnSignal(static () => { });
        try
        {
            return request.Folder is null ? await VerifyAsync(request, null, surroundings, signals.Token) : await ServedAsync(request, surroundings, signals.Token);
        }
        catch (OperationCanceledException) when (signals.ExitCode is { } code)
        {
            return code;
        }
        catch (SyncException failure)
        {
            terminal.WriteErrorLine($"error {SafeText.Visible(failure.Problem.ToString())}");
            return CodeOf(failure.Problem);
        }
    }

    // Apart, so that a run without an endpoint of its own never loads a web server.
    private static async Task<int> ServedAsync(VerifyRequest request, Surroundings surroundings, CancellationToken cancellationToken)
    {
        try
        {
            await using var endpoint = await OwnEndpoint.StartAsync(request.Folder!, request.AsSync(), surroundings.Time, cancellationToken); // checked by the caller
            return await VerifyAsync(request, endpoint.Way, surroundings, cancellationToken);
        }
        catch (LocalS3Exception e)
        {
            return EndpointErrors.Print(e, surroundings.Terminal);
        }
    }

    private static async Task<int> VerifyAsync(VerifyRequest request, S3SideOptions? way, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var (terminal, job) = (surroundings.Terminal, request.Job(way));
        using var engine = await VerifyEngine.OpenAsync(job, surroundings.Time, cancellationToken);
        VerifyReport report;
        using (surroundings.Time.CreateTimer(_ => Show(terminal, engine), null, Redraw, Redraw))
        {
            report = await engine.RunAsync(finding => terminal.WriteLine(request.Json ? VerifyText.Json(finding) : VerifyText.Line(finding)), cancellationToken);
        }

        terminal.ShowStatus("");
        if (request.Json)
        {
            terminal.WriteLine(VerifyText.JsonSummary(report, job.Level));
        }
        else if (request.Options.Report.Verbosity >= 0)
        {
            terminal.WriteErrorLine(VerifyText.Summary(report, job.Level));
        }

        return report.Different + report.Extra > 0 ? ExitCode.Failed : report.Unproven > 0 ? ExitCode.Warned : ExitCode.Ok;
    }

    private static TimeSpan Redraw => TimeSpan.FromMilliseconds(250);

    private static void Show(Terminal terminal, VerifyEngine engine)
    {
        if (terminal.CanShowStatus)
        {
            terminal.ShowStatus($"{HumanText.Objects(engine.Objects)} looked at");
        }
    }

    // A damaged manifest differs from what was written; what is none, or not there, was asked for wrongly; what cannot be reached proves nothing.
    private static int CodeOf(Problem problem) => problem.Code switch
    {
        "S3S782" => ExitCode.Failed,
        "S3S780" or "S3S781" or "S3S784" or "S3S794" => ExitCode.Usage,
        _ => ExitCode.Warned,
    };
}
