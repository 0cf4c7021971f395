using System.Net;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Hosting;

/// <summary>When a body is asked for, missing, cut short or not wanted any more.</summary>
public sealed class BodiesOnTheWire : IAsyncLifetime
{
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

    [Fact]
    public async Task A_body_is_asked_for_only_when_the_signature_is_right()
    {
        using var raw = await RawConnection.OpenAsync(world.Server.Endpoint);

        await raw.SendAsync(Head("PUT", world.Signer, "Content-Length: 3\r\nExpect: 100-continue\r\n"));
        var interim = await raw.ReadHeadAsync();
        await raw.SendAsync("abc");

        Assert.StartsWith("HTTP/1.1 100", interim, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_signature_is_answered_without_asking_for_the_body()
    {
        using var raw = await RawConnection.OpenAsync(world.Server.Endpoint);

        await raw.SendAsync(Head("PUT", new Sigv4(S3World.AccessKey, "wrong"), "Content-Length: 3\r\nExpect: 100-continue\r\n"));

        Assert.StartsWith("HTTP/1.1 403", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_sends_a_big_body_at_once_sees_why_it_is_refused()
    {
        var wrong = new Sigv4(S3World.AccessKey, "wrong");

        var answer = await new SignedRequest(world, HttpMethod.Put, "/bucket/key") { Signer = wrong }.Body(new byte[64 << 20]).Payload(Sigv4.Unsigned).SendAsync();

        Assert.Equal((HttpStatusCode.Forbidden, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_body_shorter_than_its_length_is_refused_and_not_stored()
    {
        using var raw = await RawConnection.OpenAsync(world.Server.Endpoint);

        await raw.SendAsync(Head("PUT", world.Signer, "Content-Length: 10\r\n") + "abc");
        raw.EndSending();
        await raw.ReadToEndAsync();

        Assert.Equal("NoSuchKey", (await new SignedRequest(world, HttpMethod.Get, "/bucket/key").SendAsync()).Code);
    }

    [Fact]
    public async Task An_upload_without_a_length_is_refused()
    {
        using var raw = await RawConnection.OpenAsync(world.Server.Endpoint);

        await raw.SendAsync(Head("PUT", world.Signer, "Connection: close\r\n"));
        var answer = await raw.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 411", answer, StringComparison.Ordinal);
        Assert.Contains("<Code>MissingContentLength</Code>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_body_in_transfer_chunks_is_refused_as_s3_does()
    {
        using var raw = await RawConnection.OpenAsync(world.Server.Endpoint);

        await raw.SendAsync(Head("PUT", world.Signer, "Transfer-Encoding: chunked\r\nConnection: close\r\n") + "3\r\nabc\r\n0\r\n\r\n");
        var answer = await raw.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 501", answer, StringComparison.Ordinal);
        Assert.Contains("<Header>Transfer-Encoding</Header>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_carries_many_requests()
    {
        using var raw = await RawConnection.OpenAsync(world.Server.Endpoint);

        for (var i = 0; i < 3; i++)
        {
            await raw.SendAsync(Head("PUT", world.Signer, "Content-Length: 3\r\n") + "abc");
            Assert.StartsWith("HTTP/1.1 200", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        }
    }

    private string Head(string method, Sigv4 signer, string headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/bucket/key");
        signer.SignHeaders(request, world.Server.Endpoint, "/bucket/key", Sigv4.Unsigned, signer.Now());
        var signed = string.Concat(request.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}\r\n"));
        return $"{method} /bucket/key HTTP/1.1\r\n{signed}{headers}\r\n";
    }
}
