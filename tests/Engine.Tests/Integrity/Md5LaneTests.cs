using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.Integrity.Md5Lanes;
using Xunit;

namespace S3Sync.Engine.Tests.Integrity;

/// <summary>The MD5s of streams side by side, against the MD5 of the runtime.</summary>
public sealed class Md5LaneTests
{
    private readonly Random _random = new(31);

    public static TheoryData<int, bool> Widths
    {
        get
        {
            var widths = new TheoryData<int, bool>();
            for (var streams = 1; streams <= Md5Batch.Lanes; streams++)
            {
                widths.Add(streams, false);
                if (Md5Words512.IsSupported)
                {
                    widths.Add(streams, true);
                }
            }

            return widths;
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Streams_of_any_lengths_in_any_pieces_have_their_own_digests(int streams, bool sixteen)
    {
        for (var round = 0; round < 60; round++)
        {
            var contents = Enumerable.Range(0, streams).Select(_ => Some(_random.Next(0, 3000))).ToArray();
            var states = contents.Select(static _ => new Md5State()).ToArray();
            var done = new int[streams];
            while (done.Zip(contents).Any(static pair => pair.First < pair.Second.Length))
            {
                var works = Enumerable.Range(0, streams).Select(Next).ToArray();
                Md5Batch.Append(works, sixteen);
            }

            Assert.All(contents.Zip(states), static pair => Assert.Equal(MD5.HashData(pair.First), pair.Second.Finish()));

            Md5Work Next(int stream)
            {
                var length = Math.Min(_random.Next(0, 400), contents[stream].Length - done[stream]);
                done[stream] += length;
                return new(states[stream], contents[stream].AsMemory(done[stream] - length, length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_short_length_in_a_lane_has_its_digest(int streams, bool sixteen)
    {
        for (var length = 0; length <= 300; length++)
        {
            var contents = Enumerable.Range(0, streams).Select(_ => Some(length)).ToArray();
            var works = contents.Select(static content => new Md5Work(new(), content)).ToArray();
            Md5Batch.Append(works, sixteen);
            Assert.All(contents.Zip(works), static pair => Assert.Equal(MD5.HashData(pair.First), pair.Second.State.Finish()));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public async Task Streams_that_are_added_to_at_the_same_time_have_their_own_digests(int lanes)
    {
        var queue = new Md5Queue(Math.Min(lanes, Md5Batch.Lanes));
        var contents = Enumerable.Range(0, 40).Select(_ => Some(_random.Next(0, 200_000))).ToArray();
        var digests = await Task.WhenAll(contents.Select(content => Task.Run(() => DigestAsync(queue, content))));
        Assert.All(contents.Zip(digests), static pair => Assert.Equal(MD5.HashData(pair.First), pair.Second));
    }

    [Fact]
    public void A_stream_without_company_is_added_to_at_once()
    {
        var queue = new Md5Queue(Md5Batch.Lanes);
        using var stream = queue.Open();
        Assert.True(stream.AppendAsync(new byte[1000]).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_stream_whose_company_has_gone_is_added_to()
    {
        var queue = new Md5Queue(Md5Batch.Lanes);
        using var stream = queue.Open();
        var company = queue.Open();
        await stream.AppendAsync("12345"u8.ToArray());
        company.Dispose();
        company.Dispose();
        await stream.AppendAsync("6789"u8.ToArray());
        Assert.Equal(MD5.HashData("123456789"u8), stream.Finish());
    }

    [Fact]
    public async Task A_stream_that_waits_for_no_one_is_not_kept_by_others_that_add_nothing()
    {
        var queue = new Md5Queue(Md5Batch.Lanes);
        using var idle = queue.Open();
        using var stream = queue.Open();
        await stream.AppendAsync(new byte[100]).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(MD5.HashData(new byte[100]), stream.Finish());
    }

    [Fact]
    public async Task A_set_of_digests_takes_chunks_and_spans_alike()
    {
        var queue = new Md5Queue(Md5Batch.Lanes);
        using var company = queue.Open();
        using var digests = new DigestSet([ChecksumAlgorithm.Crc32C, null, ChecksumAlgorithm.Sha256], queue);
        var content = Some(200_000);
        digests.Append(content.AsSpan(0, 77));
        await digests.AppendInChunksAsync(content.AsMemory(77));
        var finished = digests.Finish();
        Assert.Equal(MD5.HashData(content), finished[digests.IndexOf(null)]);
        Assert.Equal(SHA256.HashData(content), finished[digests.IndexOf(ChecksumAlgorithm.Sha256)]);
        Assert.Equal(BitwiseCrc.Of(content, 32, 0x82F63B78), finished[digests.IndexOf(ChecksumAlgorithm.Crc32C)]);
    }

    private static async Task<byte[]> DigestAsync(Md5Queue queue, byte[] content)
    {
        using var stream = queue.Open();
        foreach (var chunk in content.Chunk(7001))
        {
            await stream.AppendAsync(chunk);
            Array.Clear(chunk);
        }

        return stream.Finish();
    }

    private byte[] Some(int length)
    {
        var content = new byte[length];
        _random.NextBytes(content);
        return content;
    }
}
