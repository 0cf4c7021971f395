using Amazon.S3;
using S3Sync.LocalS3;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Requests;
using S3Sync.TestKit;

namespace S3Sync.Engine.Tests.Road;

/// <summary>
/// The S3 endpoint under a road: a LocalS3 of its own, or the server that S3SYNC_TEST_ENDPOINT, …_ACCESS_KEY and …_SECRET_KEY name. That one's
/// faults and log are those of a relay before it, which runs go through from the moment on that a test asks for them; without, they go straight there.
/// </summary>
public sealed class RoadServer : IAsyncDisposable
{
    private const string Variables = "S3SYNC_TEST_";
    private readonly S3World? _local;
    private readonly FaultRelay? _relay;
    private readonly string _endpoint;
    private bool _isWatched;

    private RoadServer(S3World local)
    {
        (_local, _endpoint) = (local, local.Endpoint);
        (AccessKey, SecretKey) = (S3World.AccessKey, S3World.SecretKey);
        Client = NewClient();
    }

    private RoadServer(string outside, FaultRelay? relay)
    {
        (_relay, _endpoint) = (relay, outside);
        (AccessKey, SecretKey) = (Variable("ACCESS_KEY"), Variable("SECRET_KEY"));
        Client = NewClient();
    }

    /// <summary>Whether objects outlive the test unless they are removed.</summary>
    public bool IsOutside => _local is null;

    public string AccessKey { get; }

    public string SecretKey { get; }

    /// <summary>Where runs go.</summary>
    public string Endpoint => _isWatched ? Relay.Endpoint : _endpoint;

    /// <summary>Where a proxy of a test's own goes; it speaks http.</summary>
    public int Port => IsOutside ? new Uri(Relay.Endpoint).Port : new Uri(_endpoint).Port;

    /// <summary>For what a test prepares and looks at.</summary>
    public AmazonS3Client Client { get; }

    public FaultPlan Faults => _local?.Server.Faults ?? Watched().Faults;

    public RequestLog Requests => _local?.Server.Requests ?? Watched().Requests;

    private FaultRelay Relay => _relay ?? throw new InvalidOperationException("Faults and the request log need an http endpoint; tests/conformance.sh lists what is left out over https.");

    /// <summary>Starts; <paramref name="clock"/> is the time of a LocalS3, and a server outside has its own.</summary>
    public static async Task<RoadServer> StartAsync(TimeProvider? clock = null)
    {
        if (Environment.GetEnvironmentVariable(Variables + "ENDPOINT") is not { Length: > 0 } outside)
        {
            return new(await S3World.InMemoryAsync(settings => settings with { Time = clock ?? settings.Time }));
        }

        var endpoint = new Uri(outside);
        return new(outside.TrimEnd('/'), endpoint.Scheme == Uri.UriSchemeHttp ? await FaultRelay.StartAsync(endpoint) : null);
    }

    /// <summary>A LocalS3 whatever the environment names: for what only it can be made to do.</summary>
    public static async Task<RoadServer> StartLocalAsync(Func<LocalS3Settings, LocalS3Settings> change) => new(await S3World.InMemoryAsync(change));

    public AmazonS3Client NewClient(Action<AmazonS3Config>? configure = null) => S3World.NewClient(_endpoint, AccessKey, SecretKey, configure);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await (_relay?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_local?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(Variables + name) ?? throw new InvalidOperationException($"{Variables}ENDPOINT is set, and {Variables}{name} is not.");

    private FaultRelay Watched()
    {
        var relay = Relay;
        _isWatched = true;
        return relay;
    }
}
