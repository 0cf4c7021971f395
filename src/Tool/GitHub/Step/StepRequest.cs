using System.Collections.Immutable;
using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Tool.Endpoint;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>What a step asks for, read and checked.</summary>
/// <param name="Tool">The synchronization.</param>
/// <param name="Options">What the step itself is asked for.</param>
/// <param name="FailOnOrigin">Where it is said what makes the step fail.</param>
internal sealed record StepRequest(ToolRequest Tool, StepOptions Options, string FailOnOrigin);

/// <summary>From the inputs to a request, with what a step of a workflow has by default.</summary>
/// <param name="surroundings">The process.</param>
/// <param name="job">The job.</param>
/// <param name="places">Where the step is.</param>
internal sealed class StepReader(Surroundings surroundings, GitHubJob job, StepPlaces places)
{
    private const string ManifestName = "s3sync-manifest.json";
    private static readonly ImmutableArray<string> ProfileOptions = ["source-profile", "target-profile"];

    /// <summary>Told of each secret before anything else is written.</summary>
    public required Action<string> Secret { get; init; }

    /// <summary>The request, or everything that is wrong. Nothing is written and no request is sent.</summary>
    public StepRequest? Read(IReadOnlyList<string> arguments, List<Problem> problems)
    {
        problems.AddRange(arguments.Where(argument => argument.Length > 0).Take(1).Select(ActionProblems.ArgumentsUnread));
        var inputs = StepInputs.Read(surroundings.Environment, problems);
        var own = OptionBinder.Bind(StepDefinitions.Own, inputs, places.Workspace, problems);
        places.Folder = own.Folder ?? places.Workspace;
        if (own.Folder is not null && !Directory.Exists(own.Folder) && inputs.Of(StepDefinitions.Folder.Name) is { } named)
        {
            problems.Add(ActionProblems.FolderMissing(named.Origin, named.Text));
            return null;
        }

        // Plain names are common words, such as TARGET, that a workflow sets for other reasons.
        var sources = new RequestSources(inputs, surroundings.Environment, places.Folder) { HostDefinitions = StepDefinitions.OfHost, ReadsPlainNames = false, FilesAreFresh = true };
        var reading = RequestReader.Read(sources, problems);
        foreach (var secret in reading.Secrets)
        {
            Secret(secret);
        }

        return reading.Sync is { } sync && Checked(WithDefaults(sync, own), reading, problems) is { } tool
            ? new(tool with { Notices = reading.Notices }, own, reading.Values.Of(StepDefinitions.FailOn.Name)?.Origin ?? "")
            : null;
    }

    private ToolRequest? Checked(SyncRequest sync, RequestReading reading, List<Problem> problems)
    {
        var local = OptionBinder.Bind([CommandLine.ToolDefinitions.LocalS3], reading.Values, places.Folder, problems).LocalS3;
        var folder = local is null ? null : new EndpointFolder(local, reading.Values.Of(CommandLine.ToolDefinitions.LocalS3.Name)!.Origin); // bound, so it is there
        var signed = new RoleRequest(job, surroundings.Time) { Secret = Secret }.Over(sync, reading.Values, folder, problems);
        problems.AddRange(Profiles(signed, reading.Values));
        return ToolRequest.TryCreate(signed, folder, problems);
    }

    private SyncRequest WithDefaults(SyncRequest sync, StepOptions own)
    {
        var options = sync.Options;
        return sync with
        {
            Options = options with
            {
                SourceS3 = InRegion(sync.Source, options.SourceS3, own),
                TargetS3 = InRegion(sync.Target, options.TargetS3, own),
                Report = options.Report with { Manifest = options.Report.Manifest ?? new LocalLocation(Path.Combine(places.Workspace, ManifestName)) },
            },
        };
    }

    private static S3SideOptions InRegion(Location end, S3SideOptions side, StepOptions own) => end is S3Location ? side with { Region = side.Region ?? own.Region } : side;

    // configure-aws-credentials and others leave profiles in the home of the runner's user, which a container action does not see.
    private IEnumerable<Problem> Profiles(SyncRequest sync, OptionValues values)
    {
        if (!job.IsInContainer || job.Home is not { } home || ProfileFiles(sync.Options.TargetS3, home).Any(File.Exists))
        {
            yield break;
        }

        foreach (var side in ProfileOptions.Select(values.Of).OfType<OptionValue>())
        {
            yield return ActionProblems.NoProfilesInContainer(side.Origin, side.Text, home);
        }

        var unsigned = new[] { (End: sync.Source, Side: sync.Options.SourceS3), (End: sync.Target, Side: sync.Options.TargetS3) }
            .Any(end => end.End is S3Location && end.Side is { AccessKey: null, Profile: null, Role: null, NoSignRequest: false });
        if (unsigned && job.Of("AWS_PROFILE") is { } profile && job.Of("AWS_ACCESS_KEY_ID") is null)
        {
            yield return ActionProblems.NoProfilesInContainer("AWS_PROFILE", profile, home);
        }
    }

    private IEnumerable<string> ProfileFiles(S3SideOptions side, string home) =>
    [
        side.SharedCredentialsFile ?? job.Of("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(home, ".aws", "credentials"),
        side.ConfigFile ?? job.Of("AWS_CONFIG_FILE") ?? Path.Combine(home, ".aws", "config"),
    ];
}
