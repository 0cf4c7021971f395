using Amazon.S3;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3.Side;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Sdk;

namespace S3Sync.Storage.S3;

/// <summary>
/// One side's two ways to its bucket, over the same connections: the data plane for what a run is made of, the AWS SDK for the rest. Where the
/// options say everything, the SDK is not even loaded until a rare operation needs it: that is most of the start-up time.
/// </summary>
internal sealed class S3Client : IDisposable
{
    private readonly SideConnections _connections;
    private readonly Lazy<WireClient> _sdk;

    private S3Client(S3Location location, S3SideOptions side, S3StoreSettings settings, TimeProvider time)
    {
        Headers = new(side, settings);
        _connections = new(side, settings.Connection);
        _sdk = new(() => S3Connection.Open(location, side, _connections, Headers, time));
        if (S3Connection.PlainEndpoint(location, side) is { } endpoint && S3Connection.IdentityOf(side) is { } identity)
        {
            Endpoint = side.EndpointUrl!; // a plain endpoint is a given URL
            Wire = new(_connections, endpoint, identity, time);
        }
        else
        {
            Endpoint = S3Connection.NameOf(_sdk.Value.Config);
            Wire = _sdk.Value.PlaneTo(location.Bucket, time);
        }
    }

    /// <summary>The endpoint as people know it.</summary>
    public string Endpoint { get; }

    /// <summary>What the side's options put on its requests; the SDK's get them by themselves.</summary>
    public SideHeaders Headers { get; }

    /// <summary>The frequent operations.</summary>
    public DataPlane Wire { get; }

    /// <summary>Every other operation.</summary>
    public IAmazonS3 Sdk => _sdk.Value;

    /// <summary>What a user should know before anything is asked; null when nothing.</summary>
    public Problem? Complaint => Headers.UsesCustomerKey && !Wire.IsEncrypted && !new Uri(Endpoint).IsLoopback ? StoreProblems.KeyInTheClear(Endpoint) : null;

    /// <summary>Connects; no request is sent.</summary>
    /// <exception cref="SyncException">The options cannot lead to a connection (profile, region, endpoint, bucket).</exception>
    public static S3Client Open(S3Location location, S3SideOptions side, S3StoreSettings settings, TimeProvider time) => new(location, side, settings, time);

    public void Dispose()
    {
        Wire.Dispose();
        if (_sdk.IsValueCreated)
        {
            _sdk.Value.Dispose();
        }

        _connections.Dispose();
    }
}
