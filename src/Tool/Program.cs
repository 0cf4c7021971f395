using S3Sync.Tool;
using S3Sync.Tool.Config;
using S3Sync.Tool.GitHub.Step;
using S3Sync.Tool.Output;
using S3Sync.Tool.Verify;

var surroundings = Surroundings.OfProcess();
try
{
    // The command is chosen by the first argument alone, before anything is parsed: a directory named 'serve' is still a TARGET, and './serve' a SOURCE.
    return args switch
    {
        ["serve", .. var rest] => await ServeCommand.RunAsync(rest, surroundings),
        ["verify", .. var rest] => await VerifyCommand.RunAsync(rest, surroundings),
        ["github-action", .. var rest] => await ActionCommand.RunAsync(rest, surroundings),
        ["config", .. var rest] => ConfigCommand.Run(rest, surroundings),
        ["help", .. var rest] => HelpText.Print(rest, surroundings.Terminal),
        _ => await SyncCommand.RunAsync(args, surroundings),
    };
}
#pragma warning disable CA1031 // docs/architecture.md: a defect of ours must end in words and exit code 1, not in a crash of the runtime
catch (Exception defect)
#pragma warning restore CA1031
{
    surroundings.Terminal.WriteErrorLine(SummaryText.Defect(defect));
    return ExitCode.Failed;
}
