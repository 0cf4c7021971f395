using System.Net;
using System.Net.Sockets;
using S3Sync.Engine.Tests.S3;
using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>The four timeouts and the guard of streams, on a clock that tests move.</summary>
public sealed class TimeoutTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(700);
    private readonly SteppedTime _time = new();
    private readonly List<(string Place, int Attempt, string Code)> _retried = [];
    private BucketWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await BucketWorld.StartAsync();
        await _world.SeedAsync("k");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_answer_that_does_not_begin_in_time_is_given_up_and_asked_for_again()
    {
        var rule = _world.S3.Server.Faults.On("HeadObject").First(1).Stall();
        using var store = Open(new() { ReadTimeout = Limit });

        var head = store.Objects.HeadAsync("k", null, default);
        await rule.ReachedAsync();
        _time.Step(Limit);

        Assert.Equal(1, (await head).Length);
        Assert.Equal([($"s3://{_world.Bucket}/k", 1, "S3S239")], _retried);
        rule.Release();
    }

    [Fact]
    public void A_read_timeout_is_for_the_answer_and_not_for_the_time_a_body_takes()
    {
        var time = new SteppedTime();
        var limits = new Patience(Limit, StallGuard.Patience);
        using var guard = new StallGuard(limits, TimeSpan.Zero, time, default);

        guard.Moved();
        time.Step(Limit * 2);
        Assert.False(guard.HasStalled);
        guard.Sent();
        time.Step(Limit);

        Assert.True(guard is { HasStalled: true, AwaitsAnswer: true, IsOverdue: false });
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_made_again()
    {
        var rule = _world.S3.Server.Faults.On("PutObject").First(1).Stall();
        using var store = Open(new() { OperationAttemptTimeout = Limit });

        var put = store.Objects.PutAsync("new", BucketWorld.BodyOf([1]), ObjectHeaders.None, default);
        await rule.ReachedAsync();
        _time.Step(Limit);

        Assert.Equal(BucketWorld.Md5Of([1]), (await put).ETag);
        Assert.Equal([($"s3://{_world.Bucket}/new", 1, "S3S240")], _retried);
        rule.Release();
    }

    [Fact]
    public async Task An_operation_ends_with_its_time_however_many_attempts_are_left()
    {
        var rule = _world.S3.Server.Faults.On("HeadObject").Stall();
        using var store = Open(new() { OperationTimeout = Limit * 3, OperationAttemptTimeout = Limit });

        var head = store.Objects.HeadAsync("k", null, default);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await rule.ReachedAsync(attempt);
            _time.Step(Limit);
        }

        var failure = await Assert.ThrowsAsync<StorageException>(() => head);
        Assert.Equal(("S3S241", FailureKind.Unanswered), (failure.Problem.Code, failure.Kind));
        Assert.Contains(" 2100 ms", failure.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, rule.Hits);
        rule.Release();
    }

    [Fact]
    public async Task An_operation_does_not_wait_for_an_attempt_that_would_come_too_late()
    {
        var rule = _world.S3.Server.Faults.On("HeadObject").Do(Fault.Answer(503, "SlowDown", retryAfterSeconds: 7));
        using var store = Open(new() { OperationTimeout = TimeSpan.FromSeconds(5) });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.HeadAsync("k", null, default));

        Assert.Equal(("S3S241", 1), (failure.Problem.Code, rule.Hits));
    }

    [Fact]
    public async Task Without_the_guard_of_streams_what_does_not_move_is_waited_for()
    {
        var rule = _world.S3.Server.Faults.On("HeadObject").First(1).Stall();
        using var store = Open(new() { DisableStalledStreamProtection = true });

        var head = store.Objects.HeadAsync("k", null, default);
        await rule.ReachedAsync();
        _time.Step(StallGuard.LongPatience * 2);
        rule.Release();

        Assert.Equal(1, (await head).Length);
        Assert.Equal(1, _world.S3.Server.Requests.Count("HeadObject"));
    }

    [Fact]
    public async Task Without_the_guard_of_streams_a_body_that_pauses_is_waited_for()
    {
        var content = TestKit.Content.Of(3 << 20);
        await _world.Store.Objects.PutAsync("large", BucketWorld.BodyOf(content), ObjectHeaders.None, default);
        using var store = Open(new() { DisableStalledStreamProtection = true });

        await using var received = await store.Objects.GetAsync("large", null, null, default);
        var first = new byte[1];
        await received.Body.ReadExactlyAsync(first);
        _time.Step(StallGuard.Patience * 2);
        var rest = new byte[content.Length - 1];
        await received.Body.ReadExactlyAsync(rest);

        Assert.Equal(content[1..], rest);
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_is_given_up()
    {
        // Nobody accepts, and the queue of those who wait is full: the next one is left without an answer.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var place = (IPEndPoint)listener.LocalEndPoint!;
        var waiting = new List<Socket>();
        for (var number = 0; number < 8; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            waiting.Add(socket);
            _ = socket.ConnectAsync(place);
        }

        var side = _world.Side with { EndpointUrl = $"http://{place}" };
        using var store = S3Store.Open(new("bucket", ""), side, new() { MaxAttempts = 1 }, new() { Connection = new() { ConnectTimeout = TimeSpan.FromMilliseconds(150) } }, TimeProvider.System, static () => 0);
        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.HeadAsync("k", null, default));

        Assert.Equal("S3S215", failure.Problem.Code);
        Assert.Contains("ConnectTimeout", failure.Problem.Message, StringComparison.Ordinal);
        waiting.ForEach(static socket => socket.Dispose());
    }

    private S3Store Open(ConnectionOptions connection)
    {
        ValueTask Retried(string place, int attempt, Problem problem)
        {
            _retried.Add((place, attempt, problem.Code));
            return default;
        }

        return S3Store.Open(new(_world.Bucket, ""), _world.Side, new(), new() { Connection = connection, OnRetry = Retried }, _time, static () => 0);
    }
}
