using System.Security.Cryptography;
using Amazon.S3;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Road;

/// <summary>Runs whose objects are encrypted by the service's keys or by the customer's, on either side.</summary>
public sealed class EncryptionTests : IAsyncLifetime
{
    private const int Part = 5 << 20;
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(10)]
    [InlineData((Part * 2) + 7)]
    public async Task What_is_written_with_a_customer_key_comes_back_with_it(int size)
    {
        var content = Content.Of(size);
        var source = world.Folder(("f", content));
        var target = world.Folder();

        var up = await world.SyncAsync(At(source), S3At("one"), options => InParts(options) with { TargetS3 = WithKey(1) });
        var again = await world.SyncAsync(At(source), S3At("one"), options => InParts(options) with { TargetS3 = WithKey(1) });
        var down = await world.SyncAsync(S3At("one"), At(target), options => InParts(options) with { SourceS3 = WithKey(1) });

        Assert.Equal((1, 0, 1), (up.Transferred, again.Transferred, down.Transferred));
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(target, "f")));
        await Assert.ThrowsAsync<AmazonS3Exception>(() => world.ContentAsync("one", "f"));
    }

    [Fact]
    public async Task Another_key_fails_the_object_and_stores_nothing()
    {
        await world.SyncAsync(At(world.Folder(("f", [1]))), S3At("one"), options => options with { TargetS3 = WithKey(1) });
        var target = world.Folder();

        var report = await world.RunAsync(S3At("one"), At(target), options => options with { SourceS3 = WithKey(2) });

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Empty(Directory.GetFileSystemEntries(target));
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 10)]
    [InlineData(false, (Part * 2) + 7)]
    [InlineData(true, (Part * 2) + 7)]
    public async Task From_a_customer_key_to_a_key_of_KMS(bool serverSide, int size)
    {
        var content = Content.Of(size);
        await world.SyncAsync(At(world.Folder(("f", content))), S3At("one"), options => InParts(options) with { TargetS3 = WithKey(1) });

        await world.SyncAsync(S3At("one"), S3At("two"), options => Copying(options, serverSide) with { SourceS3 = WithKey(1), Protection = new() { Encryption = "aws:kms", KmsKeyId = "testkey-1" } });

        var stored = await world.Client.GetObjectMetadataAsync(world.Name("two"), "f");
        Assert.Equal(("aws:kms", "testkey-1"), (stored.ServerSideEncryptionMethod.Value, stored.ServerSideEncryptionKeyManagementServiceKeyId));
        Assert.Equal(content, await world.ContentAsync("two", "f"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task From_one_customer_key_to_another(bool serverSide)
    {
        var content = Content.Of((Part * 2) + 7);
        var folder = world.Folder();
        await world.SyncAsync(At(world.Folder(("f", content), ("small", [5]))), S3At("one"), options => InParts(options) with { TargetS3 = WithKey(1) });

        await world.SyncAsync(S3At("one"), S3At("two"), options => Copying(options, serverSide) with { SourceS3 = WithKey(1), TargetS3 = WithKey(2) });
        await world.SyncAsync(S3At("two"), At(folder), options => options with { SourceS3 = WithKey(2) });

        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(folder, "f")));
        Assert.Equal([5], await File.ReadAllBytesAsync(Path.Combine(folder, "small")));
    }

    [Theory]
    [InlineData(10)]
    [InlineData((Part * 2) + 7)]
    public async Task A_key_of_KMS_encrypts_what_is_uploaded(int size)
    {
        var content = Content.Of(size);

        await world.SyncAsync(At(world.Folder(("f", content))), S3At("one"), options => InParts(options) with { Protection = new() { Encryption = "aws:kms", KmsKeyId = "testkey-2" } });

        var stored = await world.Client.GetObjectMetadataAsync(world.Name("one"), "f");
        Assert.Equal(("aws:kms", "testkey-2"), (stored.ServerSideEncryptionMethod.Value, stored.ServerSideEncryptionKeyManagementServiceKeyId));
        Assert.Equal(content, await world.ContentAsync("one", "f"));
    }

    [Theory]
    [InlineData("http://s3.test", true)]
    [InlineData("http://127.0.0.1:1", false)]
    public async Task A_key_that_would_go_over_plain_http_to_another_machine_is_warned_about(string endpoint, bool warned)
    {
        await using var proxy = ForwardProxy.Start(1, "user:other");

        await world.RunAsync(S3At("one"), At(world.Folder()), options => options with
        {
            SourceS3 = WithKey(1) with { EndpointUrl = endpoint },
            Connection = new() { HttpProxy = $"http://{proxy.Authority}" },
        });

        Assert.Equal(warned, world.Events.OfType<SyncEvent.Warned>().Any(static warning => warning.Problem.Code == "S3S242"));
    }

    [Fact]
    public async Task Neither_key_nor_password_is_in_anything_that_a_run_tells()
    {
        const string password = "marked-password";
        var side = WithKey(3);
        await world.SyncAsync(At(world.Folder(("f", [1]))), S3At("one"), options => options with { TargetS3 = side });
        await using var proxy = ForwardProxy.Start(1, "user:other");
        SyncOptions? asked = null;

        var wrong = await world.RunAsync(S3At("one"), At(world.Folder()), options => asked = options with { SourceS3 = WithKey(4) });
        var refused = await world.RunAsync(S3At("one"), At(world.Folder()), options => options with
        {
            SourceS3 = side,
            Connection = new() { HttpProxy = $"http://user:{password}@{proxy.Authority}", HttpsProxy = $"http://user:{password}@{proxy.Authority}" },
        });

        var told = string.Join('\n', world.Events.Select(static one => one.ToString()).Append(asked!.ToString()).Concat(Told(wrong)).Concat(Told(refused)));
        Assert.NotEmpty(wrong.Failures);
        Assert.NotEmpty(refused.RunProblems);
        Assert.DoesNotContain(password, told, StringComparison.Ordinal);
        Assert.DoesNotContain(side.CustomerKey!, told, StringComparison.Ordinal);
        Assert.DoesNotContain(WithKey(4).CustomerKey!, told, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Side.SecretAccessKey!, told, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Told(SyncReport report) =>
        [report.ToString(), .. report.RunProblems.Select(static problem => problem.ToString()), .. report.Failures.Select(static failure => failure.ToString())];

    private static SyncOptions InParts(SyncOptions options) =>
        options with { Transfer = options.Transfer with { MultipartThreshold = Part, MultipartChunkSize = Part } };

    private static SyncOptions Copying(SyncOptions options, bool serverSide) =>
        InParts(options) with { Transfer = InParts(options).Transfer with { ServerSideCopy = serverSide } };

    private S3SideOptions WithKey(byte seed)
    {
        var key = Enumerable.Repeat(seed, 32).ToArray();
        return world.Side with { CustomerKeyAlgorithm = "AES256", CustomerKey = Convert.ToBase64String(key), CustomerKeyMd5 = Convert.ToBase64String(MD5.HashData(key)) };
    }
}
