using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Authentication;

/// <summary>Signatures in the query.</summary>
public sealed class PresignedUrls : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private S3World world = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync(settings => settings with { Time = time });
        await world.BucketAsync();
        await new SignedRequest(world, HttpMethod.Put, "/bucket/key").Body([1, 2, 3]).SendAsync();
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(world.Server.Failures);
        await world.DisposeAsync();
    }

    [Theory]
    [InlineData(HttpVerb.GET)]
    [InlineData(HttpVerb.PUT)]
    [InlineData(HttpVerb.HEAD)]
    [InlineData(HttpVerb.DELETE)]
    public async Task An_address_that_the_sdk_signed_is_accepted(HttpVerb verb)
    {
        var address = await world.Client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "bucket",
            Key = "key",
            Verb = verb,
            Protocol = Protocol.HTTP,
            Expires = DateTime.UtcNow.AddMinutes(5),
        });
        using var request = new HttpRequestMessage(new HttpMethod(verb.ToString()), address);
        if (verb == HttpVerb.PUT) request.Content = new ByteArrayContent([4, 5]);

        var answer = await world.Http.SendAsync(request);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_address_ends_with_its_seconds()
    {
        var address = Sign(60);

        time.Advance(TimeSpan.FromSeconds(60));
        var inTime = await GetAsync(address);
        time.Advance(TimeSpan.FromSeconds(1));
        var late = await GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, inTime.Status);
        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied", "Request has expired"), (late.Status, late.Code, late["Message"]));
        Assert.Equal("60", late["X-Amz-Expires"]);
    }

    [Fact]
    public async Task An_address_of_the_future_is_refused()
    {
        var address = Sign(60);

        time.Advance(TimeSpan.FromMinutes(-16));

        Assert.Equal(("AccessDenied", "Request is not yet valid"), ((await GetAsync(address)).Code, (await GetAsync(address))["Message"]));
    }

    [Theory]
    [InlineData(604_801)]
    [InlineData(-1)]
    public async Task A_life_that_s3_does_not_grant_is_refused(int seconds)
    {
        var answer = await GetAsync(Sign(seconds));

        Assert.Equal((HttpStatusCode.BadRequest, "AuthorizationQueryParametersError"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=61", "SignatureDoesNotMatch")]
    [InlineData("/key?", "/kez?", "SignatureDoesNotMatch")]
    [InlineData("X-Amz-SignedHeaders=host&", "", "AuthorizationQueryParametersError")]
    [InlineData("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1", "AuthorizationQueryParametersError")]
    [InlineData("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", "NotImplemented")]
    [InlineData("%2Faws4_request", "", "AuthorizationQueryParametersError")]
    public async Task A_changed_address_is_refused(string part, string other, string code)
    {
        var text = Sign(60).OriginalString.Replace(part, other, StringComparison.Ordinal);

        Assert.Equal(code, (await GetAsync(Sigv4.Raw(world.Server.Endpoint, text[world.Endpoint.Length..]))).Code);
    }

    [Fact]
    public async Task More_parameters_than_were_signed_are_refused()
    {
        var text = Sign(60).OriginalString + "&response-content-type=text%2Fhtml";

        Assert.Equal("SignatureDoesNotMatch", (await GetAsync(new Uri(text))).Code);
    }

    [Fact]
    public async Task An_amazon_header_beside_the_signed_ones_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Sign(60));
        request.Headers.Add("x-amz-meta-a", "1");

        Assert.Equal("AccessDenied", (await Answer.OfAsync(await world.Http.SendAsync(request))).Code);
    }

    [Fact]
    public async Task Two_signatures_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Sign(60));
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 x");

        Assert.Equal("InvalidArgument", (await Answer.OfAsync(await world.Http.SendAsync(request))).Code);
    }

    [Fact]
    public async Task Signatures_of_version_2_are_refused() =>
        Assert.Equal("InvalidRequest", (await GetAsync(new Uri(world.Endpoint + "/bucket/key?AWSAccessKeyId=a&Signature=b&Expires=1"))).Code);

    private Uri Sign(int seconds) => world.Signer.Presign(HttpMethod.Get, world.Server.Endpoint, "/bucket/key", seconds);

    private async Task<Answer> GetAsync(Uri address) => await Answer.OfAsync(await world.Http.GetAsync(address));
}
