using System.Net;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Hosting;

/// <summary>The Host header and CORS.</summary>
public sealed class WhoMayAsk
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1234")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.8.7:80")]
    [InlineData("[::1]:80")]
    [InlineData("bucket.localhost:80")]
    [InlineData("a.b.localhost")]
    public async Task A_loopback_name_is_answered(string host)
    {
        await using var world = await S3World.InMemoryAsync();

        Assert.Equal("Access Denied", (await AskAsync(world, host, HttpMethod.Get))["Message"]);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("localhost.example.com")]
    [InlineData("notlocalhost")]
    [InlineData("128.0.0.1")]
    [InlineData("127.0.0.1.example.com")]
    public async Task Another_name_is_refused(string host)
    {
        await using var world = await S3World.InMemoryAsync();

        var answer = await AskAsync(world, host, HttpMethod.Get);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains(host, answer["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_is_answered_when_told_so()
    {
        await using var world = await S3World.InMemoryAsync(settings => settings with { AcceptAnyHost = true });

        Assert.Equal("Access Denied", (await AskAsync(world, "example.com", HttpMethod.Get))["Message"]);
    }

    [Fact]
    public async Task A_preflight_of_a_browser_is_refused()
    {
        await using var world = await S3World.InMemoryAsync();

        var answer = await AskAsync(world, "localhost", HttpMethod.Options);

        Assert.Equal((HttpStatusCode.Forbidden, "AccessForbidden"), (answer.Status, answer.Code));
        Assert.DoesNotContain(answer.Message.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<Answer> AskAsync(S3World world, string host, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, "/bucket/key");
        request.Headers.TryAddWithoutValidation("Host", host);
        request.Headers.TryAddWithoutValidation("Origin", "https://example.com");
        return await Answer.OfAsync(await world.Http.SendAsync(request));
    }
}
