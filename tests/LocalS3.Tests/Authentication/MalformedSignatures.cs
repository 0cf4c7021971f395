using System.Net;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Authentication;

/// <summary>Authorization headers that cannot be read, or that ask for what S3 does not do.</summary>
public sealed class MalformedSignatures : IAsyncLifetime
{
    private const string Fields = "Credential=AK/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00";
    private S3World world = null!;

    public async Task InitializeAsync() => world = await S3World.InMemoryAsync();

    public async Task DisposeAsync()
    {
        Assert.Empty(world.Server.Failures);
        await world.DisposeAsync();
    }

    [Theory]
    [InlineData("AWS AK:c2lnbmF0dXJl", 400, "InvalidRequest")]
    [InlineData("Basic dXNlcjpwYXNz", 400, "InvalidArgument")]
    [InlineData("AWS4-ECDSA-P256-SHA256 " + Fields, 501, "NotImplemented")]
    [InlineData("AWS4-HMAC-SHA256", 400, "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00", 400, "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3, SignedHeaders=host, Signature=00", 400, "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00", 400, "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws3_request, SignedHeaders=host, Signature=00", 400, "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AK/2026-1-1/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00", 400, "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws4_request, Signature=00", 400, "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws4_request, SignedHeaders=host", 400, "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 " + Fields, 403, "AccessDenied")]
    public async Task A_header_that_cannot_be_read_is_refused(string header, int status, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bucket");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var answer = await Answer.OfAsync(await world.Http.SendAsync(request));

        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_credential_of_another_day_than_the_date_header_is_refused()
    {
        var answer = await Changed(request => ReplaceDate(request, "20200101T000000Z")).SendAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "AuthorizationHeaderMalformed"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_request_without_a_date_is_refused()
    {
        var answer = await Changed(request => request.Headers.Remove("x-amz-date")).SendAsync();

        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_request_without_its_payload_hash_is_refused()
    {
        var answer = await Changed(request => request.Headers.Remove("x-amz-content-sha256")).SendAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRequest"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_signature_in_upper_case_is_refused()
    {
        var answer = await Changed(request =>
        {
            var header = request.Headers.GetValues("Authorization").Single();
            var at = header.IndexOf("Signature=", StringComparison.Ordinal) + 10;
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", header[..at] + header[at..].ToUpperInvariant());
        }).SendAsync();

        Assert.Equal("SignatureDoesNotMatch", answer.Code);
    }

    [Fact]
    public async Task A_session_token_that_was_never_given_is_refused()
    {
        var answer = await new SignedRequest(world, HttpMethod.Get, "/bucket").With("x-amz-security-token", "x").SendAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidToken"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/bucket/%")]
    [InlineData("/bucket/%zz")]
    [InlineData("/bucket/%C3%28")]
    public async Task A_target_that_is_no_utf8_is_refused(string target)
    {
        using var raw = await RawConnection.OpenAsync(world.Server.Endpoint);

        await raw.SendAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private SignedRequest Changed(Action<HttpRequestMessage> change) => new SignedRequest(world, HttpMethod.Get, "/bucket").Then(change);

    private static void ReplaceDate(HttpRequestMessage request, string date)
    {
        request.Headers.Remove("x-amz-date");
        request.Headers.Add("x-amz-date", date);
    }
}
