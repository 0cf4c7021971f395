using Amazon.S3;
using S3Sync.Storage.S3.Side;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>The SDK's configuration of one side, with the connections that its client and the data plane share.</summary>
internal sealed class WireConfig : AmazonS3Config
{
    /// <summary>The side's connections.</summary>
    public required SideConnections Connections { get; init; }

    /// <summary>What the side's options put on its requests.</summary>
    public required SideHeaders Headers { get; init; }
}
