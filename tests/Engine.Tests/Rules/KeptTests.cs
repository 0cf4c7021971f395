using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Options;
using S3Sync.Storage.S3;
using S3Sync.TestKit;
using S3Sync.Transfers;
using Xunit;
using static S3Sync.Engine.Tests.Rules.RuleWorld;

namespace S3Sync.Engine.Tests.Rules;

/// <summary>What an object keeps when it is copied onto itself for one header.</summary>
public sealed class KeptTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private static readonly ObjectRule After = Rule("*") with { CacheControl = "max-age=3600" };
    private RuleWorld world = null!;

    public async Task InitializeAsync() => world = await StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(100)]
    [InlineData(9 * MiB)]
    public async Task Everything_else_is_kept(int size)
    {
        world.Source = world.Road.Folder(("a", Content.Of(size)));
        await world.SyncAsync([], options => options with
        {
            Metadata = Attributes.AttributeWorld.Full with { PutLastModifiedMetadata = true, StorageClass = "STANDARD_IA" },
            Protection = new() { Acl = "public-read" },
            Integrity = options.Integrity with { AdditionalChecksumAlgorithm = S3Sync.Integrity.ChecksumAlgorithm.Sha256 },
        });
        var before = await world.HeadAsync("a");

        var counts = await world.SyncAsync([After]);

        var head = await world.HeadAsync("a");
        Assert.Equal((1L, 0L), (counts.Restamped, counts.Bytes));
        Assert.Equal("max-age=3600", head.Headers.CacheControl);
        Assert.Equal((before.ETag, before.ChecksumSHA256, before.ChecksumType), (head.ETag, head.ChecksumSHA256, head.ChecksumType));
        Assert.Equal((before.Headers.ContentType, before.Headers.ContentDisposition, before.Headers.ContentEncoding, before.Headers["Content-Language"]),
            (head.Headers.ContentType, head.Headers.ContentDisposition, head.Headers.ContentEncoding, head.Headers["Content-Language"]));
        Assert.Equal((before.ExpiresString, "/source", "STANDARD_IA"), (head.ExpiresString, head.WebsiteRedirectLocation, head.StorageClass.Value));
        Assert.Equal(before.Metadata.Keys.Order().Select(name => (name, before.Metadata[name])), head.Metadata.Keys.Order().Select(name => (name, head.Metadata[name])));
        Assert.Contains("x-amz-meta-s3sync_origin_last_modified", head.Metadata.Keys);
        Assert.Equal(new() { ["of"] = "source", ["a b"] = "c+d&e" }, await world.TagsAsync("a"));
        Assert.Equal(["READ AllUsers"], await world.GrantsAsync("a"));
        Assert.Equal(Content.Of(size), await world.Road.ContentAsync("one", "a"));
    }

    [Theory]
    [InlineData("public-read")]
    [InlineData("public-read-write")]
    [InlineData("authenticated-read")]
    [InlineData("private")]
    public async Task An_ACL_is_kept(string acl)
    {
        world.Source = world.Road.Folder(("a", [1]));
        await world.SyncAsync([], options => options with { Protection = new() { Acl = acl } });
        var before = await world.GrantsAsync("a");

        Assert.Equal(1, (await world.SyncAsync([After])).Restamped);

        Assert.Equal(before, await world.GrantsAsync("a"));
    }

    [Theory]
    [InlineData("AES256", null)]
    [InlineData("aws:kms", "key-1")]
    [InlineData("aws:kms:dsse", "key-2")]
    public async Task The_encryption_is_kept_whatever_new_objects_get(string encryption, string? key)
    {
        world.Source = world.Road.Folder(("a", [1]));
        await world.SyncAsync([], options => options with { Protection = new() { Encryption = encryption, KmsKeyId = key } });

        var counts = await world.SyncAsync([After], options => options with { Protection = new() { Encryption = "aws:kms", KmsKeyId = "another" } });

        var head = await world.HeadAsync("a");
        Assert.Equal((1L, encryption, key ?? ""), (counts.Restamped, head.ServerSideEncryptionMethod.Value, head.ServerSideEncryptionKeyManagementServiceKeyId ?? ""));
        Assert.Equal(0, (await world.SyncAsync([After])).Restamped);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(9 * MiB)]
    public async Task What_a_customer_key_encrypts_stays_so(int size)
    {
        var bytes = Content.Of(32, 5);
        var (key, md5) = (Convert.ToBase64String(bytes), Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(bytes)));
        SyncOptions WithKey(SyncOptions options) => options with { TargetS3 = options.TargetS3 with { CustomerKey = key, CustomerKeyMd5 = md5, CustomerKeyAlgorithm = "AES256" } };
        world.Source = world.Road.Folder(("a", Content.Of(size)));
        await world.SyncAsync([], WithKey);

        Assert.Equal(1, (await world.SyncAsync([After], WithKey)).Restamped);

        using var answer = await world.Road.Client.GetObjectAsync(new GetObjectRequest
        {
            BucketName = world.Road.Name("one"),
            Key = "a",
            ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256,
            ServerSideEncryptionCustomerProvidedKey = key,
        });
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        Assert.Equal("max-age=3600", answer.Headers.CacheControl);
        Assert.Equal(Content.Of(size), content.ToArray());
    }

    [Fact]
    public async Task An_object_in_parts_of_several_sizes_keeps_them()
    {
        await PutPartsAsync("a", 5 * MiB, 6 * MiB, 5 * MiB, 1000);
        var before = await world.HeadAsync("a");
        world.Source = world.Road.Folder(("a", Content.Of((16 * MiB) + 1000)));

        Assert.Equal(1, (await world.SyncAsync([After], static options => options with { Compare = new() { Rule = CompareRule.Size } })).Restamped);

        var head = await world.HeadAsync("a");
        Assert.Equal((before.ETag, "max-age=3600"), (head.ETag, head.Headers.CacheControl));
        Assert.EndsWith("-4\"", head.ETag, StringComparison.Ordinal);
        Assert.Equal(6 * MiB, (await world.HeadAsync("a", request => request.PartNumber = 2)).ContentLength);
        Assert.Empty((await world.Road.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = world.Road.Name("one") })).MultipartUploads ?? []);
    }

    [Fact]
    public async Task An_object_in_parts_that_is_replaced_before_it_is_completed_keeps_what_it_got()
    {
        world.Source = world.Road.Folder(("a", Content.Of(9 * MiB)));
        await world.SyncAsync([]);
        var rule = world.Road.Faults.On("CompleteMultipartUpload").First(1).Stall();
        var run = world.RunAsync([After]);
        await rule.ReachedAsync();
        await world.Road.PutAsync("one", "a", [9]);
        rule.Release();

        Assert.Equal((0L, 1L), (await run).Counts is var counts ? (counts.Restamped, counts.Warnings) : default);
        Assert.Equal([9], await world.Road.ContentAsync("one", "a"));
    }

    [Theory]
    [InlineData("a+b c%20d")]
    [InlineData("ü/€ 😀")]
    [InlineData("x//y")]
    [InlineData("/leading")]
    [InlineData("a?b#c&d=e")]
    public async Task Under_any_key_an_object_is_copied_onto_itself(string key)
    {
        await world.Road.BucketAsync("from");
        await world.Road.PutExactAsync("from", key, [1, 2]);
        await world.Road.PutExactAsync("one", key, [1, 2]);

        var counts = await world.Road.SyncAsync(Road.RoadWorld.S3At("from"), Road.RoadWorld.S3At("one"), options => options with { Rules = [Rule("**") with { CacheControl = "max-age=3600" }] });

        Assert.Equal((1L, 0L), (counts.Restamped, counts.Transferred));
        using var store = Exact();
        Assert.Equal("max-age=3600", (await store.Objects.HeadAsync(key, null, CancellationToken.None)).Headers.CacheControl);
        Assert.Equal(key, Assert.Single(await world.Road.KeysAsync("one")));
    }

    [Fact]
    public async Task Text_beyond_ASCII_is_kept()
    {
        world.Source = world.Road.Folder(("a", [1]));
        await world.SyncAsync([], options => options with { Metadata = new() { UserMetadata = new Dictionary<string, string> { ["author"] = "Jörg 😀" }, ContentDisposition = "attachment; filename=\"Grüße.txt\"" } });
        var before = await world.HeadAsync("a");

        Assert.Equal(1, (await world.SyncAsync([After])).Restamped);

        var head = await world.HeadAsync("a");
        Assert.Equal((before.Metadata["author"], before.Headers.ContentDisposition), (head.Metadata["author"], head.Headers.ContentDisposition));
    }

    [Fact]
    public async Task An_Expires_that_is_no_date_is_kept()
    {
        world.Source = world.Road.Folder(("a", [1]));
        using var store = Exact();
        var body = new BodyDigester(new(Md5: true, Sha256: true, null), new(1)).Of(new byte[] { 1 }).ToBody(() => new MemoryStream([1]), null);
        await store.Objects.PutAsync("a", body, new() { Expires = "0" }, CancellationToken.None);

        Assert.Equal(1, (await world.SyncAsync([After], static options => options with { Compare = new() { Rule = CompareRule.Size } })).Restamped);

        Assert.Equal("0", (await store.Objects.HeadAsync("a", null, CancellationToken.None)).Headers.Expires);
    }

    [Fact]
    public async Task Metadata_of_a_rule_keeps_what_tells_the_origin()
    {
        world.Source = world.Road.Folder(("a", [1]));
        await world.SyncAsync([], options => options with { Metadata = new() { PutLastModifiedMetadata = true, UserMetadata = new Dictionary<string, string> { ["old"] = "1" } } });
        var rule = Rule("*") with { UserMetadata = new Dictionary<string, string> { ["new"] = "2" } };

        Assert.Equal(1, (await world.SyncAsync([rule])).Restamped);

        Assert.Equal(["x-amz-meta-new", "x-amz-meta-s3sync_origin_last_modified"], (await world.HeadAsync("a")).Metadata.Keys.Order());
        Assert.Equal("x-amz-meta-new: there is none, and is to be '2'; x-amz-meta-old: '1' is to go", Assert.Single(world.Restamped).Reason);
        Assert.Equal(0, (await world.SyncAsync([rule])).Restamped);
    }

    [Fact]
    public async Task Where_versions_are_kept_the_copy_is_one_more()
    {
        await world.Road.Client.PutBucketVersioningAsync(new() { BucketName = world.Road.Name("one"), VersioningConfig = new() { Status = VersionStatus.Enabled } });
        await world.PublishedAsync([], ("a", [1]));

        Assert.Equal(1, (await world.SyncAsync([After])).Restamped);

        Assert.Equal(2, (await world.Road.Client.ListVersionsAsync(world.Road.Name("one"))).Versions.Count);
    }

    [Fact]
    public async Task Headers_and_tags_of_the_source_are_written_by_one_copy()
    {
        await world.Road.BucketAsync("from");
        await world.Road.PutAsync("from", "a", [1]);
        await world.Road.SyncAsync(Road.RoadWorld.S3At("from"), Road.RoadWorld.S3At("one"));
        await world.Road.Client.PutObjectTaggingAsync(new() { BucketName = world.Road.Name("from"), Key = "a", Tagging = new() { TagSet = [new() { Key = "t", Value = "v" }] } });

        var counts = await world.Road.SyncAsync(Road.RoadWorld.S3At("from"), Road.RoadWorld.S3At("one"), options => options with { Rules = [After], Metadata = new() { SyncLatestTagging = true } });

        Assert.Equal((1L, 0L), (counts.Restamped, counts.Transferred));
        Assert.Equal(new() { ["t"] = "v" }, await world.TagsAsync("a"));
    }

    // The plain SDK drops a leading slash, and takes no Expires but a date.
    private S3Store Exact() => S3Store.Open(new(world.Road.Name("one"), ""), world.Road.Side, new(), new(), TimeProvider.System, static () => 0);

    private async Task PutPartsAsync(string key, params int[] sizes)
    {
        using var client = world.Road.NewClient(config => config.RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED);
        var (bucket, content) = (world.Road.Name("one"), Content.Of(sizes.Sum()));
        var upload = await client.InitiateMultipartUploadAsync(bucket, key);
        var (parts, at) = (new List<PartETag>(), 0);
        foreach (var size in sizes)
        {
            var part = await client.UploadPartAsync(new() { BucketName = bucket, Key = key, UploadId = upload.UploadId, PartNumber = parts.Count + 1, InputStream = new MemoryStream(content, at, size), UseChunkEncoding = false });
            parts.Add(new(parts.Count + 1, part.ETag));
            at += size;
        }

        await client.CompleteMultipartUploadAsync(new() { BucketName = bucket, Key = key, UploadId = upload.UploadId, PartETags = parts });
    }
}
