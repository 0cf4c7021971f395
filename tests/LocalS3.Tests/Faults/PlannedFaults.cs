using System.Diagnostics;
using System.Net;
using S3Sync.LocalS3.Faults;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Faults;

/// <summary>Each fault, as a client sees it.</summary>
public sealed class PlannedFaults : IAsyncLifetime
{
    private static readonly byte[] Data = Content.Of(1_000_000);
    private S3World world = null!;

    private FaultPlan Plan => world.Server.Faults;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync();
        await world.BucketAsync();
        await PutAsync("key");
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(world.Server.Failures);
        await world.DisposeAsync();
    }

    [Fact]
    public async Task Every_third_request_is_answered_with_503()
    {
        Plan.Every(3, Fault.Answer(503, "SlowDown", retryAfterSeconds: 2));
        var statuses = new List<HttpStatusCode>();
        Answer? refused = null;
        for (var i = 0; i < 6; i++)
        {
            var answer = await GetAsync("key");
            statuses.Add(answer.Status);
            if (answer.Code == "SlowDown") refused = answer;
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], statuses);
        Assert.Equal(TimeSpan.FromSeconds(2), refused!.Message.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_rule_strikes_only_what_matches()
    {
        var rule = Plan.When(request => request.Key == "other").Answer(500, "InternalError");

        var key = await GetAsync("key");
        var other = await GetAsync("other");

        Assert.Equal((HttpStatusCode.OK, "InternalError", 1), (key.Status, other.Code, rule.Hits));
    }

    [Fact]
    public async Task A_rule_may_strike_the_first_few_or_a_single_one()
    {
        var first = Plan.On("GetObject").First(1).Answer(500, "InternalError");
        var nth = Plan.On("GetObject").Nth(2).Answer(503, "SlowDown");
        var codes = new List<string?>();
        for (var i = 0; i < 4; i++) codes.Add((await GetAsync("key")).Code);

        Assert.Equal(["InternalError", null, "SlowDown", null], codes);
        Assert.Equal((1, 1), (first.Hits, nth.Hits));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(500_000L)]
    [InlineData(999_999L)]
    public async Task A_cut_body_ends_at_its_byte(long at)
    {
        Plan.On("GetObject").Cut(at);

        Assert.Equal(at, await ReadAsync("key"));
    }

    [Fact]
    public async Task A_body_is_cut_half_way()
    {
        Plan.When(request => request.Method == "GET").Every(2).Cut(0.5);

        Assert.Equal(Data.Length, await ReadAsync("key"));
        Assert.Equal(Data.Length / 2, await ReadAsync("key"));
    }

    [Fact]
    public async Task A_byte_of_an_answer_is_corrupted()
    {
        Plan.On("GetObject").Nth(1).Do(Fault.CorruptResponse(777_777));

        var bad = await (await GetAsync("key")).Message.Content.ReadAsByteArrayAsync();
        var good = await (await GetAsync("key")).Message.Content.ReadAsByteArrayAsync();

        Assert.Equal([777_777], Enumerable.Range(0, Data.Length).Where(i => bad[i] != Data[i]));
        Assert.Equal(Data, good);
    }

    [Fact]
    public async Task A_byte_corrupted_on_its_way_in_is_found_by_the_signature()
    {
        Plan.On("PutObject").Do(Fault.CorruptRequest(500_000));

        Assert.Equal("XAmzContentSHA256Mismatch", (await PutAsync("new")).Code);
    }

    [Fact]
    public async Task A_byte_corrupted_behind_the_signature_is_stored()
    {
        Plan.On("PutObject").Do(Fault.CorruptContent(500_000));

        var put = await PutAsync("new");
        var stored = await (await GetAsync("new")).Message.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, put.Status);
        Assert.Equal([500_000], Enumerable.Range(0, Data.Length).Where(i => stored[i] != Data[i]));
    }

    [Fact]
    public async Task A_reset_request_is_not_carried_out()
    {
        Plan.On("PutObject").Reset();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PutAsync("new"));

        Assert.Equal("NoSuchKey", (await GetAsync("new")).Code);
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_body_stores_nothing()
    {
        Plan.On("PutObject").Do(Fault.ResetInRequest(500_000));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PutAsync("new"));

        Assert.Equal("NoSuchKey", (await GetAsync("new")).Code);
    }

    [Fact]
    public async Task A_request_whose_answer_is_lost_was_carried_out()
    {
        Plan.On("PutObject").Do(Fault.LoseAnswer());

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PutAsync("new"));

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("new")).Status);
    }

    [Fact]
    public async Task A_stalled_request_goes_on_when_it_is_released()
    {
        var rule = Plan.On("GetObject").Stall();
        var get = GetAsync("key");
        await rule.ReachedAsync();
        Assert.False(get.IsCompleted);

        rule.Release();

        Assert.Equal(HttpStatusCode.OK, (await get).Status);
    }

    [Fact]
    public async Task A_stalled_answer_goes_on_when_it_is_released()
    {
        var rule = Plan.On("GetObject").Do(Fault.Stall(at: 100));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bucket/key");
        world.Signer.Sign(request, world.Server.Endpoint, "/bucket/key");
        using var answer = await world.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var begin = new byte[100];
        await body.ReadExactlyAsync(begin);
        var rest = body.ReadAsync(new byte[1]).AsTask();
        Assert.False(rest.IsCompleted);

        rule.Release();

        Assert.Equal(1, await rest);
        Assert.Equal(Data[..100], begin);
    }

    [Fact]
    public async Task A_slow_answer_takes_its_time()
    {
        Plan.On("GetObject").Do(Fault.SlowDown(bytesPerSecond: 2_000_000));
        var clock = Stopwatch.StartNew();

        Assert.Equal(Data.Length, await ReadAsync("key"));

        Assert.True(clock.Elapsed > TimeSpan.FromMilliseconds(400), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_cleared_plan_strikes_no_more()
    {
        var stalled = Plan.On("GetObject").Stall();
        var get = GetAsync("key");
        await stalled.ReachedAsync();

        Plan.Clear();

        Assert.Equal(HttpStatusCode.OK, (await get).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("key")).Status);
        Assert.Equal(1, stalled.Hits);
    }

    private Task<Answer> PutAsync(string key) => new SignedRequest(world, HttpMethod.Put, "/bucket/" + key).Body(Data).SendAsync();

    private Task<Answer> GetAsync(string key) => new SignedRequest(world, HttpMethod.Get, "/bucket/" + key).SendAsync();

    private async Task<long> ReadAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bucket/" + key);
        world.Signer.Sign(request, world.Server.Endpoint, "/bucket/" + key);
        using var answer = await world.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(Data.Length, answer.Content.Headers.ContentLength);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[65536];
        long total = 0;
        try
        {
            while (await body.ReadAsync(buffer) is var count and > 0) total += count;
        }
        catch (IOException)
        {
            // Cut, as planned: what came before counts.
        }

        return total;
    }
}
