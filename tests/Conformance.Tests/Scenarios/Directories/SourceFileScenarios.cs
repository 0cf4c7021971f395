using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Directories;

/// <summary>Directories as sources: links, changes under way, single files.</summary>
public sealed class SourceFileScenarios(TestedServer server) : Scenario(server)
{
    [Scenario]
    public async Task Links_stand_for_what_they_lead_to()
    {
        var source = World.Folder(("real/f", [1]));
        File.CreateSymbolicLink(Path.Combine(source, "file-link"), Path.Combine(source, "real", "f"));
        Directory.CreateSymbolicLink(Path.Combine(source, "folder-link"), Path.Combine(source, "real"));

        await World.SyncAsync(source, "s3://one");

        Assert.Equal(["file-link", "folder-link/f", "real/f"], await World.KeysAsync("one"));
    }

    [Scenario]
    public async Task Ignored_links_are_left_out_and_what_they_name_stays_at_the_target()
    {
        var source = World.Folder(("real/f", [1]));
        Directory.CreateSymbolicLink(Path.Combine(source, "link"), Path.Combine(source, "real"));
        await World.PutAsync("one", "link/kept", [9]);
        await World.PutAsync("one", "gone", [9]);

        await World.SyncAsync(source, "s3://one", "--ignore-symlinks", "--delete");

        Assert.Equal(["link/kept", "real/f"], await World.KeysAsync("one"));
    }

    [Scenarios]
    [Row(false)]
    [Row(true)]
    public async Task A_loop_of_links_ends_and_is_told(bool warnAsError)
    {
        var source = World.Folder(("d/f", [1]));
        Directory.CreateSymbolicLink(Path.Combine(source, "d", "back"), source);

        var outcome = await World.RunAsync(source, "s3://one", warnAsError ? ["--warn-as-error"] : []);

        Assert.Equal(["d/f"], await World.KeysAsync("one"));
        Assert.True(outcome.Counts.Warnings + outcome.Counts.Errors > 0);
        Assert.False(warnAsError && outcome.Succeeded);
    }

    [Scenario]
    public async Task A_link_that_leads_nowhere_is_told_and_its_copy_stays()
    {
        var source = World.Folder(("f", [1]));
        File.CreateSymbolicLink(Path.Combine(source, "broken"), Path.Combine(source, "missing"));
        await World.PutAsync("one", "broken", [9]);

        var outcome = await World.RunAsync(source, "s3://one", "--delete");

        Assert.Equal(["broken", "f"], await World.KeysAsync("one"));
        Assert.True(outcome.Counts.Warnings + outcome.Counts.Errors > 0);
    }

    [Scenario]
    public async Task Empty_folders_are_no_objects()
    {
        var source = World.Folder(("f", [1]));
        Directory.CreateDirectory(Path.Combine(source, "empty", "deeper"));

        await World.SyncAsync(source, "s3://one");

        Assert.Equal(["f"], await World.KeysAsync("one"));
    }

    [Scenario]
    public async Task A_source_that_is_not_there_is_refused()
    {
        await World.PutAsync("one", "f", [1]);

        var outcome = await World.RunAsync(Path.Combine(World.Folder(), "missing"), "s3://one", "--delete");

        Assert.Contains("S3S124", outcome.Codes);
        Assert.Equal(["f"], await World.KeysAsync("one"));
    }

    [Scenario]
    public async Task Two_directories_are_refused()
    {
        var outcome = await World.RunAsync(World.Folder(("f", [1])), World.Folder());

        Assert.Contains("S3S123", outcome.Codes);
    }

    [Scenarios(Capability.Faults)]
    [Row(100, 150)]
    [Row(100, 50)]
    [Row(100, 100)]
    [Row(11 * MiB, 12 * MiB)]
    [Row(11 * MiB, 3 * MiB)]
    public async Task A_file_that_is_replaced_while_it_is_sent_arrives_whole_as_it_was_or_as_it_is(int before, int after)
    {
        var (old, fresh) = (Content.Of(before, 1), Content.Of(after, 2));
        var (source, beside) = (World.Folder(("f", old)), World.Folder(("f", fresh)));
        var sending = World.Faults.When(static request => request.Operation is "PutObject" or "UploadPart").First(1).Stall();

        var running = World.RunAsync(source, "s3://one", InSmallParts());
        await ScenarioWorld.StruckAsync(sending, running);
        File.Move(Path.Combine(beside, "f"), Path.Combine(source, "f"), overwrite: true);
        sending.Release();
        Assert.True((await running).Succeeded);
        var stored = await World.ContentAsync("one", "f");
        await World.SyncAsync(source, "s3://one", InSmallParts());

        Assert.True(stored.AsSpan().SequenceEqual(old) || stored.AsSpan().SequenceEqual(fresh));
        Assert.Equal(fresh, await World.ContentAsync("one", "f"));
    }

    [Scenarios(Capability.Faults)]
    [Row(false)]
    [Row(true)]
    public async Task A_file_that_vanishes_before_its_turn_is_a_warning(bool warnAsError)
    {
        var source = World.Folder([.. Enumerable.Range(0, 40).Select(at => ($"f{at:00}", new byte[] { 1 }))]);
        var sending = World.Faults.On("PutObject").First(1).Stall();

        var running = World.RunAsync(source, "s3://one", ["--worker-size", "1", .. warnAsError ? new[] { "--warn-as-error" } : []]);
        await ScenarioWorld.StruckAsync(sending, running);
        File.Delete(Path.Combine(source, "f39"));
        sending.Release();
        var outcome = await running;

        Assert.Equal(!warnAsError, outcome.Succeeded);
        Assert.Equal(39, (await World.KeysAsync("one")).Count);
        Assert.Equal(1, warnAsError ? outcome.Counts.Errors : outcome.Counts.Warnings);
    }
}
