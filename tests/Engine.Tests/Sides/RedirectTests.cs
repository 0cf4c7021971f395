using S3Sync.Engine.Tests.S3;
using S3Sync.Options;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>Temporary redirects, and the sessions of directory buckets.</summary>
public class RedirectTests
{
    [Fact]
    public async Task A_write_follows_where_it_is_led_with_its_whole_body()
    {
        await using var world = await BucketWorld.StartAsync(change: static settings => settings with { AcceptAnyHost = true });
        await using var before = ScriptedEndpoint.Start(request => new(307, "") { Headers = new Dictionary<string, string> { ["Location"] = world.S3.Endpoint + request.RawUrl } });
        var content = Content.Of(300_000);
        using var store = Open(world.Side with { EndpointUrl = before.Url });

        await store.Objects.PutAsync("k", BucketWorld.BodyOf(content), ObjectHeaders.None, default);

        Assert.Equal(content, await world.ReadAsync("k"));
    }

    [Fact]
    public async Task A_redirect_to_a_stranger_is_refused()
    {
        var asked = 0;
        await using var endpoint = ScriptedEndpoint.Start(_ =>
        {
            asked++;
            return new(307, "") { Headers = new Dictionary<string, string> { ["Location"] = "http://stranger.test/bucket/k" } };
        });
        using var store = Open(new() { AccessKey = "id", SecretAccessKey = "secret", Region = "us-east-1", EndpointUrl = endpoint.Url });

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None, default));

        Assert.Equal(("S3S221", 1), (failure.Problem.Code, asked));
    }

    [Theory]
    [InlineData("https://b.s3.amazonaws.com", "https://b.s3-eu-west-1.amazonaws.com/k", "https://b.s3-eu-west-1.amazonaws.com")]
    [InlineData("https://b.s3.amazonaws.com", "http://b.s3-eu-west-1.amazonaws.com/k", null)]
    [InlineData("https://b.s3.amazonaws.com", "https://b.s3.amazonaws.com/k", null)]
    [InlineData("https://b.s3.amazonaws.com", "https://amazonaws.com.stranger.test/k", null)]
    [InlineData("http://s3.example.com", "https://s3.example.com/b/k", "https://s3.example.com")]
    [InlineData("http://s3.example.com", "http://other.example.com/b/k", null)]
    [InlineData("http://s3.example.com", "/b/k", null)]
    public void A_redirect_leads_to_the_same_service_and_to_no_less_protection(string origin, string location, string? led)
    {
        var endpoint = new WireEndpoint(origin, new Uri(origin).Authority, "", "us-east-1", "s3", UsesSessions: false);

        Assert.Equal(led, endpoint.LedTo(new(location, UriKind.RelativeOrAbsolute))?.Origin);
    }

    private static S3Store Open(S3SideOptions side) => S3Store.Open(new("bucket", ""), side, new() { MaxAttempts = 3 }, new(), TimeProvider.System, static () => 0);
}
