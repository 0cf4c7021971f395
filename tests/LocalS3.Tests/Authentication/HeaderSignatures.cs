using System.Net;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Authentication;

/// <summary>Signatures in the Authorization header, over a body in one piece.</summary>
public sealed class HeaderSignatures : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private S3World world = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync(settings => settings with { Time = time });
        await Request(HttpMethod.Put, "/bucket").SendAsync();
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(world.Server.Failures);
        await world.DisposeAsync();
    }

    [Fact]
    public async Task A_right_signature_over_a_body_is_accepted()
    {
        var content = Content.Of(300_000);

        var put = await Request(HttpMethod.Put, "/bucket/key").Body(content).SendAsync();
        var get = await Request(HttpMethod.Get, "/bucket/key").SendAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (put.Status, get.Status));
        Assert.Equal(content, await get.Message.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/bucket/a%20b", "a b")]
    [InlineData("/bucket/a%2Bb%21%2A%27%28%29%3D%26%3F%23", "a+b!*'()=&?#")]
    [InlineData("/bucket//lead//x/../y/./z", "/lead//x/../y/./z")]
    [InlineData("/bucket/%C3%A9%F0%9F%98%80~-._", "é😀~-._")]
    [InlineData("/bucket/100%25%2525", "100%%25")]
    public async Task A_path_is_signed_as_it_is_sent_and_never_normalised(string target, string key)
    {
        var put = await Request(HttpMethod.Put, target).Body([1]).SendAsync();

        Assert.Equal(HttpStatusCode.OK, put.Status);
        Assert.Equal(key, Assert.Single(world.Server.Requests.Of("PutObject")).Key);
    }

    [Theory]
    [InlineData("/bucket?list-type=2&prefix=a%2Fb&delimiter=%2F")]
    [InlineData("/bucket?prefix=%C3%A9%20x&list-type=2")]
    [InlineData("/bucket?versioning")]
    [InlineData("/bucket?versioning=")]
    [InlineData("/bucket?list-type=2&x=2&x=1&x-a=1&x=")]
    public async Task A_query_is_sorted_by_encoded_name_and_value(string target) =>
        Assert.NotEqual("SignatureDoesNotMatch", (await Request(HttpMethod.Get, target).SendAsync()).Code);

    [Fact]
    public async Task Spaces_in_a_header_are_collapsed()
    {
        var put = await Request(HttpMethod.Put, "/bucket/key").Body([]).With("x-amz-meta-a", "a b c").Then(request =>
        {
            request.Headers.Remove("x-amz-meta-a");
            request.Headers.TryAddWithoutValidation("x-amz-meta-a", "  a  b   c ");
        }).SendAsync();

        Assert.Equal(HttpStatusCode.OK, put.Status);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_what_was_signed_is_shown()
    {
        var wrong = new Sigv4(S3World.AccessKey, "wrong") { Time = time };

        var answer = await new SignedRequest(world, HttpMethod.Get, "/bucket/key?a=b") { Signer = wrong }.SendAsync();

        Assert.Equal((HttpStatusCode.Forbidden, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
        Assert.Equal(S3World.AccessKey, answer["AWSAccessKeyId"]);
        Assert.StartsWith("GET\n/bucket/key\na=b\nhost:", answer["CanonicalRequest"], StringComparison.Ordinal);
        Assert.StartsWith("AWS4-HMAC-SHA256\n", answer["StringToSign"], StringComparison.Ordinal);
        Assert.StartsWith("47 45 54 0a", answer["CanonicalRequestBytes"], StringComparison.Ordinal);
        Assert.Equal("/bucket/key", answer["Resource"]);
        Assert.Equal(answer["RequestId"], Assert.Single(answer.Message.Headers.GetValues("x-amz-request-id")));
    }

    [Fact]
    public async Task Another_method_or_header_or_path_than_was_signed_is_refused()
    {
        var method = await Request(HttpMethod.Get, "/bucket/key").Then(request => request.Method = HttpMethod.Delete).SendAsync();
        var path = await Request(HttpMethod.Get, "/bucket/key").Then(request => request.RequestUri = new Uri(world.Server.Endpoint, "/bucket/kez")).SendAsync();
        var header = await Request(HttpMethod.Put, "/bucket/key").Body([]).With("x-amz-meta-a", "1").Then(request =>
        {
            request.Headers.Remove("x-amz-meta-a");
            request.Headers.Add("x-amz-meta-a", "2");
        }).SendAsync();

        Assert.All([method, path, header], answer => Assert.Equal("SignatureDoesNotMatch", answer.Code));
    }

    [Fact]
    public async Task An_unknown_access_key_is_refused()
    {
        var stranger = new Sigv4("AKIASTRANGER", S3World.SecretKey) { Time = time };

        var answer = await new SignedRequest(world, HttpMethod.Get, "/bucket/key") { Signer = stranger }.SendAsync();

        Assert.Equal((HttpStatusCode.Forbidden, "InvalidAccessKeyId"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_head_is_refused_without_a_body()
    {
        var wrong = new Sigv4(S3World.AccessKey, "wrong") { Time = time };

        var answer = await new SignedRequest(world, HttpMethod.Head, "/bucket/key") { Signer = wrong }.SendAsync();

        Assert.Equal((HttpStatusCode.Forbidden, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        var answer = await Answer.OfAsync(await world.Http.GetAsync("/bucket/key"));

        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(16, "RequestTimeTooSkewed")]
    [InlineData(-16, "RequestTimeTooSkewed")]
    [InlineData(14, null)]
    [InlineData(-14, null)]
    public async Task A_clock_may_differ_by_fifteen_minutes(int minutes, string? code)
    {
        var skewed = new Sigv4(S3World.AccessKey, S3World.SecretKey) { Time = new ManualTime(time.GetUtcNow().AddMinutes(minutes)) };

        var answer = await new SignedRequest(world, HttpMethod.Get, "/") { Signer = skewed }.SendAsync();

        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task A_body_that_is_not_the_signed_one_is_refused_and_not_stored()
    {
        var put = await Request(HttpMethod.Put, "/bucket/key").Body([1, 2, 3]).Then(request => request.Content = new ByteArrayContent([1, 2, 4])).SendAsync();
        var get = await Request(HttpMethod.Get, "/bucket/key").SendAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "XAmzContentSHA256Mismatch"), (put.Status, put.Code));
        Assert.Equal(Sigv4.Hash([1, 2, 3]), put["ClientComputedContentSHA256"]);
        Assert.Equal(Sigv4.Hash([1, 2, 4]), put["S3ComputedContentSHA256"]);
        Assert.Equal("NoSuchKey", get.Code);
    }

    [Fact]
    public async Task An_empty_body_where_another_was_signed_is_refused()
    {
        var put = await Request(HttpMethod.Put, "/bucket/key").Body([]).Payload(Sigv4.Hash([1])).SendAsync();

        Assert.Equal("XAmzContentSHA256Mismatch", put.Code);
    }

    [Fact]
    public async Task An_unsigned_payload_is_accepted()
    {
        var put = await Request(HttpMethod.Put, "/bucket/key").Body([1, 2]).Payload(Sigv4.Unsigned).SendAsync();

        Assert.Equal(HttpStatusCode.OK, put.Status);
    }

    [Fact]
    public async Task An_amazon_header_that_was_not_signed_is_refused()
    {
        var answer = await Request(HttpMethod.Put, "/bucket/key").Body([]).Then(request => request.Headers.Add("x-amz-acl", "private")).SendAsync();

        Assert.Equal(("AccessDenied", "x-amz-acl"), (answer.Code, answer["HeadersNotSigned"]));
    }

    [Theory]
    [InlineData("UNSIGNED", 400, "InvalidArgument")]
    [InlineData("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", 501, "NotImplemented")]
    [InlineData("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER", 501, "NotImplemented")]
    public async Task An_unknown_form_of_payload_is_refused(string payload, int status, string code)
    {
        var answer = await Request(HttpMethod.Put, "/bucket/key").Body([]).Payload(payload).SendAsync();

        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    private SignedRequest Request(HttpMethod method, string target) => new(world, method, target);
}
