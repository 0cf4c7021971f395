using S3Sync.Tool;

// The command is chosen by the first argument alone, before anything is parsed: a directory named 'serve' is still a TARGET, and './serve' a SOURCE.
var surroundings = Surroundings.OfProcess();
return args switch
{
    ["serve", .. var rest] => await ServeCommand.RunAsync(rest, surroundings),
    ["help", .. var rest] => HelpText.Print(rest, surroundings.Terminal),
    _ => await SyncCommand.RunAsync(args, surroundings),
};
