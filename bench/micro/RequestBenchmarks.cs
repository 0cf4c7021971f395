using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Micro;

/// <summary>One PUT and one GET of 10 KiB, one after the other, against LocalS3 in another process: the allocations are the engine's.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private const string Key = "data/object.bin";

    private readonly byte[] _content = RandomNumberGenerator.GetBytes(10 * 1024);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private EndpointProcess? _endpoint;
    private S3Store? _store;

    private S3Objects Objects => (_store ?? throw new InvalidOperationException("The store is open between set-up and clean-up.")).Objects;

    [GlobalSetup]
    public void Open()
    {
        _endpoint = new("bucket");
        _store = S3Store.Open(new("bucket", ""), _endpoint.Side, new(), new(), TimeProvider.System, static () => 0);
        PutAsync().GetAwaiter().GetResult(); // BenchmarkDotNet waits for a benchmark's task in this process, not for a set-up's
    }

    [GlobalCleanup]
    public void Close()
    {
        _store?.Dispose();
        _endpoint?.Dispose();
    }

    [Benchmark(Description = "PUT with MD5 and SHA-256")]
    public async Task PutAsync() => await Objects.PutAsync(Key, Body(), ObjectHeaders.None, CancellationToken.None);

    [Benchmark(Description = "GET")]
    public async Task<int> GetAsync()
    {
        await using var received = await Objects.GetAsync(Key, null, null, CancellationToken.None);
        var length = 0;
        for (int read; (read = await received.Body.ReadAsync(_buffer)) > 0;)
        {
            length += read;
        }

        return length;
    }

    private RequestBody Body() => new()
    {
        Length = _content.Length,
        Bytes = _content,
        Open = () => new MemoryStream(_content),
        Sha256Hex = Convert.ToHexStringLower(SHA256.HashData(_content)),
        ContentMd5 = Convert.ToBase64String(MD5.HashData(_content)),
    };
}
