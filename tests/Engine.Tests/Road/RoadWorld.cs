using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Requests;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using S3Sync.Transfers;
using Xunit;

namespace S3Sync.Engine.Tests.Road;

/// <summary>
/// A real server, a few folders, and runs of the engine between them. Tests call buckets by short names; on the server, each test has its own.
/// </summary>
public sealed class RoadWorld : IAsyncDisposable
{
    private readonly List<TempFolder> _folders = [];

    private readonly RoadServer _server;
    private readonly RoadBuckets _buckets;

    private RoadWorld(RoadServer server)
    {
        _server = server;
        _buckets = new(server.Client);
    }

    /// <summary>An SDK client for what a test prepares and looks at; it wants <see cref="Name"/>s of buckets.</summary>
    public AmazonS3Client Client => _server.Client;

    /// <summary>What shall go wrong in the runs from here on.</summary>
    public FaultPlan Faults => _server.Faults;

    /// <summary>What the runs ask for from here on.</summary>
    public RequestLog Requests => _server.Requests;

    /// <summary>The server's port, for a proxy of a test's own.</summary>
    public int Port => _server.Port;

    /// <summary>Every event of every run so far.</summary>
    public List<SyncEvent> Events { get; } = [];

    /// <summary>Which of the many events the runs tell besides all others.</summary>
    public EventDetails Wants { get; set; }

    /// <summary>The clock of the runs.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>How both sides reach the server.</summary>
    public S3SideOptions Side => new()
    {
        EndpointUrl = _server.Endpoint,
        AccessKey = _server.AccessKey,
        SecretAccessKey = _server.SecretKey,
        Region = "us-east-1",
        ForcePathStyle = true,
    };

    public static async Task<RoadWorld> StartAsync(TimeProvider? clock = null) => await BeginAsync(await RoadServer.StartAsync(clock));

    /// <summary>A world over a LocalS3 that is set up otherwise.</summary>
    public static async Task<RoadWorld> StartLocalAsync(Func<LocalS3.LocalS3Settings, LocalS3.LocalS3Settings> change) => await BeginAsync(await RoadServer.StartLocalAsync(change));

    private static async Task<RoadWorld> BeginAsync(RoadServer server)
    {
        var world = new RoadWorld(server);
        await world.BucketAsync("one");
        await world.BucketAsync("two");
        return world;
    }

    /// <summary>Makes a bucket beside "one" and "two".</summary>
    public Task BucketAsync(string bucket) => _buckets.MakeAsync(bucket);

    /// <summary>A bucket's name on the server.</summary>
    public string Name(string bucket) => _buckets.Name(bucket);

    public AmazonS3Client NewClient(Action<AmazonS3Config>? configure = null) => _server.NewClient(configure);

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
        var job = SyncJob.TryCreate(OnServer(source), OnServer(target), change?.Invoke(options) ?? options, out var problems);
        Assert.True(job is not null, string.Join("; ", problems));
        return SyncEngine.RunAsync(job!, [new Collector(Events, Wants)], Time, cancellationToken);
    }

    /// <summary>A run that must end well.</summary>
    public async Task<SyncCounts> SyncAsync(Location source, Location target, Func<SyncOptions, SyncOptions>? change = null)
    {
        var report = await RunAsync(source, target, change);
        Assert.True(report.Outcome == RunOutcome.Completed, string.Join("; ", report.RunProblems.Select(problem => problem.ToString()).Concat(report.Failures.Select(failure => failure.ToString()))));
        return report.Counts;
    }

    public Task PutAsync(string bucket, string key, byte[] content) =>
        Client.PutObjectAsync(new() { BucketName = Name(bucket), Key = key, InputStream = new MemoryStream(content) });

    /// <summary>Puts a key as it is: the plain SDK drops a leading slash in path style, the engine's store does not.</summary>
    public async Task PutExactAsync(string bucket, string key, byte[] content)
    {
        using var store = S3Store.Open(new(Name(bucket), ""), Side, new(), new(), TimeProvider.System, () => 0);
        var body = new BodyDigester(new(Md5: true, Sha256: true, null), new(1)).Of(content).ToBody(() => new MemoryStream(content), null);
        await store.Objects.PutAsync(key, body, ObjectHeaders.None, CancellationToken.None);
    }

    public async Task<List<S3Object>> ListAsync(string bucket)
    {
        var listed = new List<S3Object>();
        await foreach (var item in Client.Paginators.ListObjectsV2(new() { BucketName = Name(bucket) }).S3Objects)
        {
            listed.Add(item);
        }

        return listed;
    }

    public async Task<string[]> KeysAsync(string bucket) => [.. (await ListAsync(bucket)).Select(item => item.Key)];

    public async Task<byte[]> ContentAsync(string bucket, string key)
    {
        using var answer = await Client.GetObjectAsync(Name(bucket), key);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>Lets a second pass on the clock of a server outside, as listings tell whole seconds; LocalS3 has the clock it was started with.</summary>
    public Task PassASecondAsync() => _server.IsOutside ? ServerClock.PassASecondAsync(_server.Endpoint) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsOutside)
        {
            await _buckets.RemoveAsync();
        }

        await _server.DisposeAsync();
        foreach (var folder in _folders)
        {
            folder.Dispose();
        }
    }

    private Location OnServer(Location location) => location is Options.S3Location s3 ? s3 with { Bucket = Name(s3.Bucket) } : location;

    private sealed class Collector(List<SyncEvent> events, EventDetails wants) : IEventSink
    {
        public EventDetails Wants => wants;

        public void Emit(SyncEvent syncEvent) => events.Add(syncEvent);
    }
}
