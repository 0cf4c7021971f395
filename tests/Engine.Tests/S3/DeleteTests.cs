using System.Text;
using S3Sync.Entries;
using S3Sync.LocalS3.Faults;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3.Values;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class DeleteTests
{
    [Fact]
    public async Task A_batch_is_one_request()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a", "b", "c", "stays");

        Assert.Equal([null, null, null], await DeleteAsync(world, "a", "b", "c"));

        Assert.Equal(["stays"], await world.KeysAsync());
        Assert.Equal((1, 0), (world.S3.Server.Requests.Count("DeleteObjects"), world.S3.Server.Requests.Count("DeleteObject")));
    }

    [Fact]
    public async Task Odd_keys_are_deleted_as_themselves()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync([.. OddKeys.All, "stays"]);

        var outcomes = await DeleteAsync(world, [.. OddKeys.All]);

        Assert.All(outcomes, Assert.Null);
        Assert.Equal(["stays"], await world.KeysAsync());
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_gone()
    {
        await using var world = await BucketWorld.StartAsync();

        Assert.Equal([null, null], await DeleteAsync(world, "absent", "control-\u0001"));
    }

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(400, "MissingContentMD5")]
    [InlineData(400, "MalformedXML")]
    [InlineData(405, "MethodNotAllowed")]
    public async Task Where_batches_are_refused_keys_are_deleted_one_by_one_from_then_on(int status, string code)
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a", "b", "c", "d");
        var rule = world.S3.Server.Faults.On("DeleteObjects").Answer(status, code);

        Assert.Equal([null, null], await DeleteAsync(world, "a", "b"));
        Assert.Equal([null, null], await DeleteAsync(world, "c", "d"));

        Assert.Empty(await world.KeysAsync());
        Assert.Equal(1, rule.Hits);
    }

    [Fact]
    public async Task A_key_that_is_denied_has_its_own_problem()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a", "b", "c");
        world.S3.Server.Faults.On("DeleteObjects").Answer(501, "NotImplemented");
        world.S3.Server.Faults.When(static request => request is { Operation: "DeleteObject", Key: "b" }).Answer(403, "AccessDenied");

        var outcomes = await DeleteAsync(world, "a", "b", "c");

        Assert.Equal([null, "S3S212", null], outcomes.Select(static outcome => outcome?.Code));
        Assert.Equal(["b"], await world.KeysAsync());
    }

    [Fact]
    public async Task A_batch_that_is_denied_is_a_problem_of_each_key()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a", "b");
        world.S3.Server.Faults.On("DeleteObjects").Answer(403, "AccessDenied");

        Assert.Equal(["S3S212", "S3S212"], (await DeleteAsync(world, "a", "b")).Select(static outcome => outcome?.Code));
        Assert.Equal(["a", "b"], await world.KeysAsync());
    }

    [Fact]
    public async Task An_entry_is_deleted_by_its_own_key_and_not_by_its_name()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("p/a", "pa!");
        var store = world.Open("p", dropOneLeadingSlash: true);
        var entry = (await BucketWorld.ListAsync(store)).OfType<Entry>().Single(static listed => listed.Key == "a");

        Assert.Equal([DeleteOutcome.Deleted], await store.DeleteAsync([entry], default));

        Assert.Equal(["pa!"], await world.KeysAsync());
    }

    [Fact]
    public async Task What_was_deleted_before_a_cancellation_is_known()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a", "b");
        world.S3.Server.Faults.On("DeleteObjects").Answer(501, "NotImplemented");
        var stalled = world.S3.Server.Faults.When(static request => request is { Operation: "DeleteObject", Key: "b" }).Stall();
        using var cancel = new CancellationTokenSource();

        var deleting = world.Store.DeleteAsync(EntriesOf("a", "b"), cancel.Token);
        await stalled.ReachedAsync();
        await WaitUntilGoneAsync(world, "a");
        await cancel.CancelAsync();

        Assert.Equal([DeleteOutcome.Deleted, DeleteOutcome.Unknown], await deleting);
    }

    [Fact]
    public async Task A_delete_that_is_answered_soon_after_the_cancellation_is_known()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a");
        var stalled = world.S3.Server.Faults.On("DeleteObjects").Stall();
        using var cancel = new CancellationTokenSource();

        var deleting = world.Store.DeleteAsync(EntriesOf("a"), cancel.Token);
        await stalled.ReachedAsync();
        await cancel.CancelAsync();
        stalled.Release();

        Assert.Equal([DeleteOutcome.Deleted], await deleting);
        Assert.Empty(await world.KeysAsync());
    }

    [Fact]
    public async Task Nothing_is_deleted_when_it_is_cancelled_before()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a");

        Assert.Equal([DeleteOutcome.Unknown], await world.Store.DeleteAsync(EntriesOf("a"), new(canceled: true)));

        Assert.Equal(["a"], await world.KeysAsync());
    }

    [Fact]
    public async Task What_was_written_is_removed_while_it_is_still_there()
    {
        await using var world = await BucketWorld.StartAsync();
        var stored = await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None, default);

        Assert.Equal(Removal.Removed, await world.Store.Objects.RemoveIfStillAsync("k", stored, default));

        Assert.Empty(await world.KeysAsync());
    }

    [Fact]
    public async Task What_somebody_else_wrote_meanwhile_stays()
    {
        await using var world = await BucketWorld.StartAsync();
        var stored = await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None, default);
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([2]), ObjectHeaders.None, default);

        Assert.Equal(Removal.Replaced, await world.Store.Objects.RemoveIfStillAsync("k", stored, default));

        Assert.Equal([2], await world.ReadAsync("k"));
    }

    [Fact]
    public async Task In_a_versioned_bucket_the_version_is_removed_and_the_one_before_is_back()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.S3.Client.PutBucketVersioningAsync(new() { BucketName = world.Bucket, VersioningConfig = new() { Status = Amazon.S3.VersionStatus.Enabled } });
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None, default);
        var stored = await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([2]), ObjectHeaders.None, default);

        Assert.NotNull(stored.VersionId);
        Assert.Equal(Removal.Removed, await world.Store.Objects.RemoveIfStillAsync("k", stored, default));

        Assert.Equal([1], await world.ReadAsync("k"));
    }

    [Fact]
    public async Task Without_conditional_deletes_what_was_written_stays()
    {
        await using var world = await BucketWorld.StartAsync();
        var stored = await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None, default);
        world.S3.Server.Faults.On("DeleteObject").Do(Fault.Answer(501, "NotImplemented"));

        Assert.Equal(Removal.Kept, await world.Store.Objects.RemoveIfStillAsync("k", stored, default));

        Assert.Equal(["k"], await world.KeysAsync());
    }

    private static async Task WaitUntilGoneAsync(BucketWorld world, string key)
    {
        while ((await world.KeysAsync()).Contains(key))
        {
            await Task.Yield();
        }
    }

    private static async Task<List<Problem?>> DeleteAsync(BucketWorld world, params string[] keys)
    {
        var outcomes = await world.Store.DeleteAsync(EntriesOf(keys), default);
        Assert.All(outcomes, static outcome => Assert.True(outcome.IsKnown));
        return [.. outcomes.Select(static outcome => outcome.Problem)];
    }

    private static Entry[] EntriesOf(params string[] keys) =>
        [.. keys.Select(static key => new Entry(key, EntryKind.Object, Encoding.UTF8.GetByteCount(key), DateTimeOffset.UnixEpoch))];
}
