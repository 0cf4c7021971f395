using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.Endpoint;
using S3Sync.Tool.GitHub;

namespace S3Sync.Tool.Verify;

/// <summary>A checked verification, and the folder of its own endpoint if it has one.</summary>
internal sealed record VerifyRequest(Location Manifest, Location? Target, VerifyOptions Asked, SyncOptions Options, EndpointFolder? Folder)
{
    /// <summary>Whether to tell as JSON.</summary>
    public bool Json => Asked.Json;

    /// <summary>Reads the arguments and the environment; null, or valid unless <paramref name="problems"/> got some.</summary>
    public static VerifyRequest? Read(ArgumentScan scan, Surroundings surroundings, List<Problem> problems)
    {
        var line = CommandLineReader.Read(scan, VerifyDefinitions.All);
        problems.AddRange(line.Problems);
        for (var i = 0; i < Math.Min(line.Places.Count, VerifyDefinitions.Ends.Count); i++)
        {
            line.Values.Set(VerifyDefinitions.Ends[i], line.Places[i], VerifyDefinitions.Ends[i].Shown);
        }

        problems.AddRange(scan.HasUnknown ? [] : line.Places.Skip(VerifyDefinitions.Ends.Count).Select(place => UsageProblems.ArgumentUnexpected(place, HelpText.VerifyUsage)));
        var values = OptionValues.Over(EnvironmentValues.Read(VerifyDefinitions.All, surroundings.Environment, plainNames: true), line.Values);
        var asked = OptionBinder.Bind([.. VerifyDefinitions.Ends, .. VerifyDefinitions.Own], values, surroundings.CurrentFolder, problems);
        var tool = OptionBinder.Bind([ToolDefinitions.LocalS3], values, surroundings.CurrentFolder, problems);
        var options = OptionBinder.BindSome([.. VerifyDefinitions.Connection, .. OptionCatalog.Groups.First(group => group.Title == "Tracing and logging").Options], values, surroundings.CurrentFolder, problems);
        if (asked.Manifest is not { } manifest)
        {
            problems.AddRange(values.Of(VerifyDefinitions.Manifest.Name) is null ? [UsageProblems.PlaceMissing(VerifyDefinitions.Manifest.Shown, HelpText.VerifyUsage)] : []);
            return null;
        }

        var folder = tool.LocalS3 is null ? null : new EndpointFolder(tool.LocalS3, values.Of(ToolDefinitions.LocalS3.Name)!.Origin); // bound, so it is there
        var isInS3 = manifest is S3Location || asked.Target is not LocalLocation;
        options = new RoleRequest(new(surroundings.Environment), surroundings.Time).OverTarget(options, isInS3, values, folder, problems);
        var request = new VerifyRequest(manifest, asked.Target, asked, options, folder);
        problems.AddRange(asked.Target is LocalLocation copy && !Directory.Exists(copy.Path) ? [UsageProblems.CopyMissing(copy.Path)] : []);
        problems.AddRange(folder is not null && EndpointFolder.Blocking(folder.Path) is { } blocking ? [UsageProblems.EndpointFolderBlocked(folder.Origin, folder.Path, blocking)] : []);
        problems.AddRange(request.Job(null).Check());
        return request;
    }

    /// <summary>What is to be proven, with <paramref name="own"/> as the way to S3 when there is a folder to serve.</summary>
    public VerifyJob Job(S3SideOptions? own) => new()
    {
        Manifest = Manifest,
        Target = Target,
        Level = VerifyDefinitions.LevelOf(Asked.Level),
        TellsExtra = Asked.NoExtra,
        Exclude = Asked.Exclude,
        Options = own is null || Options.TargetS3.EndpointUrl is not null ? Options : Options with { TargetS3 = own },
    };

    /// <summary>As a run that only looks, for whoever serves one.</summary>
    public SyncRequest AsSync() => new(Manifest, Target ?? Manifest, Options with { DryRun = true });
}
