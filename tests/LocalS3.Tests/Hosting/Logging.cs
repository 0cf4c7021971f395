using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Hosting;

/// <summary>The request log.</summary>
public sealed class Logging
{
    [Fact]
    public async Task A_request_is_kept_with_its_names_and_counts()
    {
        await using var world = await S3World.InMemoryAsync();
        await world.BucketAsync();
        await new SignedRequest(world, HttpMethod.Put, "/bucket/a%20b").Body(new byte[1000]).With("x-amz-meta-a", "1").SendAsync();
        await new SignedRequest(world, HttpMethod.Get, "/bucket/a%20b").SendAsync();

        var put = Assert.Single(world.Server.Requests.Of("PutObject"));
        var get = Assert.Single(world.Server.Requests.Of("GetObject"));

        Assert.Equal(("PUT", "/bucket/a%20b", "bucket", "a b", 200, 1000), (put.Method, put.Target, put.Bucket, put.Key, put.Status, put.BytesReceived));
        Assert.Equal("1", put.Headers["x-amz-meta-a"]);
        Assert.Equal((200, 1000), (get.Status, get.BytesSent));
        Assert.Equal(1, world.Server.Requests.Count("CreateBucket"));
    }

    [Fact]
    public async Task No_secret_is_kept()
    {
        await using var world = await S3World.InMemoryAsync();
        await new SignedRequest(world, HttpMethod.Get, "/bucket/key").With("x-amz-security-token", "topsecret").SendAsync();
        await world.Http.GetAsync(world.Signer.Presign(HttpMethod.Get, world.Server.Endpoint, "/bucket/key", 60));

        Assert.Equal(2, world.Server.Requests.Count("GetObject"));
        Assert.All(world.Server.Requests.Snapshot(), request =>
        {
            Assert.DoesNotContain("Signature=", request.Target, StringComparison.Ordinal);
            Assert.DoesNotContain(request.Headers, header => header.Value.Contains("topsecret", StringComparison.Ordinal) || header.Key == "authorization");
        });
    }

    [Fact]
    public async Task A_full_log_drops_the_oldest_and_still_counts()
    {
        await using var world = await S3World.InMemoryAsync(settings => settings with { RequestLogCapacity = 2 });
        for (var i = 0; i < 5; i++) await world.Http.GetAsync($"/bucket/{i}");

        Assert.Equal(["3", "4"], world.Server.Requests.Snapshot().Select(request => request.Key));
        Assert.Equal(5, world.Server.Requests.Count("GetObject"));
        world.Server.Requests.Clear();
        Assert.Empty(world.Server.Requests.Snapshot());
        Assert.Equal(0, world.Server.Requests.Count("GetObject"));
    }

    [Fact]
    public async Task Nothing_is_kept_unless_asked_for()
    {
        await using var world = await S3World.InMemoryAsync(settings => settings with { RequestLogCapacity = new LocalS3Settings { Keys = settings.Keys }.RequestLogCapacity });
        await world.Http.GetAsync("/bucket/key");

        Assert.Empty(world.Server.Requests.Snapshot());
        Assert.Equal(0, world.Server.Requests.Count("GetObject"));
    }

    [Theory]
    [InlineData("GET", "/", "ListBuckets")]
    [InlineData("PUT", "/b", "CreateBucket")]
    [InlineData("PUT", "/b?versioning", "PutBucketVersioning")]
    [InlineData("HEAD", "/b/", "HeadBucket")]
    [InlineData("DELETE", "/b", "DeleteBucket")]
    [InlineData("GET", "/b", "ListObjects")]
    [InlineData("GET", "/b?list-type=2&prefix=acl", "ListObjectsV2")]
    [InlineData("GET", "/b?versions", "ListObjectVersions")]
    [InlineData("GET", "/b?uploads", "ListMultipartUploads")]
    [InlineData("GET", "/b?location", "GetBucketLocation")]
    [InlineData("GET", "/b--x-s3?session", "CreateSession")]
    [InlineData("POST", "/b?delete", "DeleteObjects")]
    [InlineData("HEAD", "/b/k", "HeadObject")]
    [InlineData("GET", "/b/k?partNumber=1", "GetObject")]
    [InlineData("GET", "/b/k?attributes", "GetObjectAttributes")]
    [InlineData("GET", "/b/k?acl", "GetObjectAcl")]
    [InlineData("PUT", "/b/k?tagging", "PutObjectTagging")]
    [InlineData("DELETE", "/b/k?tagging", "DeleteObjectTagging")]
    [InlineData("DELETE", "/b/k?versionId=1", "DeleteObject")]
    [InlineData("POST", "/b/k?uploads", "CreateMultipartUpload")]
    [InlineData("PUT", "/b/k?partNumber=1&uploadId=u", "UploadPart")]
    [InlineData("GET", "/b/k?uploadId=u", "ListParts")]
    [InlineData("POST", "/b/k?uploadId=u", "CompleteMultipartUpload")]
    [InlineData("DELETE", "/b/k?uploadId=u", "AbortMultipartUpload")]
    [InlineData("PATCH", "/b/k", "Unknown")]
    public async Task A_request_has_the_name_of_its_operation(string method, string target, string name)
    {
        await using var world = await S3World.InMemoryAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        await world.Http.SendAsync(request);

        Assert.Equal(name, Assert.Single(world.Server.Requests.Snapshot()).Operation);
    }

    [Fact]
    public async Task Copies_have_names_of_their_own()
    {
        await using var world = await S3World.InMemoryAsync();
        await new SignedRequest(world, HttpMethod.Put, "/b/k").With("x-amz-copy-source", "b/o").SendAsync();
        await new SignedRequest(world, HttpMethod.Put, "/b/k?partNumber=1&uploadId=u").With("x-amz-copy-source", "b/o").SendAsync();

        Assert.Equal(["CopyObject", "UploadPartCopy"], world.Server.Requests.Snapshot().Select(request => request.Operation));
    }
}
