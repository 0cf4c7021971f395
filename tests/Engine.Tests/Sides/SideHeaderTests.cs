using System.Security.Cryptography;
using S3Sync.Engine.Tests.S3;
using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.LocalS3.Requests;
using S3Sync.Options;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Side;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire.Sdk;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>What the options of a side put on the wire, request by request.</summary>
public sealed class SideHeaderTests : IAsyncLifetime
{
    private const string Payer = "x-amz-request-payer";
    private const string Encryption = "x-amz-server-side-encryption";
    private BucketWorld _world = null!;

    public async Task InitializeAsync() => _world = await BucketWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task The_requester_pays_for_every_kind_of_request()
    {
        await _world.SeedAsync("old");
        _world.S3.Server.Requests.Clear();

        await EveryRequestAsync(Open(_world.Side with { RequestPayer = true }));

        string[] expected =
        [
            "PutObject", "GetObject", "HeadObject", "ListObjectsV2", "GetObjectTagging", "CreateMultipartUpload", "UploadPart", "UploadPartCopy",
            "CompleteMultipartUpload", "CopyObject", "DeleteObject", "DeleteObjects", "AbortMultipartUpload", "ListMultipartUploads",
        ];
        Assert.All(expected, operation => Assert.Contains(_world.S3.Server.Requests.Snapshot(), request => request.Operation == operation));
        Assert.All(_world.S3.Server.Requests.Snapshot(), static request => Assert.Equal("requester", request.Headers[Payer]));
    }

