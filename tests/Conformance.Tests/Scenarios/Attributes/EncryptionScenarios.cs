using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Attributes;

/// <summary>Server-side encryption, with keys of the server and of the customer.</summary>
public sealed class EncryptionScenarios(TestedServer server) : Scenario(server)
{
    private static string FirstKey => Convert.ToBase64String(Content.Of(32, 7));

    private static string SecondKey => Convert.ToBase64String(Content.Of(32, 8));

    [Scenarios]
    [Row(Way.Upload, 100, "AES256", Needs = [Capability.SseS3])]
    [Row(Way.Upload, 6 * MiB, "AES256", Needs = [Capability.SseS3])]
    [Row(Way.Relay, 100, "AES256", Needs = [Capability.SseS3])]
    [Row(Way.Relay, 6 * MiB, "AES256", Needs = [Capability.SseS3])]
    [Row(Way.Copy, 100, "AES256", Needs = [Capability.SseS3])]
    [Row(Way.Copy, 6 * MiB, "AES256", Needs = [Capability.SseS3])]
    [Row(Way.Upload, 100, "aws:kms:dsse", Needs = [Capability.SseDsse])]
    [Row(Way.Upload, 6 * MiB, "aws:kms:dsse", Needs = [Capability.SseDsse])]
    [Row(Way.Relay, 100, "aws:kms:dsse", Needs = [Capability.SseDsse])]
    [Row(Way.Copy, 6 * MiB, "aws:kms:dsse", Needs = [Capability.SseDsse, Capability.MultipartCrc64])]
    public async Task The_servers_keys_encrypt_what_is_written(Way way, int size, string encryption)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));

        var outcome = await ends.SyncAsync(InSmallParts("--sse", encryption));

        Assert.Equal(encryption, (await World.HeadAsync("two", "f")).ServerSideEncryptionMethod.Value);
        Assert.Equal(0, outcome.Counts.Unverified);
        Assert.Equal(Content.Of(size), await World.ContentAsync("two", "f"));
    }

    [Scenarios(Capability.SseKms)]
    [Row(Way.Upload, 100, "testkey-1")]
    [Row(Way.Upload, 6 * MiB, "testkey-2")]
    [Row(Way.Relay, 100, "testkey-1")]
    [Row(Way.Relay, 6 * MiB, "testkey-1")]
    [Row(Way.Copy, 100, "testkey-2")]
    [Row(Way.Copy, 6 * MiB, "testkey-1")]
    public async Task A_KMS_key_encrypts_what_is_written(Way way, int size, string key)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));

        await ends.SyncAsync(InSmallParts("--sse", "aws:kms", "--sse-kms-key-id", key));

        var head = await World.HeadAsync("two", "f");
        Assert.Equal("aws:kms", head.ServerSideEncryptionMethod.Value);
        Assert.EndsWith(key, head.ServerSideEncryptionKeyManagementServiceKeyId, StringComparison.Ordinal);
        Assert.Equal(Content.Of(size), await World.ContentAsync("two", "f"));
    }

    [Scenarios(Capability.SseKms)]
    [Row(100, "CRC64NVME")]
    [Row(6 * MiB, "CRC64NVME", Needs = [Capability.MultipartCrc64])]
    [Row(6 * MiB, "SHA256", Needs = [Capability.CompositeChecksums])]
    [Row(100, "CRC32C")]
    public async Task What_a_KMS_key_encrypts_is_proven_by_its_checksum_there_and_back(int size, string algorithm)
    {
        var up = await World.SyncAsync(World.Folder(("f", Content.Of(size))), "s3://one", InSmallParts("--sse", "aws:kms", "--sse-kms-key-id", "testkey-1", "--additional-checksum-algorithm", algorithm));
        var back = World.Folder();
        var down = await World.SyncAsync("s3://one", back, "--enable-additional-checksum");

        Assert.Equal((1, 0), (up.Counts.ChecksumVerified, up.Counts.Unverified));
        Assert.Equal((1, 0), (down.Counts.ChecksumVerified, down.Counts.Unverified));
        Assert.Equal(Content.Of(size), File.ReadAllBytes(Path.Combine(back, "f")));
    }

    [Scenarios(Capability.SseKms)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    public async Task A_second_run_over_encrypted_objects_transfers_nothing(Way way)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(100)));
        string[] options = ["--sse", "aws:kms", "--sse-kms-key-id", "testkey-1"];
        await ends.SyncAsync(options);

        Assert.Equal(0, (await ends.SyncAsync(options)).Counts.Transferred);
    }

    [Scenarios(Capability.SseC)]
    [Row(100)]
    [Row(6 * MiB)]
    public async Task A_customer_key_encrypts_an_upload_and_reads_it_again(int size)
    {
        var up = await World.SyncAsync(World.Folder(("f", Content.Of(size))), "s3://one", InSmallParts(Key("target", FirstKey)));
        var back = World.Folder();
        var down = await World.SyncAsync("s3://one", back, InSmallParts(Key("source", FirstKey)));

        Assert.Equal((1, 0), (up.Counts.Transferred, up.Counts.Errors));
        Assert.Equal((1, 0), (down.Counts.Transferred, down.Counts.Errors));
        Assert.Equal(Content.Of(size), File.ReadAllBytes(Path.Combine(back, "f")));
        await Assert.ThrowsAsync<AmazonS3Exception>(() => World.HeadAsync("one", "f"));
    }

    [Scenarios(Capability.SseC)]
    [Row(Way.Relay, 100)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 100)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task One_customer_key_is_exchanged_for_another(Way way, int size)
    {
        await World.SyncAsync(World.Folder(("f", Content.Of(size))), "s3://one", InSmallParts(Key("target", FirstKey)));

        await Between(way).SyncAsync(InSmallParts([.. Key("source", FirstKey), .. Key("target", SecondKey)]));

        Assert.Equal(Content.Of(size), await World.ContentAsync("two", "f", request =>
        {
            request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            request.ServerSideEncryptionCustomerProvidedKey = SecondKey;
        }));
    }

    [Scenarios(Capability.SseC)]
    [Row(Way.Relay, "aws:kms", Needs = [Capability.SseKms])]
    [Row(Way.Copy, "aws:kms", Needs = [Capability.SseKms])]
    [Row(Way.Relay, "AES256", Needs = [Capability.SseS3])]
    public async Task A_customer_key_of_the_source_goes_with_a_key_of_the_server_at_the_target(Way way, string encryption)
    {
        await World.PutAsync("one", "f", Content.Of(100), request => WithKey(request, FirstKey));

        await Between(way).SyncAsync([.. Key("source", FirstKey), "--sse", encryption, .. encryption == "AES256" ? [] : new[] { "--sse-kms-key-id", "testkey-1" }]);

        Assert.Equal(encryption, (await World.HeadAsync("two", "f")).ServerSideEncryptionMethod.Value);
        Assert.Equal(Content.Of(100), await World.ContentAsync("two", "f"));
    }

    [Scenarios(Capability.SseC)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_wrong_customer_key_is_a_failure_of_that_object_alone(Way way)
    {
        await World.PutAsync("one", "f", Content.Of(100), request => WithKey(request, FirstKey));
        await World.PutAsync("one", "g", Content.Of(100), request => WithKey(request, SecondKey));
        var ends = Between(way);

        var outcome = await ends.RunAsync(Key("source", SecondKey));

        Assert.Equal(["f"], outcome.Report!.Failures.Select(failure => failure.Key));
        Assert.Equal(["g"], await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.SseC)]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task A_second_run_with_a_customer_key_transfers_nothing(Way way)
    {
        var ends = Between(way);
        if (way == Way.Upload)
        {
            await ends.HasAsync(("f", Content.Of(100)));
        }
        else
        {
            await World.PutAsync("one", "f", Content.Of(100), request => WithKey(request, FirstKey));
        }

        string[] options = [.. way == Way.Upload ? [] : Key("source", FirstKey), .. way == Way.Download ? [] : Key("target", SecondKey)];
        await ends.SyncAsync(options);

        Assert.Equal(0, (await ends.SyncAsync(options)).Counts.Transferred);
    }

    [Scenarios]
    [Row("--target-sse-c", "AES256")]
    [Row("--target-sse-c-key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")]
    [Row("--target-sse-c-key-md5", "x")]
    [Row("--sse-kms-key-id", "testkey-1")]
    public async Task Half_an_encryption_is_refused(string option, string value)
    {
        var outcome = await World.RunAsync(World.Folder(("f", [1])), "s3://one", option, value);

        Assert.Contains("S3S128", outcome.Codes);
    }

    private static string[] Key(string side, string key) =>
        [$"--{side}-sse-c", "AES256", $"--{side}-sse-c-key", key, $"--{side}-sse-c-key-md5", Md5Of(key)];

    private static void WithKey(PutObjectRequest request, string key)
    {
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = key;
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = Md5Of(key);
    }

#pragma warning disable CA5351 // S3 names a customer key by its MD5.
    private static string Md5Of(string key) => Convert.ToBase64String(MD5.HashData(Convert.FromBase64String(key)));
#pragma warning restore CA5351
}
