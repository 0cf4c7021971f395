using Amazon.Runtime;
using Amazon.S3;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Requests;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Servers;

/// <summary>
/// The server under a class of scenarios: a LocalS3 of its own, or the one that S3SYNC_TEST_ENDPOINT, S3SYNC_TEST_ACCESS_KEY and S3SYNC_TEST_SECRET_KEY
/// name; S3SYNC_TEST_SERVER is its name in the table of capabilities. Faults and the request log of a server outside are those of a relay before it.
/// </summary>
public sealed class TestedServer : IAsyncLifetime
{
    private readonly HashSet<string> _public = [];
    private readonly AheadTime _time = new();
    private S3World? _local;
    private FaultRelay? _relay;

    /// <summary>The endpoint from outside; null for LocalS3.</summary>
    public static string? Outside => Variable("ENDPOINT")?.TrimEnd('/');

    /// <summary>Why a scenario with these needs does not run here; null when it does.</summary>
    public static string? WhyNot(params IEnumerable<Capability> needs) =>
        CapabilityTable.WhyNot(Outside is null ? CapabilityTable.OwnServer : Variable("SERVER") ?? "", Outside?.StartsWith("https:", StringComparison.Ordinal) == true, needs);

    /// <summary>Where clients that prepare and look go.</summary>
    public string Endpoint => Outside ?? _local!.Endpoint; // started

    /// <summary>Where runs go: the relay, where there is one.</summary>
    public string RunEndpoint => _relay?.Endpoint ?? Endpoint;

    public string AccessKey => Outside is null ? S3World.AccessKey : Needed("ACCESS_KEY");

    public string SecretKey => Outside is null ? S3World.SecretKey : Needed("SECRET_KEY");

    /// <summary>A client of the SDK without retries.</summary>
    public AmazonS3Client Client { get; private set; } = null!; // from InitializeAsync on

    /// <summary>What shall go wrong.</summary>
    public FaultPlan Faults => _local?.Server.Faults ?? Relay.Faults;

    /// <summary>What was asked.</summary>
    public RequestLog Requests => _local?.Server.Requests ?? Relay.Requests;

    private FaultRelay Relay => _relay ?? throw new InvalidOperationException("Faults and the request log need an http endpoint: the scenario must say that it needs Capability.Faults.");

    /// <summary>Lets everybody list a bucket and read its objects.</summary>
    public async Task PublishAsync(string bucket)
    {
        if (_local is not null)
        {
            _public.Add(bucket);
            return;
        }

        await Client.PutBucketPolicyAsync(new()
        {
            BucketName = bucket,
            Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::{{bucket}}","arn:aws:s3:::{{bucket}}/*"]}]}""",
        });
    }

    /// <summary>Lets a second pass, as listings tell whole seconds: on LocalS3's clock, or until the clock of the server outside says so in its answers.</summary>
    public async Task PassASecondAsync()
    {
        _time.Pass(TimeSpan.FromSeconds(1));
        await (Outside is null ? Task.CompletedTask : ServerClock.PassASecondAsync(Outside));
    }

    /// <summary>Drops what a scenario planned to go wrong, so that nothing strikes the next one.</summary>
    public void Tidy()
    {
        _local?.Server.Faults.Clear();
        _relay?.Faults.Clear();
    }

    public async Task InitializeAsync()
    {
        if (Outside is null)
        {
            _local = await S3World.InMemoryAsync(settings => settings with { PublicBuckets = _public, Time = _time });
        }
        else if (Outside.StartsWith("http:", StringComparison.Ordinal))
        {
            _relay = await FaultRelay.StartAsync(new(Outside));
        }

        Client = S3World.NewClient(Endpoint, AccessKey, SecretKey, static config =>
        {
            // The SDK knows directory buckets at Amazon's own addresses alone, and sends checksums that not every server keeps.
            config.DisableS3ExpressSessionAuth = true;
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        });
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await (_relay?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_local?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable("S3SYNC_TEST_" + name) is { Length: > 0 } value ? value : null;

    private static string Needed(string name) => Variable(name) ?? throw new InvalidOperationException($"S3SYNC_TEST_ENDPOINT is set, and S3SYNC_TEST_{name} is not.");
}