    [Fact]
    public async Task Without_options_nothing_is_added()
    {
        await _world.SeedAsync("old");
        _world.S3.Server.Requests.Clear();

        await EveryRequestAsync(_world.Store);

        Assert.All(_world.S3.Server.Requests.Snapshot(), static request => Assert.DoesNotContain(request.Headers.Keys, static name =>
            name is Payer or "x-amz-acl" || name.Contains("server-side-encryption", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Encryption_and_ACL_go_with_what_makes_an_object_and_with_nothing_else()
    {
        await _world.SeedAsync("old");
        _world.S3.Server.Requests.Clear();
        var protection = new ProtectionOptions { Encryption = "aws:kms:dsse", KmsKeyId = "key-1", Acl = "bucket-owner-full-control" };

        await EveryRequestAsync(Open(_world.Side, new() { Protection = protection }));

        var making = new HashSet<string> { "PutObject", "CreateMultipartUpload", "CopyObject" };
        foreach (var request in _world.S3.Server.Requests.Snapshot())
        {
            Assert.Equal(
                making.Contains(request.Operation) ? ("aws:kms:dsse", "key-1", "bucket-owner-full-control") : (null, null, null),
                (Sent(request, Encryption), Sent(request, Encryption + "-aws-kms-key-id"), Sent(request, "x-amz-acl")));
        }

        var stored = await _world.S3.Client.GetObjectMetadataAsync(_world.Bucket, "parts");
        Assert.Equal("aws:kms:dsse", stored.ServerSideEncryptionMethod.Value);
    }

    [Fact]
    public async Task A_customer_key_opens_what_was_written_with_it_and_nothing_else_does()
    {
        var side = WithKey(_world.Side, 1);
        using var store = Open(side);
        using var other = Open(WithKey(_world.Side, 2));

        await store.Objects.PutAsync("k", BucketWorld.BodyOf([1, 2, 3]), ObjectHeaders.None, default);

        Assert.Equal([1, 2, 3], await ReadAsync(store, "k"));
        Assert.Equal(ObjectFacts.CustomerEncryption, (await store.Objects.HeadAsync("k", null, default)).Encryption);
        await Assert.ThrowsAsync<Storage.StorageException>(() => ReadAsync(other, "k"));
        await Assert.ThrowsAsync<Storage.StorageException>(() => ReadAsync(_world.Store, "k"));
    }

    [Fact]
    public async Task A_customer_key_goes_with_parts_and_what_comes_of_them()
    {
        using var store = Open(WithKey(_world.Side, 1));
        var content = TestKit.Content.Of(5 << 20);

        var upload = await store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);
        var first = await store.Parts.UploadAsync("k", upload, 1, BucketWorld.BodyOf(content), default);
        var second = await store.Parts.UploadAsync("k", upload, 2, BucketWorld.BodyOf([7]), default);
        var stored = await store.Parts.CompleteAsync("k", upload, [new(1, first.ETag!.Value, null), new(2, second.ETag!.Value, null)], null, null, default);

        Assert.Equal((ObjectFacts.CustomerEncryption, ObjectFacts.CustomerEncryption), (first.Encryption, stored.Encryption));
        Assert.Equal([.. content, 7], await ReadAsync(store, "k"));
    }

    [Fact]
    public async Task A_copy_reads_with_the_sources_key_and_writes_with_the_targets()
    {
        var (from, to) = (WithKey(_world.Side, 1), WithKey(_world.Side, 2));
        using var source = Open(from);
        using var target = Open(to, new() { CopySource = from });
        var content = TestKit.Content.Of(6 << 20);
        var written = await source.Objects.PutAsync("from", BucketWorld.BodyOf(content), ObjectHeaders.None, default);
        CopySource copy = new(_world.Bucket, "from", written.ETag!.Value);

        var whole = await target.Copies.CopyAsync(copy, "whole", ObjectHeaders.None, null, default);
        var upload = await target.Parts.CreateAsync("parts", ObjectHeaders.None, null, new(), default);
        var part = await target.Copies.CopyPartAsync(copy, new(0, content.Length), "parts", upload, 1, default);
        await target.Parts.CompleteAsync("parts", upload, [new(1, part.ETag!.Value, null)], null, null, default);

        Assert.Equal(ObjectFacts.CustomerEncryption, whole.Encryption);
        Assert.Equal(content, await ReadAsync(target, "whole"));
        Assert.Equal(content, await ReadAsync(target, "parts"));
        await Assert.ThrowsAsync<Storage.StorageException>(() => ReadAsync(source, "whole"));
    }

    [Fact]
    public async Task A_copy_says_who_pays_when_only_the_source_wants_it()
    {
        await _world.SeedAsync("from");
        using var target = Open(_world.Side, new() { CopySource = _world.Side with { RequestPayer = true } });

        await target.Copies.CopyAsync(new(_world.Bucket, "from", BucketWorld.Md5Of("from"u8.ToArray())), "to", ObjectHeaders.None, null, default);
        await target.Objects.HeadAsync("to", null, default);

        Assert.Equal("requester", Sent(_world.S3.Server.Requests.Of("CopyObject").Single(), Payer));
        Assert.Null(Sent(_world.S3.Server.Requests.Of("HeadObject").Single(), Payer));
    }

    [Fact]
    public async Task A_session_of_a_directory_bucket_has_the_encryption_of_what_is_written_in_it()
    {
        await using var world = await BucketWorld.StartAsync("zone--usw2-az1--x-s3");
        var settings = new S3StoreSettings { Protection = new() { Encryption = "aws:kms", KmsKeyId = "key-1" } };
        using var connections = new SideConnections(world.Side, new());
        using var client = S3Connection.Open(new(world.Bucket, ""), world.Side with { Region = "us-west-2" }, connections, new(world.Side, settings), TimeProvider.System);

        await client.CreateSessionAsync(new() { BucketName = world.Bucket });

        var asked = world.S3.Server.Requests.Of("CreateSession").Single();
        Assert.Equal(("aws:kms", "key-1"), (Sent(asked, Encryption), Sent(asked, Encryption + "-aws-kms-key-id")));
    }

    private static string? Sent(LoggedRequest request, string name) => request.Headers.GetValueOrDefault(name);

    private static S3SideOptions WithKey(S3SideOptions side, byte seed)
    {
        var key = Enumerable.Repeat(seed, 32).ToArray();
        return side with { CustomerKeyAlgorithm = "AES256", CustomerKey = Convert.ToBase64String(key), CustomerKeyMd5 = Convert.ToBase64String(MD5.HashData(key)) };
    }

    private static async Task<byte[]> ReadAsync(S3Store store, string key)
    {
        await using var received = await store.Objects.GetAsync(key, null, null, default);
        using var content = new MemoryStream();
        await received.Body.CopyToAsync(content);
        return content.ToArray();
    }

    private S3Store Open(S3SideOptions side, S3StoreSettings? settings = null) =>
        S3Store.Open(new(_world.Bucket, ""), side, new(), settings ?? new(), TimeProvider.System, static () => 0);

    // Every request that a run can make, once.
    private async Task EveryRequestAsync(S3Store store)
    {
        var etag = BucketWorld.Md5Of("old"u8.ToArray());
        await store.Objects.PutAsync("new", BucketWorld.BodyOf([1]), ObjectHeaders.None, default);
        await ReadAsync(store, "old");
        await store.Objects.HeadAsync("old", null, default);
        await store.Tags.GetAsync("old", default);
        await BucketWorld.ListAsync(store);
        var upload = await store.Parts.CreateAsync("parts", ObjectHeaders.None, null, new(), default);
        var first = await store.Parts.UploadAsync("parts", upload, 1, BucketWorld.BodyOf(TestKit.Content.Of(5 << 20)), default);
        var second = await store.Copies.CopyPartAsync(new(_world.Bucket, "old", etag), new(0, 3), "parts", upload, 2, default);
        await store.Parts.CompleteAsync("parts", upload, [new(1, first.ETag!.Value, null), new(2, second.ETag!.Value, null)], null, null, default);
        await store.Copies.CopyAsync(new(_world.Bucket, "old", etag), "copy", ObjectHeaders.None, null, default);
        var stray = await store.Parts.CreateAsync("stray", ObjectHeaders.None, null, new(), default);
        var unanswered = new UploadBeginning();
        unanswered.NotAnswered(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow);
        await store.StrayUploads.RemoveAsync("another", unanswered, default);
        await store.Parts.AbortUntilGoneAsync("stray", stray, default);
        await store.Objects.DeleteAsync("copy", (ETag?)null, default);
        await store.DeleteAsync([new("new", EntryKind.Object, 1, default, null), new("old", EntryKind.Object, 3, default, null)], default);
    }
}
