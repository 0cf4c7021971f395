using System.Net;
using System.Xml.Linq;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Authentication;

/// <summary>Temporary credentials of a directory bucket.</summary>
public sealed class Sessions : IAsyncLifetime
{
    private const string Bucket = "bucket--use1-az4--x-s3";
    private const string TokenHeader = "x-amz-s3session-token";
    private readonly ManualTime time = new();
    private S3World world = null!;
    private Sigv4 session = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync(settings => settings with { Time = time });
        (session, token) = await OpenAsync("ReadWrite");
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(world.Server.Failures);
        await world.DisposeAsync();
    }

    [Fact]
    public async Task A_session_reads_and_writes_its_bucket()
    {
        var put = await As(session, token, HttpMethod.Put, $"/{Bucket}/key").Body([1]).SendAsync();
        var get = await As(session, token, HttpMethod.Get, $"/{Bucket}/key").SendAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (put.Status, get.Status));
    }

    [Fact]
    public async Task Another_bucket_is_refused() =>
        Assert.Equal("AccessDenied", (await As(session, token, HttpMethod.Get, "/other--use1-az4--x-s3/key").SendAsync()).Code);

    [Fact]
    public async Task A_session_that_reads_may_not_write()
    {
        var (reader, readToken) = await OpenAsync("ReadOnly");

        Assert.Equal("AccessDenied", (await As(reader, readToken, HttpMethod.Put, $"/{Bucket}/key").Body([1]).SendAsync()).Code);
        Assert.Equal("NoSuchKey", (await As(reader, readToken, HttpMethod.Get, $"/{Bucket}/key").SendAsync()).Code);
    }

    [Fact]
    public async Task A_wrong_or_missing_token_is_refused()
    {
        var wrong = await As(session, token + "x", HttpMethod.Get, $"/{Bucket}/key").SendAsync();
        var missing = await new SignedRequest(world, HttpMethod.Get, $"/{Bucket}/key") { Signer = session }.SendAsync();

        Assert.Equal(("InvalidToken", "InvalidToken"), (wrong.Code, missing.Code));
    }

    [Fact]
    public async Task A_session_ends_after_five_minutes()
    {
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("ExpiredToken", (await As(session, token, HttpMethod.Get, $"/{Bucket}/key").SendAsync()).Code);
    }

    private SignedRequest As(Sigv4 signer, string sessionToken, HttpMethod method, string target) =>
        new SignedRequest(world, method, target) { Signer = signer }.With(TokenHeader, sessionToken);

    private async Task<(Sigv4 Signer, string Token)> OpenAsync(string mode)
    {
        var express = new Sigv4(S3World.AccessKey, S3World.SecretKey) { Time = time, Service = "s3express" };
        await new SignedRequest(world, HttpMethod.Put, $"/{Bucket}") { Signer = express }.SendAsync();
        var answer = await new SignedRequest(world, HttpMethod.Get, $"/{Bucket}?session") { Signer = express }
            .With("x-amz-create-session-mode", mode).SendAsync();
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        var credentials = XDocument.Parse(answer.Text).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);
        var signer = new Sigv4(credentials["AccessKeyId"].Single(), credentials["SecretAccessKey"].Single()) { Time = time, Service = "s3express" };
        return (signer, credentials["SessionToken"].Single());
    }
}
