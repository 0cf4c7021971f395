using System.Net;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Authentication;

/// <summary>Signatures in the Authorization header, over a body in one piece.</summary>
public sealed class HeaderSignatures : IAsyncLifetime
{
    private S3World world = null!;

    public async Task InitializeAsync() => world = await S3World.InMemoryAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_right_signature_is_let_through()
    {
        var answer = await SendAsync(HttpMethod.Get, "/no-such-bucket/key");

        Assert.NotEqual(HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        var answer = await Answer.OfAsync(await world.Http.GetAsync("/bucket/key"));

        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (answer.Status, answer.Code));
    }

    private async Task<Answer> SendAsync(HttpMethod method, string target, Action<HttpRequestMessage>? afterSigning = null)
    {
        using var request = new HttpRequestMessage(method, target);
        world.Signer.Sign(request, world.Server.Endpoint, target);
        afterSigning?.Invoke(request);
        return await Answer.OfAsync(await world.Http.SendAsync(request));
    }
}
