using System.Globalization;
using System.Text;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Authentication;

/// <summary>
/// The worked examples of "Authenticating Requests (AWS Signature Version 4)", Amazon S3 API Reference, sent byte for byte: signatures
/// that nobody here computed.
/// </summary>
public sealed class AmazonsExamples : IAsyncLifetime
{
    private const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Credential = AccessKey + "/20130524/us-east-1/s3/aws4_request";
    private static readonly byte[] Letters = Encoding.ASCII.GetBytes(new string('a', 66_560));
    private readonly ManualTime time = new(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));
    private S3World world = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync(settings => settings with
        {
            Time = time,
            AcceptAnyHost = true,
            BucketsOnDemand = new HashSet<string> { "examplebucket" },
            Keys = new Dictionary<string, string> { [AccessKey] = SecretKey },
        });
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(world.Server.Failures);
        await world.DisposeAsync();
    }

    [Fact]
    public async Task The_example_of_a_get_is_accepted()
    {
        var answer = await SendAsync("GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nRange: bytes=0-9\r\n"
            + Signed("host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
            + "x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\n\r\n", []);

        Assert.DoesNotContain("403", StatusLine(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_a_listing_is_accepted()
    {
        var answer = await SendAsync("GET /?max-keys=2&prefix=J HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n"
            + Signed("host;x-amz-content-sha256;x-amz-date", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
            + "x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\n\r\n", []);

        Assert.DoesNotContain("403", StatusLine(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_a_presigned_url_is_accepted()
    {
        var answer = await SendAsync("GET /test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + Credential.Replace("/", "%2F", StringComparison.Ordinal)
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404 HTTP/1.1\r\n"
            + "Host: examplebucket.s3.amazonaws.com\r\nConnection: close\r\n\r\n", []);

        Assert.DoesNotContain("403", StatusLine(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_signed_chunks_is_accepted()
    {
        var head = "PUT /examplebucket/chunkObject.txt HTTP/1.1\r\nHost: s3.amazonaws.com\r\nx-amz-storage-class: REDUCED_REDUNDANCY\r\n"
            + Signed("content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
            + "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\nContent-Encoding: aws-chunked\r\n"
            + "x-amz-decoded-content-length: 66560\r\nContent-Length: 66824\r\n\r\n";
        var body = Chunk(65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
            .Concat(Chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"))
            .Concat(Chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")).ToArray();

        var answer = await SendAsync(head, body);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_signed_chunks_with_a_trailer_is_accepted()
    {
        var body = Chunk(65_536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
            .Concat(Chunk(1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"))
            .Concat(Encoding.ASCII.GetBytes("0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
                + "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n")).ToArray();
        var head = "PUT /examplebucket/chunkObject.txt HTTP/1.1\r\nHost: s3.amazonaws.com\r\nx-amz-storage-class: REDUCED_REDUNDANCY\r\n"
            + Signed("content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
                "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
            + "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER\r\nContent-Encoding: aws-chunked\r\n"
            + "x-amz-decoded-content-length: 66560\r\nx-amz-trailer: x-amz-checksum-crc32c\r\n"
            + $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";

        var answer = await SendAsync(head, body);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    private async Task<string> SendAsync(string head, byte[] body)
    {
        using var raw = await RawConnection.OpenAsync(world.Server.Endpoint);
        await raw.SendAsync(head);
        await raw.SendAsync(body);
        return await raw.ReadToEndAsync();
    }

    private static string Signed(string headers, string signature) => "x-amz-date: 20130524T000000Z\r\nConnection: close\r\n"
        + $"Authorization: AWS4-HMAC-SHA256 Credential={Credential},SignedHeaders={headers},Signature={signature}\r\n";

    private static IEnumerable<byte> Chunk(int size, string signature) =>
        [.. Encoding.ASCII.GetBytes($"{size:x};chunk-signature={signature}\r\n"), .. Letters[..size], .. "\r\n"u8];

    private static string StatusLine(string answer) => answer[..answer.IndexOf('\r', StringComparison.Ordinal)];
}
