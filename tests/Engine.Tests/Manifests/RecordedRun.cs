using S3Sync.Manifests;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Manifests;

/// <summary>Runs over a real server that leave a manifest.</summary>
internal sealed class RecordedRun : IAsyncDisposable
{
    private RecordedRun(S3World world) => World = world;

    public S3World World { get; }

    public TempFolder Folder { get; } = new();

    public string Tree => Folder.At("tree");

    public string ManifestPath => Folder.At("manifest.json");

    /// <summary>A server with a bucket called bucket, and a tree of three files.</summary>
    public static async Task<RecordedRun> StartAsync()
    {
        var run = new RecordedRun(await S3World.InMemoryAsync());
        await run.World.BucketAsync();
        run.Folder.Write("tree/index.html", "<p>");
        run.Folder.Write("tree/a/b.txt", "bee");
        run.Folder.Write("tree/z.txt", "zet");
        return run;
    }

    public SyncOptions Options(Func<SyncOptions, SyncOptions>? change = null)
    {
        var side = new S3SideOptions { EndpointUrl = World.Endpoint, AccessKey = S3World.AccessKey, SecretAccessKey = S3World.SecretKey, Region = "us-east-1" };
        var options = new SyncOptions
        {
            SourceS3 = side,
            TargetS3 = side,
            Retry = new() { MaxAttempts = 2, InitialBackoff = TimeSpan.FromMilliseconds(1), ObjectRetryCount = 0 },
            Report = new() { Manifest = new LocalLocation(ManifestPath) },
        };
        return change?.Invoke(options) ?? options;
    }

    public Task<SyncReport> UpAsync(Func<SyncOptions, SyncOptions>? change = null, CancellationToken cancellationToken = default, params IReadOnlyList<IEventSink> sinks) =>
        RunAsync(new LocalLocation(Tree), new S3Location("bucket", "app/"), change, cancellationToken, sinks);

    public async Task<SyncReport> RunAsync(
        Location source, Location target, Func<SyncOptions, SyncOptions>? change = null, CancellationToken cancellationToken = default, params IReadOnlyList<IEventSink> sinks)
    {
        var job = SyncJob.TryCreate(source, target, Options(change), out var problems);
        Assert.Equal([], problems);
        return await SyncEngine.RunAsync(job!, sinks, TimeProvider.System, cancellationToken);
    }

    public IReadOnlyList<Problem> ProblemsOf(Location source, Location target, Func<SyncOptions, SyncOptions> change)
    {
        SyncJob.TryCreate(source, target, Options(change), out var problems);
        return problems;
    }

    public async Task<(ManifestHeader Header, List<ManifestEntry> Entries, ManifestTrailer Trailer)> ReadAsync(string? path = null)
    {
        using var reader = await ManifestReader.OpenAsync(path ?? ManifestPath, CancellationToken.None);
        return (reader.Header, await reader.EntriesAsync(CancellationToken.None).ToListAsync(), await reader.CheckAsync(CancellationToken.None));
    }

    /// <summary>The manifest without the line of the run.</summary>
    public string WithoutRun() => string.Join('\n', File.ReadAllLines(ManifestPath).Where(line => !line.StartsWith("  \"run\":", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        Folder.Dispose();
        await World.DisposeAsync();
    }
}
