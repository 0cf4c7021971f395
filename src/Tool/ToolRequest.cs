using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Tool.Endpoint;

namespace S3Sync.Tool;

/// <summary>A checked synchronization, and the folder of its own endpoint if it has one.</summary>
internal sealed record ToolRequest(SyncRequest Sync, EndpointFolder? Folder)
{
    /// <summary>What the user is told before the run.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Who is told of every event beside those who show them; null for nobody.</summary>
    public IEventSink? Witness { get; init; }

    // Stands for the endpoint's address until it listens, so that everything can be checked before anything is started.
    private const string AddressToCome = "http://local-s3.invalid";

    /// <summary>Makes a request of what was read, or adds what is wrong with it as a whole to what is wrong with its parts.</summary>
    public static ToolRequest? TryCreate(SyncRequest sync, EndpointFolder? folder, List<Problem> problems)
    {
        problems.AddRange(folder?.Check(sync) ?? []);
        if (problems.Count > 0 && sync is not { Source: S3Location, Target: S3Location })
        {
            return null;
        }

        // Beside other problems only the question whether both ends are one place is still open; it needs the ways there alone.
        var asked = problems.Count == 0 ? sync : sync with { Options = new() { SourceS3 = sync.Options.SourceS3, TargetS3 = sync.Options.TargetS3 } };
        _ = new ToolRequest(asked, folder).Job(new() { EndpointUrl = AddressToCome }, problems);
        return problems.Count == 0 ? new(sync, folder) : null;
    }

    /// <summary>The job, with <paramref name="own"/> as the way to every s3:// end without an endpoint when there is a folder to serve.</summary>
    public SyncJob? Job(S3SideOptions? own, ICollection<Problem> problems)
    {
        var options = Sync.Options;
        if (Folder is not null && own is not null)
        {
            options = options with
            {
                SourceS3 = EndpointFolder.Serves(Sync.Source, options.SourceS3) ? own : options.SourceS3,
                TargetS3 = EndpointFolder.Serves(Sync.Target, options.TargetS3) ? own : options.TargetS3,
            };
        }

        var job = SyncJob.TryCreate(Sync.Source, Sync.Target, options, out var found);
        foreach (var problem in found)
        {
            problems.Add(problem);
        }

        return job;
    }
}
