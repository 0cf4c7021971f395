using S3Sync.Catalog;
using S3Sync.LocalS3;
using S3Sync.Problems;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.Endpoint;
using S3Sync.Tool.Output;

namespace S3Sync.Tool;

/// <summary><c>s3sync serve DIR</c>: an S3 endpoint over a folder or memory until it is interrupted.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var terminal = surroundings.Terminal;
        var scan = new ArgumentScan(arguments, ToolDefinitions.OfServe);
        if (scan.Has(ToolDefinitions.Help) || scan.Has(ToolDefinitions.Version))
        {
            terminal.WriteLine(scan.Has(ToolDefinitions.Help) ? HelpText.OfServe() : HelpText.Version);
            return ExitCode.Ok;
        }

        var problems = new List<Problem>();
        var options = Read(scan, surroundings, problems);
        problems.AddRange(Misplaced(arguments));
        var keys = ServeKeys.OfEnvironment(surroundings.Environment, problems);
        if (problems.Count > 0)
        {
            return UsageErrors.Print(problems, terminal);
        }

        try
        {
            if (options.Folder is not null)
            {
                LocalS3Server.CheckFolder(options.Folder); // before the keys are kept in it
            }

            keys ??= options.Folder is null ? KeyPair.Random() : ServeKeys.OfFolder(options.Folder, problems);
            return keys is null ? UsageErrors.Print(problems, terminal) : await ServeAsync(options, keys, surroundings);
        }
        catch (LocalS3Exception e)
        {
            return EndpointErrors.Print(e, terminal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(terminal, UsageProblems.KeyFileUnusable(options.Folder ?? "", e.Message).ToString());
        }
    }

    private static ServeOptions Read(ArgumentScan scan, Surroundings surroundings, List<Problem> problems)
    {
        var line = CommandLineReader.Read(scan, ToolDefinitions.OfServe);
        problems.AddRange(line.Problems);
        problems.AddRange(scan.HasUnknown ? [] : line.Places.Skip(1).Select(place => UsageProblems.ArgumentUnexpected(place, HelpText.ServeUsage)));
        if (line.Places is [var folder, ..])
        {
            line.Values.Set(ToolDefinitions.Folder, folder, ToolDefinitions.Folder.Shown);
        }

        var values = OptionValues.Over(EnvironmentValues.Read(ToolDefinitions.OfServe, surroundings.Environment, plainNames: true), line.Values);
        var options = OptionBinder.Bind([ToolDefinitions.Folder, .. ToolDefinitions.Serve], values, surroundings.CurrentFolder, problems);
        if (problems.Count == 0)
        {
            problems.AddRange(PlaceProblems(options));
        }

        return options;
    }

    // Whoever writes this means a directory called serve.
    private static IEnumerable<Problem> Misplaced(IEnumerable<string> arguments) =>
        arguments.Any(argument => argument.Split('=')[0] == ToolDefinitions.LocalS3.Shown) ? [UsageProblems.ServeIsACommand(ToolDefinitions.LocalS3.Shown)] : [];

    private static IEnumerable<Problem> PlaceProblems(ServeOptions options) => options switch
    {
        { Folder: null, Memory: false } => [UsageProblems.ServeNeedsAPlace(ToolDefinitions.Memory.Shown)],
        { Folder: { } folder, Memory: true } => [UsageProblems.ServeHasTwoPlaces(folder, ToolDefinitions.Memory.Shown)],
        { Folder: { } folder } when EndpointFolder.Blocking(folder) is { } blocking => [UsageProblems.EndpointFolderBlocked(ToolDefinitions.Folder.Shown, folder, blocking)],
        _ => [],
    };

    private static async Task<int> ServeAsync(ServeOptions options, KeyPair keys, Surroundings surroundings)
    {
        using var signals = new CancelOnSignal(() => { });
        await using var server = await LocalS3Server.StartAsync(new()
        {
            Folder = options.Folder,
            Port = options.Port,
            Https = options.Https,
            Keys = keys.ToDictionary(),
            Time = surroundings.Time,
        }, signals.Token);

        var terminal = surroundings.Terminal;
        terminal.WriteLine($"endpoint: {server.Endpoint.ToString().TrimEnd('/')}");
        terminal.WriteLine($"access key: {keys.AccessKey}");
        terminal.WriteLine($"secret key: {keys.SecretKey}");
        if (server.CaCertificatePath is { } ca)
        {
            terminal.WriteLine($"ca: {SafeText.Visible(ca)}");
        }

        await Task.Delay(Timeout.Infinite, signals.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return ExitCode.Ok;
    }

    private static int Failed(Terminal terminal, string sentence)
    {
        terminal.WriteErrorLine($"error {SafeText.Visible(sentence)}");
        return ExitCode.Failed;
    }
}
