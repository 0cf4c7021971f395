using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;
using S3Sync.Reporting;

namespace S3Sync.Conformance.Tests.Scenarios.Comparing;

/// <summary><c>--report-sync-status</c>: what differs is told, and nothing is written.</summary>
public sealed class ReportScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task It_tells_what_is_the_same_different_and_missing_on_either_side(Way way)
    {
        var ends = await (await Between(way).HasAsync(("changed", [2]), ("missing", [4]), ("same", [1]))).TargetHasAsync(("changed", [22]), ("extra", [5]), ("same", [1]));

        var outcome = await ends.RunAsync("--report-sync-status");

        Assert.Equal(
            ["changed ETag Mismatch", "extra Existence Extra", "missing Existence NotFound", "same ETag Matches"],
            outcome.Events.OfType<SyncEvent.Compared>().Select(fact => $"{fact.Key} {fact.Kind} {fact.Status}").Order(StringComparer.Ordinal));
        Assert.True(outcome.Counts.Status!.HasDifferences);
        Assert.Equal(["changed", "extra", "same"], await ends.TargetKeysAsync());
        Assert.Equal([22], await ends.TargetAsync("changed"));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task After_a_run_nothing_differs(Way way)
    {
        var ends = await Between(way).HasAsync(("a", [1]), ("b/c", [2, 3]));
        await ends.SyncAsync();

        var outcome = await ends.SyncAsync("--report-sync-status");

        Assert.False(outcome.Counts.Status!.HasDifferences);
        Assert.Equal(2, outcome.Counts.Status!.Objects);
    }

    [Scenarios(Capability.Checksums)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    public async Task Checksums_are_compared_where_that_is_asked_for(Way way)
    {
        var ends = Between(way);
        if (way == Way.Upload)
        {
            await ends.HasAsync(("f", [1]));
        }
        else
        {
            await World.SyncAsync(World.Folder(("f", [1])), "s3://one", "--additional-checksum-algorithm", "SHA256");
        }

        await ends.SyncAsync("--additional-checksum-algorithm", "SHA256");

        var outcome = await ends.SyncAsync("--report-sync-status", "--check-additional-checksum", "SHA256");

        Assert.Equal((StatusKind.Checksum, SyncStatus.Matches), outcome.Events.OfType<SyncEvent.Compared>().Select(fact => (fact.Kind, fact.Status)).Single());
    }

    [Scenario]
    public async Task Metadata_and_tags_are_compared_where_that_is_asked_for()
    {
        await World.PutAsync("one", "f", [1], request => (request.ContentType, request.TagSet) = ("text/x-a", [new Tag { Key = "k", Value = "1" }]));
        await World.PutAsync("two", "f", [1], request => (request.ContentType, request.TagSet) = ("text/x-b", [new Tag { Key = "k", Value = "2" }]));

        var outcome = await World.RunAsync("s3://one", "s3://two", "--report-sync-status", "--report-metadata-sync-status", "--report-tagging-sync-status");

        var told = outcome.Events.OfType<SyncEvent.Compared>().ToDictionary(fact => fact.Kind, fact => fact.Status);
        Assert.Equal((SyncStatus.Matches, SyncStatus.Mismatch, SyncStatus.Mismatch), (told[StatusKind.ETag], told[StatusKind.Metadata], told[StatusKind.Tagging]));
    }

    [Scenario(Capability.Faults)]
    public async Task It_writes_nothing()
    {
        var ends = await (await Between(Way.Relay).HasAsync(("a", [1]), ("b", [2]))).TargetHasAsync(("b", [3]));
        World.ForgetRequests();

        await ends.RunAsync("--report-sync-status");

        Assert.DoesNotContain(World.Requests, request => request.Method is "PUT" or "POST" or "DELETE");
    }

    [Scenarios]
    [Row("--delete")]
    [Row("--enable-versioning")]
    public async Task It_does_not_go_with_what_writes(string option) =>
        Assert.Contains("S3S127", (await World.RunAsync("s3://one", "s3://two", "--report-sync-status", option)).Codes);
}
