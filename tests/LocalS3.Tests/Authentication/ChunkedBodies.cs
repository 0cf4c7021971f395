using System.Net;
using System.Text;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Authentication;

/// <summary>aws-chunked bodies: signed chunks, signed chunks with a trailer, unsigned chunks with a trailer.</summary>
public sealed class ChunkedBodies : IAsyncLifetime
{
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private const string Sha256Header = "x-amz-checksum-sha256";
    private static readonly byte[] Data = Content.Of(200_000);
    private S3World world = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync();
        await world.BucketAsync();
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(world.Server.Failures);
        await world.DisposeAsync();
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(65536)]
    [InlineData(200_000)]
    public async Task Signed_chunks_are_accepted(int size) =>
        await StoresAsync(Data, Put(Signed, Data.Length), (time, seed) => Chunks(time, seed).Chunks(Data, size).End());

    [Fact]
    public async Task Signed_chunks_with_a_signed_trailer_are_accepted() => await StoresAsync(Data, Put(SignedTrailer, Data.Length, Sha256Header),
        (time, seed) => Chunks(time, seed).Chunks(Data, 65536).Trailer((Sha256Header, AwsChunks.Sha256Of(Data))).End());

    [Fact]
    public async Task Unsigned_chunks_with_a_trailer_are_accepted() => await StoresAsync(Data, Put(UnsignedTrailer, Data.Length, Sha256Header),
        (time, seed) => Unsigned(time, seed).Chunks(Data, 65536).Trailer((Sha256Header, AwsChunks.Sha256Of(Data))).End());

    [Fact]
    public async Task Nothing_in_signed_chunks_is_accepted() =>
        await StoresAsync([], Put(Signed, 0), (time, seed) => Chunks(time, seed).Chunk([]).End());

    [Fact]
    public async Task Nothing_with_a_trailer_is_accepted() => await StoresAsync([], Put(SignedTrailer, 0, Sha256Header),
        (time, seed) => Chunks(time, seed).Chunk([]).Trailer((Sha256Header, AwsChunks.Sha256Of([]))).End());

    [Fact]
    public async Task A_changed_byte_in_a_signed_chunk_is_refused() => await RefusedAsync(403, "SignatureDoesNotMatch", Put(Signed, Data.Length),
        (time, seed) => Flip(Chunks(time, seed).Chunks(Data, 65536).End(), 100_000));

    [Fact]
    public async Task A_wrong_signature_of_the_last_empty_chunk_is_refused() => await RefusedAsync(403, "SignatureDoesNotMatch", Put(Signed, Data.Length),
        (time, seed) => Chunks(time, seed).Chunk(Data).Text($"0;chunk-signature={new string('0', 64)}\r\n").End());

    [Fact]
    public async Task A_chunk_that_is_left_out_is_refused()
    {
        var signer = world.Signer;
        await RefusedAsync(403, "SignatureDoesNotMatch", Put(Signed, 8192), (time, seed) =>
        {
            var chain = Chunks(time, seed).Chunk(Data.AsSpan(0, 8192)).ToArray();
            var both = new AwsChunks(signer, time, seed, signed: true).Chunk(Data.AsSpan(0, 8192)).Chunk(Data.AsSpan(8192, 8192)).Chunk([]).End();
            return both[chain.Length..];
        });
    }

    [Fact]
    public async Task A_wrong_signature_of_the_trailer_is_refused() => await RefusedAsync(403, "SignatureDoesNotMatch", Put(SignedTrailer, Data.Length, Sha256Header),
        (time, seed) => Chunks(time, seed).Chunks(Data, 65536)
            .Text($"{Sha256Header}:{AwsChunks.Sha256Of(Data)}\r\nx-amz-trailer-signature:{new string('0', 64)}\r\n").End());

    [Fact]
    public async Task A_signed_trailer_without_its_signature_is_refused() => await RefusedAsync(400, "MalformedTrailerError", Put(SignedTrailer, Data.Length, Sha256Header),
        (time, seed) => Chunks(time, seed).Chunks(Data, 65536).Text($"{Sha256Header}:{AwsChunks.Sha256Of(Data)}\r\n").End());

    [Fact]
    public async Task A_trailer_that_was_not_announced_is_refused() => await RefusedAsync(400, "MalformedTrailerError", Put(UnsignedTrailer, Data.Length, "x-amz-checksum-crc32"),
        (time, seed) => Unsigned(time, seed).Chunks(Data, 65536).Trailer((Sha256Header, AwsChunks.Sha256Of(Data))).End());

    [Fact]
    public async Task A_trailer_that_does_not_come_is_refused() => await RefusedAsync(400, "MalformedTrailerError", Put(UnsignedTrailer, Data.Length, Sha256Header),
        (time, seed) => Unsigned(time, seed).Chunks(Data, 65536).End());

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Another_length_than_was_told_is_refused(int more) => await RefusedAsync(400, "IncompleteBody", Put(Signed, Data.Length + more),
        (time, seed) => Chunks(time, seed).Chunks(Data, 65536).End());

    [Fact]
    public async Task A_small_chunk_before_the_last_is_refused() => await RefusedAsync(403, "InvalidChunkSizeError", Put(Signed, 16_000),
        (time, seed) => Chunks(time, seed).Chunks(Data[..16_000], 8000).End());

    [Fact]
    public async Task A_body_that_ends_inside_a_chunk_is_refused() => await RefusedAsync(400, "IncompleteBody", Put(Signed, Data.Length),
        (time, seed) => Chunks(time, seed).Chunks(Data, 65536).ToArray()[..150_000]);

    [Theory]
    [InlineData("zz\r\n")]
    [InlineData("10;chunk-signature\r\n")]
    [InlineData("-1;chunk-signature=00\r\n")]
    [InlineData("\r\n")]
    public async Task A_chunk_head_that_cannot_be_read_is_refused(string head) => await RefusedAsync(400, "InvalidRequest", Put(Signed, Data.Length),
        (_, _) => Encoding.ASCII.GetBytes(head + new string('x', 40)));

    [Fact]
    public async Task Bytes_behind_the_end_are_refused() => await RefusedAsync(400, "InvalidRequest", Put(Signed, Data.Length),
        (time, seed) => [.. Chunks(time, seed).Chunks(Data, 65536).End(), 1]);

    [Fact]
    public async Task A_chunked_body_without_its_decoded_length_is_refused()
    {
        var request = new SignedRequest(world, HttpMethod.Put, "/bucket/key").Payload(Signed);

        await RefusedAsync(411, "MissingContentLength", request, (time, seed) => Chunks(time, seed).Chunks(Data, 65536).End());
    }

    private SignedRequest Put(string form, long length, string? trailer = null)
    {
        var request = new SignedRequest(world, HttpMethod.Put, "/bucket/key").Payload(form)
            .With("x-amz-decoded-content-length", length.ToString());
        return trailer is null ? request : request.With("x-amz-trailer", trailer);
    }

    private AwsChunks Chunks(string time, string seed) => new(world.Signer, time, seed, signed: true);

    private AwsChunks Unsigned(string time, string seed) => new(world.Signer, time, seed, signed: false);

    private async Task StoresAsync(byte[] expected, SignedRequest request, Func<string, string, byte[]> body)
    {
        var put = await request.SendAsync(body);
        Assert.True(put.Status == HttpStatusCode.OK, put.Text);
        var get = await new SignedRequest(world, HttpMethod.Get, "/bucket/key").SendAsync();
        Assert.Equal(expected, await get.Message.Content.ReadAsByteArrayAsync());
    }

    private async Task RefusedAsync(int status, string code, SignedRequest request, Func<string, string, byte[]> body)
    {
        var put = await request.SendAsync(body);
        Assert.Equal((status, code), ((int)put.Status, put.Code));
        Assert.Equal("NoSuchKey", (await new SignedRequest(world, HttpMethod.Get, "/bucket/key").SendAsync()).Code);
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }
}
