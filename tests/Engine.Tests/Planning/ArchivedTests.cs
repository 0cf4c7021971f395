using Amazon.S3;
using S3Sync.Engine.Tests.Road;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Planning;

/// <summary>Source objects that are read only after they were restored.</summary>
public sealed class ArchivedTests : IAsyncLifetime
{
    private RoadWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await RoadWorld.StartAsync();
        await world.PutAsync("one", "read", [1]);
        await world.Client.PutObjectAsync(new()
        {
            BucketName = world.Name("one"),
            Key = "frozen",
            InputStream = new MemoryStream([1, 2, 3]),
            StorageClass = S3StorageClass.Glacier,
        });
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task An_archived_object_is_warned_about_and_its_copy_stays(bool serverSide, bool dryRun)
    {
        await world.PutAsync("two", "frozen", [9]);

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), options => options with
        {
            DryRun = dryRun,
            Delete = new() { Enabled = true },
            Transfer = options.Transfer with { ServerSideCopy = serverSide },
        });

        Assert.Equal((1, 1, 0, 0), (counts.Transferred, counts.Warnings, counts.Errors, counts.Deleted));
        Assert.Equal("S3S572", world.Events.OfType<SyncEvent.Warned>().Single().Problem.Code);
        Assert.Equal([9], await world.ContentAsync("two", "frozen"));
        Assert.Equal(dryRun || serverSide ? 0 : 1, world.Requests.Count("GetObject") - 1); // one is ours
    }

    [Fact]
    public async Task It_is_left_out_without_a_word_when_that_was_asked_for()
    {
        var folder = world.Folder(("frozen", [9]));

        var counts = await world.SyncAsync(S3At("one"), At(folder), options => options with { Delete = new() { Enabled = true }, Filter = new() { IgnoreGlacierWarnings = true } });

        Assert.Equal((1, 0, 1), (counts.Transferred, counts.Warnings, counts.Skipped));
        Assert.Equal([9], File.ReadAllBytes(Path.Combine(folder, "frozen")));
    }

    [Fact]
    public async Task An_archived_object_that_only_its_answer_tells_of_is_skipped_too()
    {
        world.Faults.On("GetObject").First(1).Answer(403, "InvalidObjectState");
        await world.Client.DeleteObjectAsync(world.Name("one"), "frozen");

        var counts = await world.SyncAsync(S3At("one"), S3At("two"));

        Assert.Equal((0, 1, 0), (counts.Transferred, counts.Warnings, counts.Errors));
    }
}
