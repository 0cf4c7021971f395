using BenchmarkDotNet.Attributes;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Micro;

/// <summary>Making and signing a PUT with the headers of an upload; the day's key is there already.</summary>
[MemoryDiagnoser]
public class SigningBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly RequestSigner _signer = new("us-east-1", "s3");
    private readonly WireKeys _keys = new("AKIAEXAMPLE000000001", "example/secret", null);

    [Benchmark]
    public string Put()
    {
        var request = new WireRequest(HttpMethod.Put, "data/000123/object-00123456.bin") { PayloadHash = WireRequest.EmptyPayload }
            .Header("content-type", "application/octet-stream")
            .Header("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")
            .Header("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=")
            .Header("x-amz-sdk-checksum-algorithm", "CRC64NVME");
        return _signer.Sign(request, request.Path("/bucket"), request.QueryText(), "127.0.0.1:9000", _keys, Now).Authorization;
    }
}
