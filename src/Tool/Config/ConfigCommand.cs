using S3Sync.Catalog;
using S3Sync.Tool.CommandLine;

namespace S3Sync.Tool.Config;

/// <summary><c>s3sync config</c>: what a synchronization would be given, and from where.</summary>
internal static class ConfigCommand
{
    public static int Run(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var terminal = surroundings.Terminal;
        var scan = new ArgumentScan(arguments, ToolDefinitions.OfConfig);
        if (scan.Has(ToolDefinitions.Help) || scan.Has(ToolDefinitions.Version))
        {
            terminal.WriteLine(scan.Has(ToolDefinitions.Help) ? HelpText.OfConfig() : HelpText.Version);
            return ExitCode.Ok;
        }

        var line = CommandLineReader.Read(scan, ToolDefinitions.OfConfig);
        var problems = line.Problems.ToList();
        var listing = OptionBinder.Bind(ToolDefinitions.Listing, line.Values, surroundings.CurrentFolder, problems);
        var reading = RequestLine.Read(line, scan, HelpText.ConfigUsage, surroundings, problems, needsEnds: false);
        _ = RequestLine.Check(reading, surroundings, problems, role: null);
        if (problems.Except(reading.Distrust).Any())
        {
            return UsageErrors.Print(problems, terminal);
        }

        // What a run would refuse for want of trust is what its reader wants to look at before trusting it.
        var values = ShownOption.Of(reading, surroundings.CurrentFolder, listing.All);
        terminal.WriteLine(listing.Json ? ListingJson.Of(reading, values) : ListingText.Of(reading, values));
        return problems.Count > 0 ? UsageErrors.Print(problems, terminal) : ExitCode.Ok;
    }
}
