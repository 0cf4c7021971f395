using S3Sync.TestKit;

namespace S3Sync.Tool.Tests.World;

/// <summary>How a run of the tool reaches a world's server.</summary>
internal static class Account
{
    /// <summary>The options of one end.</summary>
    public static string[] Of(S3World world, string side) =>
    [
        $"--{side}-endpoint-url", world.Endpoint, $"--{side}-access-key", S3World.AccessKey,
        $"--{side}-secret-access-key", S3World.SecretKey, $"--{side}-region", "us-east-1",
    ];
}
