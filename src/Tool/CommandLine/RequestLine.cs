using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Problems;
using S3Sync.Tool.GitHub;

namespace S3Sync.Tool.CommandLine;

/// <summary>A command line that asks for a synchronization: its places become SOURCE and TARGET, and everything else that has a say is read.</summary>
internal static class RequestLine
{
    /// <summary>Reads the whole request; what is wrong with it is added to <paramref name="problems"/>.</summary>
    public static RequestReading Read(CommandLine line, ArgumentScan scan, string usage, Surroundings surroundings, List<Problem> problems)
    {
        for (var i = 0; i < line.Places.Count; i++)
        {
            if (i < OptionCatalog.Ends.Count)
            {
                line.Values.Set(OptionCatalog.Ends[i], line.Places[i], OptionCatalog.Ends[i].Shown);
            }
            else if (!scan.HasUnknown)
            {
                problems.Add(UsageProblems.ArgumentUnexpected(line.Places[i], usage));
            }
        }

        return RequestReader.Read(new(line.Values, surroundings.Environment, surroundings.CurrentFolder) { HostDefinitions = [ToolDefinitions.LocalS3, .. RoleDefinitions.Group.Options] }, problems);
    }
}
