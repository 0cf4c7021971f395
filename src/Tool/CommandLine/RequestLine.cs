using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Problems;
using S3Sync.Tool.Endpoint;
using S3Sync.Tool.GitHub;

namespace S3Sync.Tool.CommandLine;

/// <summary>A command line that asks for a synchronization: its places become SOURCE and TARGET, and everything else that has a say is read.</summary>
internal static class RequestLine
{
    // What a synchronization is called by programs that have a command for it.
    private static readonly string[] OfOthers = ["sync", "cp", "copy", "mirror"];

    /// <summary>Reads the whole request; what is wrong with it is added to <paramref name="problems"/>.</summary>
    public static RequestReading Read(CommandLine line, ArgumentScan scan, string usage, Surroundings surroundings, List<Problem> problems, bool needsEnds = true)
    {
        var places = line.Places;
        if (places.Count > OptionCatalog.Ends.Count && OfOthers.Contains(places[0], StringComparer.Ordinal))
        {
            problems.Add(UsageProblems.CommandOfOthers(places[0], usage));
            places = [.. places.Skip(1)];
        }

        for (var i = 0; i < places.Count; i++)
        {
            if (i < OptionCatalog.Ends.Count)
            {
                line.Values.Set(OptionCatalog.Ends[i], places[i], OptionCatalog.Ends[i].Shown);
            }
            else if (!scan.HasUnknown)
            {
                problems.Add(UsageProblems.ArgumentUnexpected(places[i], usage));
            }
        }

        return RequestReader.Read(new(line.Values, surroundings.Environment, surroundings.CurrentFolder)
        {
            HostDefinitions = [ToolDefinitions.LocalS3, .. RoleDefinitions.Group.Options],
            NeedsEnds = needsEnds,
        }, problems);
    }

    /// <summary>
    /// The request as this tool carries it out; null when it cannot, with what is wrong in <paramref name="problems"/>. One that is only shown needs no
    /// <paramref name="role"/>: it may be meant for elsewhere.
    /// </summary>
    public static ToolRequest? Check(RequestReading reading, Surroundings surroundings, List<Problem> problems, RoleRequest? role)
    {
        var tool = OptionBinder.Bind([ToolDefinitions.LocalS3], reading.Values, surroundings.CurrentFolder, problems);
        var folder = tool.LocalS3 is null ? null : new EndpointFolder(tool.LocalS3, reading.Values.Of(ToolDefinitions.LocalS3.Name)!.Origin); // bound, so it is there
        if (role is null)
        {
            RoleRequest.Check(reading.Values, problems);
        }

        var sync = reading.Sync is null || role is null ? reading.Sync : role.Over(reading.Sync, reading.Values, folder, problems);
        return sync is null ? null : ToolRequest.TryCreate(sync, folder, problems) is { } request ? request with { Notices = reading.Notices } : null;
    }
}
