using System.Net;
using Amazon.S3;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>PutObject, DeleteObject, DeleteObjects and CopyObject.</summary>
public sealed class WriteTests : IAsyncLifetime
{
    private S3World world = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync();
        await world.BucketAsync();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("x-amz-checksum-crc32", "AAAAAA==", "BadDigest")]
    [InlineData("x-amz-checksum-crc32c", "AAAAAA==", "BadDigest")]
    [InlineData("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=", "BadDigest")]
    [InlineData("x-amz-checksum-sha1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "BadDigest")]
    [InlineData("x-amz-checksum-crc32", "AAAA", "InvalidRequest")]
    [InlineData("x-amz-sdk-checksum-algorithm", "CRC32", "InvalidRequest")]
    [InlineData("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==", "BadDigest")]
    [InlineData("Content-MD5", "AAAA", "InvalidDigest")]
    [InlineData("x-amz-storage-class", "WARM", "InvalidStorageClass")]
    [InlineData("x-amz-acl", "mine", "InvalidArgument")]
    [InlineData("x-amz-object-lock-mode", "GOVERNANCE", "NotImplemented")]
    [InlineData("x-amz-grant-read", "id=1", "NotImplemented")]
    [InlineData("x-amz-tagging", "a=1&a=2", "InvalidTag")]
    [InlineData("x-amz-server-side-encryption", "rot13", "InvalidArgument")]
    public async Task What_is_wrong_is_refused_and_nothing_is_stored(string header, string value, string code)
    {
        var answer = await world.SendAsync(HttpMethod.Put, "/bucket/k", "content", (header, value));

        Assert.Equal(code, answer.Code);
        Assert.Equal(HttpStatusCode.NotFound, (await world.SendAsync(HttpMethod.Head, "/bucket/k")).Status);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", "y/Q5Jg==")]
    [InlineData("x-amz-checksum-crc32c", "4waSgw==")]
    [InlineData("x-amz-checksum-crc64nvme", "rosUhgp5mIg=")]
    [InlineData("x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData("x-amz-checksum-sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public async Task A_right_checksum_is_kept_and_told(string header, string value)
    {
        var put = await world.SendAsync(HttpMethod.Put, "/bucket/k", "123456789", (header, value));
        var head = await world.SendAsync(HttpMethod.Head, "/bucket/k", null, ("x-amz-checksum-mode", "ENABLED"));

        Assert.Equal((HttpStatusCode.OK, value, value), (put.Status, put.Header(header), head.Header(header)));
    }

    [Fact]
    public async Task Without_a_checksum_crc64nvme_is_kept()
    {
        var put = await world.SendAsync(HttpMethod.Put, "/bucket/k", "123456789");

        Assert.Equal(("rosUhgp5mIg=", "FULL_OBJECT", "\"25f9e794323b453885f5181f1b624d0b\""),
            (put.Header("x-amz-checksum-crc64nvme"), put.Header("x-amz-checksum-type"), put.Header("ETag")));
    }

    [Fact]
    public async Task A_checksum_in_the_trailer_is_kept()
    {
        using var client = world.NewClient();
        await client.PutObjectAsync(new() { BucketName = "bucket", Key = "k", ContentBody = "123456789", ChecksumAlgorithm = ChecksumAlgorithm.CRC32 });

        Assert.Equal("y/Q5Jg==", (await world.SendAsync(HttpMethod.Head, "/bucket/k", null, ("x-amz-checksum-mode", "ENABLED"))).Header("x-amz-checksum-crc32"));
    }

    [Theory]
    [InlineData("aws:kms")]
    [InlineData("aws:kms:dsse")]
    public async Task With_kms_the_etag_is_no_md5(string encryption)
    {
        var put = await world.SendAsync(HttpMethod.Put, "/bucket/k", "123456789", ("x-amz-server-side-encryption", encryption));

        Assert.Equal(encryption, put.Header("x-amz-server-side-encryption"));
        Assert.NotEqual("\"25f9e794323b453885f5181f1b624d0b\"", put.Header("ETag"));
    }

    [Fact]
    public async Task A_delete_of_another_version_than_the_one_meant_is_refused()
    {
        await world.SendAsync(HttpMethod.Put, "/bucket/k", "one");

        Assert.Equal("PreconditionFailed", (await world.SendAsync(HttpMethod.Delete, "/bucket/k", null, ("If-Match", "\"0\""))).Code);
        Assert.Equal("NoSuchKey", (await world.SendAsync(HttpMethod.Delete, "/bucket/absent", null, ("If-Match", "*"))).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await world.SendAsync(HttpMethod.Delete, "/bucket/absent")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await world.SendAsync(HttpMethod.Delete, "/bucket/k", null, ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task A_copy_does_not_replace_what_must_not_be_there()
    {
        await world.SendAsync(HttpMethod.Put, "/bucket/a", "one");
        await world.SendAsync(HttpMethod.Put, "/bucket/b", "two");
        var answer = await world.SendAsync(HttpMethod.Put, "/bucket/b", null, ("x-amz-copy-source", "bucket/a"), ("If-None-Match", "*"));

        Assert.Equal("PreconditionFailed", answer.Code);
        Assert.Equal("two", (await world.SendAsync(HttpMethod.Get, "/bucket/b")).Text);
    }

    [Fact]
    public async Task Deleting_many_needs_a_digest()
    {
        var answer = await world.SendAsync(HttpMethod.Post, "/bucket?delete", "<Delete><Object><Key>a</Key></Object></Delete>");

        Assert.Equal("InvalidRequest", answer.Code);
    }

    [Fact]
    public async Task Deleting_many_tells_each()
    {
        await world.SendAsync(HttpMethod.Put, "/bucket/a", "one");
        var answer = await world.Client.DeleteObjectsAsync(new() { BucketName = "bucket", Objects = [new() { Key = "a" }, new() { Key = "absent" }] });

        Assert.Equal(["a", "absent"], answer.DeletedObjects.Select(one => one.Key));
    }

    [Fact]
    public async Task While_versions_are_suspended_only_the_null_version_is_replaced()
    {
        await SetVersioningAsync(VersionStatus.Enabled);
        var kept = (await world.SendAsync(HttpMethod.Put, "/bucket/k", "kept")).Header("x-amz-version-id");
        await SetVersioningAsync(VersionStatus.Suspended);
        await world.SendAsync(HttpMethod.Put, "/bucket/k", "one");
        var last = await world.SendAsync(HttpMethod.Put, "/bucket/k", "two");

        Assert.Equal("null", last.Header("x-amz-version-id"));
        Assert.Equal("kept", (await world.SendAsync(HttpMethod.Get, $"/bucket/k?versionId={kept}")).Text);
        Assert.Equal(2, (await world.Client.ListVersionsAsync("bucket")).Versions.Count);
    }

    [Fact]
    public async Task A_delete_marker_hides_and_says_so()
    {
        await SetVersioningAsync(VersionStatus.Enabled);
        await world.SendAsync(HttpMethod.Put, "/bucket/k", "one");
        var marker = (await world.SendAsync(HttpMethod.Delete, "/bucket/k")).Header("x-amz-version-id");
        var hidden = await world.SendAsync(HttpMethod.Get, "/bucket/k");
        var named = await world.SendAsync(HttpMethod.Get, $"/bucket/k?versionId={marker}");

        Assert.Equal((HttpStatusCode.NotFound, "NoSuchKey", "true"), (hidden.Status, hidden.Code, hidden.Header("x-amz-delete-marker")));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "MethodNotAllowed"), (named.Status, named.Code));
    }

    private Task SetVersioningAsync(VersionStatus status) =>
        world.Client.PutBucketVersioningAsync(new() { BucketName = "bucket", VersioningConfig = new() { Status = status } });
}
