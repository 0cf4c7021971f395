using System.Text;
using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Versions;

/// <summary>A scenario whose two buckets keep versions, and short words for histories.</summary>
public abstract class VersionedScenario(TestedServer server) : Scenario(server)
{
    /// <summary>In a history: a delete marker.</summary>
    protected const string Deleted = "(deleted)";

    public override async Task InitializeAsync()
    {
        await World.WithBucketAsync("one", versioned: true);
        await World.WithBucketAsync("two", versioned: true);
    }

    /// <summary>Writes versions of a key, the oldest first.</summary>
    protected async Task WriteAsync(string bucket, string key, params string[] history)
    {
        foreach (var content in history)
        {
            if (content == Deleted)
            {
                await World.Client.DeleteObjectAsync(World.Name(bucket), key);
            }
            else
            {
                await World.PutAsync(bucket, key, Encoding.UTF8.GetBytes(content));
            }
        }
    }

    /// <summary>The versions and delete markers of a key, the oldest first.</summary>
    protected async Task<IReadOnlyList<S3ObjectVersion>> VersionsAsync(string bucket, string key)
    {
        var listed = await World.Client.ListVersionsAsync(new ListVersionsRequest { BucketName = World.Name(bucket), Prefix = key });
        return [.. (listed.Versions ?? []).Where(version => version.Key == key).Reverse()];
    }

    /// <summary>The contents of a key's versions, the oldest first; <see cref="Deleted"/> is a delete marker.</summary>
    protected async Task<IReadOnlyList<string>> HistoryAsync(string bucket, string key)
    {
        var history = new List<string>();
        foreach (var version in await VersionsAsync(bucket, key))
        {
            history.Add(version.IsDeleteMarker == true
                ? Deleted
                : Encoding.UTF8.GetString(await World.ContentAsync(bucket, key, request => request.VersionId = version.VersionId)));
        }

        return history;
    }

    /// <summary>A run over all versions, which must end well.</summary>
    protected Task<Outcome> SyncAsync(Way way, string from = "", string to = "", params string[] options) =>
        World.SyncAsync($"s3://one/{from}", $"s3://two/{to}", ["--enable-versioning", .. way == Way.Copy ? new[] { "--server-side-copy" } : [], .. options]);
}
