using System.Net;
using Amazon.S3;
using S3Sync.LocalS3.Faults;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Faults;

/// <summary>The relay that plans faults before servers of others, here before one whose requests can be seen.</summary>
public sealed class RelayedFaults : IAsyncLifetime
{
    private S3World world = null!;
    private FaultRelay relay = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync();
        await world.BucketAsync();
        relay = await FaultRelay.StartAsync(world.Server.Endpoint);
    }

    public async Task DisposeAsync()
    {
        await relay.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_request_reaches_the_server_as_it_was_sent_and_its_answer_comes_back_as_it_is()
    {
        using var client = Client();
        await client.PutObjectAsync(new() { BucketName = "bucket", Key = "a//b c+%2F/../ü", ContentBody = "content", Metadata = { ["word"] = "value" } });

        var there = await world.Client.GetObjectMetadataAsync("bucket", "a//b c+%2F/../ü");
        var through = await client.GetObjectMetadataAsync("bucket", "a//b c+%2F/../ü");

        Assert.Equal(("value", 7L, there.ETag), (through.Metadata["word"], through.ContentLength, through.ETag));
        Assert.Equal(["PutObject", "HeadObject"], relay.Requests.Snapshot().Select(request => request.Operation));
    }

    [Fact]
    public async Task A_refused_request_does_not_reach_the_server()
    {
        relay.Faults.On("PutObject").Answer(503, "SlowDown");
        using var client = Client();

        var refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.PutObjectAsync(new() { BucketName = "bucket", Key = "k", ContentBody = "x" }));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SlowDown"), (refusal.StatusCode, refusal.ErrorCode));
        Assert.Equal(0, world.Server.Requests.Count("PutObject"));
    }

    [Fact]
    public async Task A_lost_answer_is_lost_after_the_server_has_carried_the_request_out()
    {
        relay.Faults.On("PutObject").Do(Fault.LoseAnswer());
        using var client = Client();

        await Assert.ThrowsAnyAsync<Exception>(() => client.PutObjectAsync(new() { BucketName = "bucket", Key = "k", ContentBody = "x" }));

        Assert.Equal(1, (await world.Client.GetObjectMetadataAsync("bucket", "k")).ContentLength);
    }

    [Fact]
    public async Task A_fault_that_a_relay_cannot_do_fails_the_test_that_planned_it()
    {
        var other = await FaultRelay.StartAsync(world.Server.Endpoint);
        other.Faults.On("PutObject").Do(Fault.CorruptContent(at: 0));
        using var client = S3World.NewClient(other.Endpoint, S3World.AccessKey, S3World.SecretKey);
        await Assert.ThrowsAsync<AmazonS3Exception>(() => client.PutObjectAsync(new() { BucketName = "bucket", Key = "k", ContentBody = "x" }));

        await Assert.ThrowsAsync<NotSupportedException>(async () => await other.DisposeAsync());
    }

    private AmazonS3Client Client() => S3World.NewClient(relay.Endpoint, S3World.AccessKey, S3World.SecretKey);
}
