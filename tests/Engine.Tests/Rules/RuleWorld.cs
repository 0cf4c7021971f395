using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.LocalS3.Requests;
using S3Sync.Options;
using S3Sync.Reporting;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Rules;

/// <summary>A folder and the bucket "one" that it is synchronized to, under rules.</summary>
public sealed class RuleWorld : IAsyncDisposable
{
    private RuleWorld(RoadWorld road) => Road = road;

    public RoadWorld Road { get; }

    /// <summary>The source.</summary>
    public string Source { get; set; } = "";

    /// <summary>What went over the wire in the last run.</summary>
    public IReadOnlyList<LoggedRequest> Asked { get; private set; } = [];

    public IReadOnlyList<SyncEvent.Restamped> Restamped => [.. Road.Events.OfType<SyncEvent.Restamped>()];

    public static async Task<RuleWorld> StartAsync() => new(await RoadWorld.StartAsync());

    public static ObjectRule Rule(params string[] match) => new("rules[0]", "s3sync.json:2", match);

    /// <summary>The source has these files, and the target has them from a run with these rules.</summary>
    public async Task PublishedAsync(ObjectRule[] rules, params (string Name, byte[] Content)[] files)
    {
        Source = Road.Folder(files);
        await SyncAsync(rules);
    }

    /// <summary>One run that must end well.</summary>
    public async Task<SyncCounts> SyncAsync(ObjectRule[] rules, Func<SyncOptions, SyncOptions>? change = null)
    {
        var report = await RunAsync(rules, change);
        RequireCompleted(report);
        return report.Counts;
    }

    public async Task<SyncReport> RunAsync(ObjectRule[] rules, Func<SyncOptions, SyncOptions>? change = null)
    {
        Road.Events.Clear();
        var before = Road.Requests.Snapshot().Count;
        var report = await Road.RunAsync(At(Source), S3At("one"), options => (change?.Invoke(options) ?? options) with { Rules = rules });
        Asked = [.. Road.Requests.Snapshot().Skip(before)];
        return report;
    }

    public int Count(string operation, string? key = null) => Asked.Count(request => request.Operation == operation && (key is null || request.Key == key));

    public Task<GetObjectMetadataResponse> HeadAsync(string key, Action<GetObjectMetadataRequest>? change = null)
    {
        var request = new GetObjectMetadataRequest { BucketName = Road.Name("one"), Key = key, ChecksumMode = Amazon.S3.ChecksumMode.ENABLED };
        change?.Invoke(request);
        return Road.Client.GetObjectMetadataAsync(request);
    }

    public async Task<Dictionary<string, string>> TagsAsync(string key) =>
        ((await Road.Client.GetObjectTaggingAsync(new() { BucketName = Road.Name("one"), Key = key })).Tagging ?? []).ToDictionary(tag => tag.Key, tag => tag.Value);

    public async Task<string[]> GrantsAsync(string key) =>
        [.. (await Road.Client.GetObjectAclAsync(new() { BucketName = Road.Name("one"), Key = key })).Grants.Where(grant => grant.Grantee.URI is not null).Select(grant => $"{grant.Permission} {grant.Grantee.URI.Split('/')[^1]}")];

    public ValueTask DisposeAsync() => Road.DisposeAsync();

    private static void RequireCompleted(SyncReport report) =>
        Xunit.Assert.True(report.Outcome == RunOutcome.Completed, string.Join("; ", report.RunProblems.Select(problem => problem.ToString()).Concat(report.Failures.Select(failure => failure.ToString()))));
}
