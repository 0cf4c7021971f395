using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Integrity;

/// <summary>Runs that take one file to a bucket, to another bucket and back, and look at what each step stored, verified and left on disk.</summary>
public abstract class IntegritySuite(TestedServer server) : Scenario(server)
{
    /// <summary>Bytes of which number i is i xor i/2^8 xor i/2^16, as the tables were made.</summary>
    protected static byte[] Known(int size)
    {
        var bytes = new byte[size];
        for (var at = 0; at < size; at++)
        {
            bytes[at] = (byte)(at ^ (at >> 8) ^ (at >> 16));
        }

        return bytes;
    }

    /// <summary>The whole way, with the ETag that both buckets must hold.</summary>
    protected async Task GoesRoundAsync(int size, int chunk, string[] upload, string tag, params string[] relay)
    {
        var parts = InParts(chunk);
        var folder = World.Folder(("f", Known(size)));

        Verified(await World.SyncAsync(folder, "s3://one", [.. parts, .. upload]));
        Assert.Equal(tag, await TagAsync("one"));

        Verified(await World.SyncAsync("s3://one", "s3://two", relay.Length == 0 ? [.. parts, .. upload] : relay));
        Assert.Equal(tag, await TagAsync("two"));

        await ComesBackAsync(size);
    }

    /// <summary>The whole way, with the checksum that both buckets must hold.</summary>
    protected async Task KeepsChecksumAsync(int size, int chunk, string algorithm, string value, params string[] more)
    {
        string[] options = [.. InParts(chunk), "--additional-checksum-algorithm", algorithm, .. more];
        var folder = World.Folder(("f", Known(size)));

        ChecksumVerified(await World.SyncAsync(folder, "s3://one", options));
        Assert.Equal(value, await ChecksumAsync("one", algorithm, value));

        ChecksumVerified(await World.SyncAsync("s3://one", "s3://two", [.. options, "--enable-additional-checksum"]));
        Assert.Equal(value, await ChecksumAsync("two", algorithm, value));

        await ComesBackAsync(size, "--enable-additional-checksum");
    }

    /// <summary>Options for parts of a size in MiB.</summary>
    protected static string[] InParts(int chunk) => ["--multipart-threshold", $"{chunk}MiB", "--multipart-chunksize", $"{chunk}MiB"];

    /// <summary>The ETag without quotes.</summary>
    protected async Task<string> TagAsync(string bucket) => (await World.HeadAsync(bucket, "f")).ETag.Trim('"');

    /// <summary>Down to a directory, where the bytes must be the same.</summary>
    protected async Task ComesBackAsync(int size, params string[] options)
    {
        var back = World.Folder();
        Verified(await World.SyncAsync("s3://two", back, options));
        Assert.Equal(Known(size), await File.ReadAllBytesAsync(Path.Combine(back, "f")));
        Assert.Single(Directory.GetFileSystemEntries(back));
    }

    /// <summary>One object was transferred and proven.</summary>
    protected static void Verified(Outcome outcome)
    {
        Assert.Equal((1, 0, 0, 0), (outcome.Counts.Transferred, outcome.Counts.Unverified, outcome.Counts.Warnings, outcome.Counts.Errors));
        Assert.True(outcome.Counts.ETagVerified + outcome.Counts.ChecksumVerified > 0);
    }

    private static void ChecksumVerified(Outcome outcome)
    {
        Verified(outcome);
        Assert.Equal(1, outcome.Counts.ChecksumVerified);
    }

    // Ceph RGW writes "-1" behind the full-object checksum of an object of one part.
    private async Task<string?> ChecksumAsync(string bucket, string algorithm, string expected)
    {
        var stored = StoredOf(await World.HeadAsync(bucket, "f"), algorithm);
        return !expected.Contains('-', StringComparison.Ordinal) && stored?.EndsWith("-1", StringComparison.Ordinal) == true ? stored[..^2] : stored;
    }

    private static string? StoredOf(GetObjectMetadataResponse head, string algorithm) => algorithm switch
    {
        "CRC32" => head.ChecksumCRC32,
        "CRC32C" => head.ChecksumCRC32C,
        "CRC64NVME" => head.ChecksumCRC64NVME,
        "SHA1" => head.ChecksumSHA1,
        "SHA256" => head.ChecksumSHA256,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };
}
