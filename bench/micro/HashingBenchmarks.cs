using System.IO.Hashing;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using S3Sync.Integrity;

namespace S3Sync.Micro;

/// <summary>One pass over 128 KiB by each hash, on one core. Crc32 of System.IO.Hashing is what the CRCs are compared with.</summary>
public class HashingBenchmarks
{
    private readonly byte[] _content = new byte[128 * 1024];
    private readonly ContentHasher _crc64 = ContentHasher.For(ChecksumAlgorithm.Crc64Nvme);
    private readonly ContentHasher _crc32C = ContentHasher.For(ChecksumAlgorithm.Crc32C);
    private readonly ContentHasher _md5 = ContentHasher.Md5();
    private readonly ContentHasher _sha256 = ContentHasher.Sha256();
    private readonly Crc32 _crc32 = new();

    [GlobalSetup]
    public void Fill() => RandomNumberGenerator.Fill(_content);

    [GlobalCleanup]
    public void Free()
    {
        foreach (var hasher in (ContentHasher[])[_crc64, _crc32C, _md5, _sha256])
        {
            hasher.Dispose();
        }
    }

    [Benchmark(Baseline = true, Description = "Crc32")]
    public void Crc32OfTheLibrary() => _crc32.Append(_content);

    [Benchmark(Description = "CRC64NVME")]
    public void Crc64Nvme() => _crc64.Append(_content);

    [Benchmark(Description = "CRC32C")]
    public void Crc32C() => _crc32C.Append(_content);

    [Benchmark(Description = "MD5")]
    public void Md5() => _md5.Append(_content);

    [Benchmark(Description = "SHA-256")]
    public void Sha256() => _sha256.Append(_content);
}
