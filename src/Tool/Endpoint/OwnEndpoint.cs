using System.Security.Cryptography;
using S3Sync.Catalog;
using S3Sync.LocalS3;
using S3Sync.Options;

namespace S3Sync.Tool.Endpoint;

/// <summary>The S3 endpoint of one run, inside this process: a key pair that nobody else knows, on a free port.</summary>
internal sealed class OwnEndpoint : IAsyncDisposable
{
    private const string Region = "us-east-1";

    private readonly LocalS3Server _server;

    private OwnEndpoint(LocalS3Server server, S3SideOptions way) => (_server, Way) = (server, way);

    /// <summary>How an end reaches it: nothing of the user's own keys or profile is in it.</summary>
    public S3SideOptions Way { get; }

    /// <summary>Starts serving. A dry run reads the folder and writes nothing into it. The target's bucket, and the manifest's, alone may be made: a mistyped source must not be an empty one.</summary>
    public static async Task<OwnEndpoint> StartAsync(EndpointFolder folder, SyncRequest sync, TimeProvider time, CancellationToken cancellationToken)
    {
        var keys = KeyPair.Random();
        var server = await LocalS3Server.StartAsync(new()
        {
            Folder = folder.Path,
            ReadOnly = sync.Options.DryRun || sync.Options.Status.Enabled,
            Keys = keys.ToDictionary(),
            BucketsOnDemand = Made(sync),
            Time = time,
        }, cancellationToken);
        return new(server, new()
        {
            EndpointUrl = server.Endpoint.ToString().TrimEnd('/'),
            AccessKey = keys.AccessKey,
            SecretAccessKey = keys.SecretKey,
            Region = Region,
            ForcePathStyle = true,
            IsOwnEndpoint = true,
        });
    }

    private static HashSet<string> Made(SyncRequest sync) =>
        EndpointFolder.Serves(sync.Target, sync.Options.TargetS3) && sync.Target is S3Location target
            ? [target.Bucket, .. sync.Options.Report.Manifest is S3Location manifest ? [manifest.Bucket] : Array.Empty<string>()]
            : [];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>An access key and its secret. A secret: never shown, but by the one command whose purpose it is.</summary>
internal sealed record KeyPair(string AccessKey, string SecretKey)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Signs = Letters + "abcdefghijklmnopqrstuvwxyz0189";

    /// <summary>A pair that cannot be guessed, in the usual shape.</summary>
    public static KeyPair Random() => new("S3SYNC" + RandomNumberGenerator.GetString(Letters, 14), RandomNumberGenerator.GetString(Signs, 40));

    /// <summary>As an endpoint takes it.</summary>
    public IReadOnlyDictionary<string, string> ToDictionary() => new Dictionary<string, string>(StringComparer.Ordinal) { [AccessKey] = SecretKey };

    /// <summary>Names the type alone: a dump must not carry a secret.</summary>
    public override string ToString() => nameof(KeyPair);
}
