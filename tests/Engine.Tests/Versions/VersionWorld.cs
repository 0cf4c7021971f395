using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;

namespace S3Sync.Engine.Tests.Versions;

/// <summary>A road whose buckets keep versions, and what their histories are in words.</summary>
public sealed class VersionWorld : IAsyncDisposable
{
    /// <summary>What a delete marker is in a history.</summary>
    public const string Deleted = "(deleted)";

    private VersionWorld(RoadWorld road) => Road = road;

    public RoadWorld Road { get; }

    /// <summary>The buckets "one" and "two", which keep versions.</summary>
    public static async Task<VersionWorld> StartAsync(TimeProvider? clock = null)
    {
        var world = new VersionWorld(await RoadWorld.StartAsync(clock));
        await world.VersioningAsync("one", VersionStatus.Enabled);
        await world.VersioningAsync("two", VersionStatus.Enabled);
        return world;
    }

    /// <summary>Lets a second pass, as listings tell whole seconds: by the clock that the world was started with, or at the server outside.</summary>
    public Task PassASecondAsync(ManualTime clock)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return Road.PassASecondAsync();
    }

    public Task VersioningAsync(string bucket, VersionStatus status) =>
        Road.Client.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = Road.Name(bucket), VersioningConfig = new() { Status = status } });

    /// <summary>Writes a key again and again; <see cref="Deleted"/> hides it.</summary>
    public async Task WriteAsync(string bucket, string key, params string[] history)
    {
        foreach (var text in history)
        {
            await (text == Deleted
                ? Road.Client.DeleteObjectAsync(Road.Name(bucket), key)
                : Road.PutAsync(bucket, key, Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>Every version of a bucket, delete markers included, of each key the oldest first.</summary>
    public async Task<List<S3ObjectVersion>> VersionsAsync(string bucket)
    {
        var found = new List<S3ObjectVersion>();
        await foreach (var version in Road.Client.Paginators.ListVersions(new() { BucketName = Road.Name(bucket) }).Versions)
        {
            found.Add(version);
        }

        found.Reverse();
        return found;
    }

    /// <summary>The contents of the versions of a key, the oldest first.</summary>
    public async Task<string[]> HistoryAsync(string bucket, string key)
    {
        var texts = new List<string>();
        foreach (var version in (await VersionsAsync(bucket)).Where(version => version.Key == key))
        {
            texts.Add(version.IsDeleteMarker == true ? Deleted : await TextAsync(bucket, key, version.VersionId));
        }

        return [.. texts];
    }

    /// <summary>The metadata of the versions of a key, the oldest first; delete markers have none.</summary>
    public async Task<GetObjectMetadataResponse[]> HeadsAsync(string bucket, string key)
    {
        var heads = new List<GetObjectMetadataResponse>();
        foreach (var version in (await VersionsAsync(bucket)).Where(version => version.Key == key && version.IsDeleteMarker != true))
        {
            heads.Add(await Road.Client.GetObjectMetadataAsync(new() { BucketName = Road.Name(bucket), Key = key, VersionId = version.VersionId }));
        }

        return [.. heads];
    }

    /// <summary>One run from "one" to "two" that must end well.</summary>
    public Task<SyncCounts> SyncAsync(Func<SyncOptions, SyncOptions>? change = null) =>
        Road.SyncAsync(RoadWorld.S3At("one"), RoadWorld.S3At("two"), options => Versioned(change?.Invoke(options) ?? options));

    /// <summary>One run from "one" to "two".</summary>
    public Task<SyncReport> RunAsync(Func<SyncOptions, SyncOptions>? change = null) =>
        Road.RunAsync(RoadWorld.S3At("one"), RoadWorld.S3At("two"), options => Versioned(change?.Invoke(options) ?? options));

    public static SyncOptions ServerSide(SyncOptions options) => options with { Transfer = options.Transfer with { ServerSideCopy = true } };

    public ValueTask DisposeAsync() => Road.DisposeAsync();

    private static SyncOptions Versioned(SyncOptions options) => options with { Versions = options.Versions with { Enabled = true } };

    private async Task<string> TextAsync(string bucket, string key, string versionId)
    {
        using var answer = await Road.Client.GetObjectAsync(new() { BucketName = Road.Name(bucket), Key = key, VersionId = versionId });
        using var reader = new StreamReader(answer.ResponseStream);
        return await reader.ReadToEndAsync();
    }
}
