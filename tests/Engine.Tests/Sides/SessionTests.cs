using S3Sync.Engine.Tests.S3;
using S3Sync.LocalS3.Faults;
using S3Sync.Storage.S3.Side;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Sdk;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>The sessions of directory buckets.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string Bucket = "zone--usw2-az1--x-s3";
    private readonly SteppedTime _time = new();
    private BucketWorld _world = null!;
    private SideConnections _connections = null!;
    private WireClient _client = null!;

    public async Task InitializeAsync()
    {
        _world = await BucketWorld.StartAsync(Bucket, settings => settings with { Time = _time });
        var side = _world.Side with { Region = "us-west-2" };
        _connections = new(side, new());
        _client = S3Connection.Open(new(Bucket, ""), side, _connections, new(side, new()), _time);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _connections.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task One_session_serves_all_requests_until_it_is_about_to_end()
    {
        using var sessions = new BucketSessions(_client, _time);

        var first = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sessions.ResolveSessionCredentialsAsync(Bucket)));
        _time.Step(TimeSpan.FromSeconds(200));
        await sessions.ResolveSessionCredentialsAsync(Bucket);
        Assert.Equal(1, Asked);
        _time.Step(TimeSpan.FromSeconds(50));
        var next = await sessions.ResolveSessionCredentialsAsync(Bucket);

        Assert.Equal(2, Asked);
        Assert.Single(first.Select(static session => session.SessionToken).Distinct());
        Assert.NotEqual(first[0].SessionToken, next.SessionToken);
    }

    [Fact]
    public async Task A_renewal_that_fails_for_the_moment_leaves_the_present_session_while_it_lasts()
    {
        using var sessions = new BucketSessions(_client, _time);
        var present = await sessions.ResolveSessionCredentialsAsync(Bucket);
        _world.S3.Server.Faults.On("CreateSession").Do(Fault.Answer(503, "SlowDown"));

        _time.Step(TimeSpan.FromSeconds(250));
        Assert.Equal(present.SessionToken, (await sessions.ResolveSessionCredentialsAsync(Bucket)).SessionToken);
        _time.Step(TimeSpan.FromSeconds(40));

        Assert.NotNull(S3Refusal.Of(await Assert.ThrowsAnyAsync<Exception>(() => sessions.ResolveSessionCredentialsAsync(Bucket))));
    }

    [Fact]
    public async Task Requests_are_signed_with_the_session()
    {
        using var sessions = new BucketSessions(_client, _time);
        var endpoint = WireEndpoint.InPath(_world.S3.Server.Endpoint, Bucket, "us-west-2") with { Service = "s3express", UsesSessions = true };
        using var plane = new DataPlane(_connections, endpoint, new WireIdentity.Session(sessions, Bucket), _time);

        using var _ = await plane.SendAsync(new WireRequest(HttpMethod.Get, null).Query("list-type", "2"), default);

        Assert.Equal(["CreateSession", "ListObjectsV2"], _world.S3.Server.Requests.Snapshot().Select(static request => request.Operation));
    }

    private int Asked => _world.S3.Server.Requests.Count("CreateSession");
}
