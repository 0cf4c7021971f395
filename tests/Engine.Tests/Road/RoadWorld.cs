using Amazon.S3.Model;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using S3Sync.Transfers;
using Xunit;

namespace S3Sync.Engine.Tests.Road;

/// <summary>A real server, a few folders, and runs of the engine between them.</summary>
public sealed class RoadWorld : IAsyncDisposable
{
    private readonly List<TempFolder> _folders = [];

    private RoadWorld(S3World s3) => S3 = s3;

    public S3World S3 { get; }

    /// <summary>Every event of every run so far.</summary>
    public List<SyncEvent> Events { get; } = [];

    /// <summary>The clock of the runs.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>How both sides reach the server.</summary>
    public S3SideOptions Side => new()
    {
        EndpointUrl = S3.Endpoint,
        AccessKey = S3World.AccessKey,
        SecretAccessKey = S3World.SecretKey,
        Region = "us-east-1",
        ForcePathStyle = true,
    };

    public static async Task<RoadWorld> StartAsync()
    {
        var world = new RoadWorld(await S3World.InMemoryAsync());
        await world.S3.BucketAsync("one");
        await world.S3.BucketAsync("two");
        return world;
    }

    /// <summary>A new folder with files.</summary>
    public string Folder(params (string Name, byte[] Content)[] files)
    {
        var folder = new TempFolder();
        _folders.Add(folder);
        foreach (var (name, content) in files)
        {
            Write(folder.Path, name, content);
        }

        return folder.Path;
    }

    public static void Write(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public static Location S3At(string bucket, string prefix = "") => new Options.S3Location(bucket, prefix);

    public static Location At(string folder) => new LocalLocation(folder);

    /// <summary>One run with quick retries.</summary>
    public Task<SyncReport> RunAsync(Location source, Location target, Func<SyncOptions, SyncOptions>? change = null, CancellationToken cancellationToken = default)
    {
        var options = new SyncOptions
        {
            SourceS3 = Side,
            TargetS3 = Side,
            Retry = new() { InitialBackoff = TimeSpan.FromMilliseconds(1), ObjectRetryInterval = TimeSpan.Zero },
        };
        var job = SyncJob.TryCreate(source, target, change?.Invoke(options) ?? options, out var problems);
        Assert.True(job is not null, string.Join("; ", problems));
        return SyncEngine.RunAsync(job!, [new Collector(Events)], Time, cancellationToken);
    }

    /// <summary>A run that must end well.</summary>
    public async Task<SyncCounts> SyncAsync(Location source, Location target, Func<SyncOptions, SyncOptions>? change = null)
    {
        var report = await RunAsync(source, target, change);
        Assert.True(report.Outcome == RunOutcome.Completed, string.Join("; ", report.RunProblems.Select(problem => problem.ToString()).Concat(report.Failures.Select(failure => failure.ToString()))));
        return report.Counts;
    }

    public Task PutAsync(string bucket, string key, byte[] content) =>
        S3.Client.PutObjectAsync(new() { BucketName = bucket, Key = key, InputStream = new MemoryStream(content) });

    /// <summary>Puts a key as it is: the plain SDK drops a leading slash in path style, the engine's store does not.</summary>
    public async Task PutExactAsync(string bucket, string key, byte[] content)
    {
        using var store = S3Store.Open(new(bucket, ""), Side, new(), new(), TimeProvider.System, () => 0);
        var body = new BodyDigester(new(Md5: true, Sha256: true, null), new(1)).Of(content).ToBody(() => new MemoryStream(content), null);
        await store.Objects.PutAsync(key, body, ObjectHeaders.None, CancellationToken.None);
    }

    public async Task<List<S3Object>> ListAsync(string bucket)
    {
        var listed = new List<S3Object>();
        await foreach (var item in S3.Client.Paginators.ListObjectsV2(new() { BucketName = bucket }).S3Objects)
        {
            listed.Add(item);
        }

        return listed;
    }

    public async Task<string[]> KeysAsync(string bucket) => [.. (await ListAsync(bucket)).Select(item => item.Key)];

    public async Task<byte[]> ContentAsync(string bucket, string key)
    {
        using var answer = await S3.Client.GetObjectAsync(bucket, key);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await S3.DisposeAsync();
        foreach (var folder in _folders)
        {
            folder.Dispose();
        }
    }

    private sealed class Collector(List<SyncEvent> events) : IEventSink
    {
        public void Emit(SyncEvent syncEvent) => events.Add(syncEvent);
    }
}
