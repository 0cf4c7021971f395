using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;
using ChecksumAlgorithm = S3Sync.Integrity.ChecksumAlgorithm;

namespace S3Sync.Engine.Tests.Matrix;

/// <summary>
/// Files just below, at and just above every border of parts go up, across and down, and are stored under the ETags and checksums of
/// integrity-suite.tsv, which Python's hashlib and a table-driven CRC computed.
/// </summary>
public sealed class IntegritySuite
{
    private const int MiB = 1 << 20;
    private static readonly Lazy<byte[]> Contents = new(Generate);
    private static readonly Lazy<ILookup<int, Expected>> Table = new(() => Read().ToLookup(static row => row.ChunkMebibytes));

    [Theory]
    [InlineData(5, null)]
    [InlineData(5, ChecksumAlgorithm.Sha256)]
    [InlineData(5, ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(8, null)]
    [InlineData(8, ChecksumAlgorithm.Sha256)]
    [InlineData(8, ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(8, ChecksumAlgorithm.Sha1)]
    [InlineData(8, ChecksumAlgorithm.Crc32)]
    [InlineData(8, ChecksumAlgorithm.Crc32C)]
    public async Task Every_size_is_stored_under_its_literal_etag_and_checksum_and_comes_back(int chunkMebibytes, ChecksumAlgorithm? algorithm)
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings);
        var expected = Table.Value[chunkMebibytes].ToList();
        var source = world.Folder([.. expected.Select(static row => (row.Name, Contents.Value[..row.Size]))]);
        var back = world.Folder();
        Func<SyncOptions, SyncOptions> cut = options => options with
        {
            Transfer = options.Transfer with { MultipartThreshold = chunkMebibytes * MiB, MultipartChunkSize = chunkMebibytes * MiB },
            Integrity = new() { AdditionalChecksumAlgorithm = algorithm },
        };

        var up = await world.SyncAsync(At(source), S3At("one"), cut);
        var across = await world.SyncAsync(S3At("one"), S3At("two"), options => Enabled(cut(options), algorithm));
        var down = await world.SyncAsync(S3At("two"), At(back), options => Enabled(cut(options), algorithm));

        var (all, asked) = (expected.Count, algorithm is null ? 0 : expected.Count);
        Assert.Equal((all, all, asked, 0, 0), CountsOf(up));
        Assert.Equal((all, all, asked, 0, 0), CountsOf(across));
        Assert.Equal(algorithm is null ? (all, 0, all, 0, 0) : (all, all, all, 0, 0), CountsOf(down));
        foreach (var row in expected)
        {
            await RequireStoredAsync(world, row, algorithm);
            Assert.True(Contents.Value.AsSpan(0, row.Size).SequenceEqual(File.ReadAllBytes(Path.Combine(back, row.Name))), row.Name);
        }
    }

    private static SyncOptions Enabled(SyncOptions options, ChecksumAlgorithm? algorithm) =>
        algorithm is null ? options : options with { Integrity = options.Integrity with { EnableAdditionalChecksum = true } };

    private static (long Transferred, long ETags, long Checksums, long Unverified, long Warnings) CountsOf(SyncCounts counts) =>
        (counts.Transferred, counts.ETagVerified, counts.ChecksumVerified, counts.Unverified, counts.Warnings);

    private static async Task RequireStoredAsync(RoadWorld world, Expected row, ChecksumAlgorithm? algorithm)
    {
        foreach (var bucket in new[] { "one", "two" })
        {
            var head = await world.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = world.Name(bucket), Key = row.Name, ChecksumMode = ChecksumMode.ENABLED });
            Assert.Equal($"\"{row.ETag}\"", head.ETag);
            var stored = algorithm switch
            {
                ChecksumAlgorithm.Sha256 => head.ChecksumSHA256,
                ChecksumAlgorithm.Sha1 => head.ChecksumSHA1,
                ChecksumAlgorithm.Crc32 => head.ChecksumCRC32,
                ChecksumAlgorithm.Crc32C => head.ChecksumCRC32C,
                _ => head.ChecksumCRC64NVME,
            };
            Assert.Equal(row.Checksums[algorithm ?? ChecksumAlgorithm.Crc64Nvme], stored);
        }
    }

    // Block after block the SHA-256 of its number, so that any language makes the same.
    private static byte[] Generate()
    {
        var content = new byte[(30 * MiB) + SHA256.HashSizeInBytes];
        Span<byte> number = stackalloc byte[sizeof(long)];
        for (var block = 0; block < content.Length / SHA256.HashSizeInBytes; block++)
        {
            BinaryPrimitives.WriteInt64BigEndian(number, block);
            SHA256.HashData(number, content.AsSpan(block * SHA256.HashSizeInBytes));
        }

        return content;
    }

    private static IEnumerable<Expected> Read()
    {
        using var stream = typeof(IntegritySuite).Assembly.GetManifestResourceStream("integrity-suite.tsv")!; // embedded by the project file
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().TrimEnd().Split('\n');
        var columns = lines[0].Split('\t');
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split('\t');
            var checksums = new Dictionary<ChecksumAlgorithm, string>();
            for (var column = 3; column < columns.Length; column++)
            {
                Assert.True(ChecksumAlgorithms.TryParse(columns[column], out var algorithm), columns[column]);
                checksums[algorithm] = cells[column];
            }

            yield return new(int.Parse(cells[0], CultureInfo.InvariantCulture), int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], checksums);
        }
    }

    private sealed record Expected(int ChunkMebibytes, int Size, string ETag, IReadOnlyDictionary<ChecksumAlgorithm, string> Checksums)
    {
        public string Name => Size.ToString(CultureInfo.InvariantCulture);
    }
}
