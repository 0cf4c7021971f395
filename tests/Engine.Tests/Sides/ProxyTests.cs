using S3Sync.Engine.Tests.S3;
using S3Sync.Options;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>Requests through the proxies that the options name.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private const string Password = "marked:p@ss word";
    private BucketWorld _world = null!;

    public async Task InitializeAsync() => _world = await BucketWorld.StartAsync(change: static settings => settings with { AcceptAnyHost = true });

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_named_proxy_finds_the_endpoint_by_its_name()
    {
        await using var proxy = ForwardProxy.Start(_world.S3.Server.Endpoint.Port);
        using var store = Open(new() { HttpProxy = $"http://{proxy.Authority}" });

        await UseAsync(store);

        Assert.All(proxy.Asked, static line => Assert.Contains(" http://s3.test/bucket", line, StringComparison.Ordinal));
        Assert.Contains(proxy.Asked, static line => line.StartsWith("POST http://s3.test/bucket/parts?uploads", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_wants_a_user_gets_it_with_each_request_and_bodies_are_sent_once()
    {
        await using var proxy = ForwardProxy.Start(_world.S3.Server.Endpoint.Port, "us er:" + Password);
        _world.S3.Server.Requests.Clear();
        using var store = Open(new() { HttpProxy = $"http://us%20er:{Uri.EscapeDataString(Password)}@{proxy.Authority}" });

        await UseAsync(store);

        Assert.Equal(proxy.Asked.Count, _world.S3.Server.Requests.Snapshot().Count);
    }

    [Fact]
    public async Task A_proxy_that_refuses_the_user_is_named_without_the_password()
    {
        await using var proxy = ForwardProxy.Start(_world.S3.Server.Endpoint.Port, "user:other");
        using var store = Open(new() { HttpProxy = $"http://user:{Uri.EscapeDataString(Password)}@{proxy.Authority}" });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.HeadAsync("k", null, default));

        Assert.Equal(("S3S238", FailureKind.Fatal), (failure.Problem.Code, failure.Kind));
        Assert.DoesNotContain("marked", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "CONNECT bucket.s3.eu-west-1.amazonaws.com:443")]
    [InlineData(true, "CONNECT bucket.s3-accelerate.amazonaws.com:443")]
    public async Task AWS_is_reached_through_a_tunnel_of_the_https_proxy(bool accelerate, string tunnel)
    {
        await using var proxy = ForwardProxy.Start(1);
        var side = new S3SideOptions { AccessKey = "id", SecretAccessKey = "secret", Region = "eu-west-1", Accelerate = accelerate };
        using var store = Open(new() { HttpsProxy = $"http://{proxy.Authority}" }, side);

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.HeadAsync("k", null, default));
        await Assert.ThrowsAsync<StorageException>(() => store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default));

        Assert.Equal("S3S215", failure.Problem.Code);
        Assert.Equal([tunnel + " HTTP/1.1"], proxy.Asked.Distinct());
    }

    [Fact]
    public async Task A_port_that_looks_like_an_answer_is_none()
    {
        await using var proxy = ForwardProxy.StartWithin(40700, 40799);
        using var store = Open(new() { HttpsProxy = $"http://{proxy.Authority}" }, new() { AccessKey = "id", SecretAccessKey = "secret", Region = "eu-west-1" });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.HeadAsync("k", null, default));

        Assert.Equal("S3S215", failure.Problem.Code);
    }

    [Fact]
    public async Task A_tunnel_that_is_refused_for_its_user_is_told_without_the_password()
    {
        await using var proxy = ForwardProxy.Start(1, "user:other");
        var side = new S3SideOptions { AccessKey = "id", SecretAccessKey = "secret", Region = "eu-west-1" };
        using var store = Open(new() { HttpsProxy = $"http://user:{Uri.EscapeDataString(Password)}@{proxy.Authority}" }, side);

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.HeadAsync("k", null, default));

        Assert.Equal("S3S238", failure.Problem.Code);
        Assert.DoesNotContain("marked", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proxy_of_the_other_scheme_is_not_asked()
    {
        await using var proxy = ForwardProxy.Start(1);
        using var store = Open(new() { HttpsProxy = $"http://{proxy.Authority}" }, _world.Side);

        await UseAsync(store);

        Assert.Empty(proxy.Asked);
    }

    private S3Store Open(ConnectionOptions connection, S3SideOptions? side = null) => S3Store.Open(
        new(_world.Bucket, ""), side ?? _world.Side with { EndpointUrl = "http://s3.test", ForcePathStyle = true }, new() { MaxAttempts = 2 },
        new() { Connection = connection }, TimeProvider.System, static () => 0);

    // Over the data plane and over the SDK.
    private static async Task UseAsync(S3Store store)
    {
        await store.Objects.PutAsync("k", BucketWorld.BodyOf(Content.Of(200_000)), ObjectHeaders.None, default);
        await BucketWorld.ListAsync(store);
        var upload = await store.Parts.CreateAsync("parts", ObjectHeaders.None, null, new(), default);
        Assert.Null(await store.Parts.AbortUntilGoneAsync("parts", upload, default));
    }
}
