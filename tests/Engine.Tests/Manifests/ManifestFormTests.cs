using System.Runtime.CompilerServices;
using S3Sync.Integrity;
using S3Sync.Manifests;
using S3Sync.Manifests.Recording;
using S3Sync.Problems;
using S3Sync.Reporting;
using Xunit;

namespace S3Sync.Engine.Tests.Manifests;

/// <summary>The very bytes of both forms. The documents among the samples are also held against schema/manifest.schema.json.</summary>
public class ManifestFormTests
{
    [Theory]
    [InlineData("full.json")]
    [InlineData("full.jsonl")]
    [InlineData("failed.json")]
    [InlineData("empty.json")]
    public void A_manifest_has_the_bytes_of_its_sample(string sample)
    {
        using var draft = DraftOf(sample);
        var header = sample.StartsWith("failed", StringComparison.Ordinal)
            ? ManifestWorld.Header with { Verdict = RunOutcome.Failed, Endpoint = "https://s3.example.org", Run = ManifestWorld.Header.Run with { Problems = [new("S3S206", "No bucket.")] } }
            : ManifestWorld.Header;
        var written = ManifestWorld.Write(draft, sample.EndsWith('l'), header);
        var here = Path.GetDirectoryName(ThisFile())!; // a file lies in a folder
        var path = sample.EndsWith('l') ? Path.Join(here, "samples", sample) : Path.Join(here, "..", "..", "schema-samples", "manifest", "good", sample);

        Assert.Equal(File.ReadAllBytes(path), written);
    }

    [Fact]
    public void The_order_in_which_entries_finish_changes_nothing()
    {
        var entries = Enumerable.Range(0, 25_000).Select(number => ManifestWorld.Entry($"k/{number}", number)).ToList();
        using var forward = ManifestWorld.Draft(entries);
        using var backward = ManifestWorld.Draft(Enumerable.Reverse(entries));

        Assert.Equal(ManifestWorld.Write(forward), ManifestWorld.Write(backward));
    }

    [Fact]
    public async Task Of_two_facts_about_a_key_the_last_counts()
    {
        using var draft = ManifestWorld.Draft(ManifestWorld.Entry("a", 1), ManifestWorld.Entry("b", 1));
        draft.Add(ManifestWorld.Entry("a", 2));
        draft.Delete("b");
        using var reader = await ManifestWorld.OpenAsync(ManifestWorld.Write(draft));

        var entry = Assert.Single(await reader.EntriesAsync(CancellationToken.None).ToListAsync());
        Assert.Equal(("a", 2), (entry.Key, entry.Size));
        Assert.Equal(1, (await reader.CheckAsync(CancellationToken.None)).Totals.Deleted);
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_told_without_breaking_the_document()
    {
        using var draft = ManifestWorld.Draft(ManifestWorld.Entry("a\ud800"), ManifestWorld.Entry("\udc00b"));
        draft.Fail(new("x\ud83d", "S3S301", "text"));
        using var reader = await ManifestWorld.OpenAsync(ManifestWorld.Write(draft));

        Assert.Equal(["a\ufffd", "\ufffdb"], (await reader.EntriesAsync(CancellationToken.None).ToListAsync()).Select(entry => entry.Key));
    }

    [Fact]
    public void The_events_of_a_run_become_entries()
    {
        using var draft = new ManifestDraft();
        var sink = new ManifestSink(draft);
        sink.Emit(new SyncEvent.Transferred("t", "p/t", true, 3, default, "not at the target", DryRun: false) { Record = new() { Size = 3, Sha256 = ManifestWorld.Hex } });
        sink.Emit(new SyncEvent.Transferred("dry", "p/dry", true, 3, default, "not at the target", DryRun: true));
        sink.Emit(new SyncEvent.Restamped("s", "p/s", "cache-control", DryRun: false) { Record = new() { Size = 4 } });
        sink.Emit(new SyncEvent.Retagged("g", "p/g", IsRemoval: false, DryRun: false) { Record = new() { Size = 5 } });
        sink.Emit(new SyncEvent.Skipped("u", "TargetModifiedFilter", "as it should be") { Record = new() { Size = 6, StoredETag = new ETag("tag") } });
        sink.Emit(new SyncEvent.Skipped("left", "SmallerSizeFilter", "left out"));
        sink.Emit(new SyncEvent.Deleted("d", "p/d", true, DryRun: false));
        sink.Emit(new SyncEvent.Failed("f", new Problem("S3S201", "No.")));

        Assert.Equal([("g", ManifestAction.Retagged, 5L), ("s", ManifestAction.Restamped, 4L), ("t", ManifestAction.Transferred, 3L), ("u", ManifestAction.Unchanged, 6L)],
            draft.Entries().Select(fact => (fact.Key, fact.Action!.Value, fact.Size)));
        Assert.Equal(["d"], draft.Deleted());
        Assert.Equal("S3S201", Assert.Single(draft.Failures()).Code);
        Assert.Equal(1, draft.Skipped["SmallerSizeFilter"]);
    }

    private static ManifestDraft DraftOf(string sample)
    {
        var draft = new ManifestDraft();
        if (sample.StartsWith("empty", StringComparison.Ordinal))
        {
            return draft;
        }

        draft.Add(ManifestWorld.Entry("index.html", 7));
        draft.Add(new() { Key = "b/\u00e9\ud83d\ude00\n\"</script>", Size = 0, Action = ManifestAction.Unchanged, Reason = "as it should be" });
        draft.Add(ManifestWorld.Entry("a") with { Action = ManifestAction.Restamped, Sha256 = null });
        draft.Delete("old");
        draft.Fail(new("bad", "S3S201", "It failed."));
        draft.Skip("SmallerSizeFilter");
        return draft;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
