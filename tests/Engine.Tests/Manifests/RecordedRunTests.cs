using System.Security.Cryptography;
using System.Text;
using S3Sync.LocalS3.Faults;
using S3Sync.Manifests;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;

namespace S3Sync.Engine.Tests.Manifests;

public sealed class RecordedRunTests : IAsyncLifetime
{
    private RecordedRun run = null!;

    public async Task InitializeAsync() => run = await RecordedRun.StartAsync();

    public async Task DisposeAsync() => await run.DisposeAsync();

    [Fact]
    public async Task A_manifest_names_everything_that_was_published_with_its_digest()
    {
        var report = await run.UpAsync();

        var (header, entries, trailer) = await run.ReadAsync();
        Assert.Equal(["a/b.txt", "index.html", "z.txt"], entries.Select(entry => entry.Key));
        Assert.All(entries, entry => Assert.Equal((ManifestAction.Transferred, 3), (entry.Action, entry.Size)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("bee"u8)), entries[0].Sha256);
        Assert.Equal(("s3://bucket/app/", RunOutcome.Completed, run.World.Endpoint), (header.Target, header.Verdict, header.Endpoint));
        Assert.Equal(new(run.ManifestPath, trailer.Digest, 3, 0, false), report.Manifest);
    }

    [Fact]
    public async Task The_number_of_workers_changes_no_byte_outside_of_the_run()
    {
        for (var i = 0; i < 200; i++)
        {
            run.Folder.Write($"tree/many/{i}", $"{i}");
        }

        await run.UpAsync(options => options with { Transfer = options.Transfer with { WorkerSize = 1 } });
        var one = run.WithoutRun();
        foreach (var stored in (await run.World.Client.ListObjectsV2Async(new() { BucketName = "bucket" })).S3Objects)
        {
            await run.World.Client.DeleteObjectAsync("bucket", stored.Key);
        }

        await run.UpAsync(options => options with { Transfer = options.Transfer with { WorkerSize = 32 } });
        Assert.Equal(one, run.WithoutRun());
    }

    [Fact]
    public async Task The_digest_is_the_same_when_nothing_had_to_be_done()
    {
        var first = await run.UpAsync();
        var second = await run.UpAsync();

        var (_, entries, trailer) = await run.ReadAsync();
        Assert.Equal(first.Manifest!.Digest, second.Manifest!.Digest);
        Assert.Equal((3, 0), (trailer.Totals.Unchanged, trailer.Totals.Transferred));
        Assert.All(entries, entry => Assert.Equal(ManifestAction.Unchanged, entry.Action));
    }

    [Fact]
    public async Task The_digest_can_be_made_by_anybody()
    {
        var report = await run.UpAsync();

        var text = new StringBuilder();
        foreach (var entry in (await run.ReadAsync()).Entries)
        {
            text.Append(null, $"{entry.Size} sha256:{entry.Sha256} {Encoding.UTF8.GetByteCount(entry.Key)}:{entry.Key}\n");
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))), report.Manifest!.Digest);
    }

    [Fact]
    public async Task A_failed_run_leaves_a_manifest_that_says_so_and_names_what_failed()
    {
        run.World.Server.Faults.When(request => request.Operation == "PutObject" && request.Key == "app/z.txt").Every(1).Do(Fault.Answer(403, "AccessDenied"));

        var report = await run.UpAsync();

        var (header, entries, trailer) = await run.ReadAsync();
        Assert.Equal((RunOutcome.Failed, RunOutcome.Failed), (report.Outcome, header.Verdict));
        Assert.Equal(["a/b.txt", "index.html"], entries.Select(entry => entry.Key));
        Assert.Equal(1, trailer.Totals.Failed);
        Assert.Contains("{\"key\":\"z.txt\",\"code\":\"S3S2", await File.ReadAllTextAsync(run.ManifestPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_broke_leaves_a_manifest_with_its_problem()
    {
        var report = await run.RunAsync(new LocalLocation(run.Tree), new S3Location("nowhere", ""));

        var (header, entries, _) = await run.ReadAsync();
        Assert.Equal((RunOutcome.Failed, "S3S206"), (report.Outcome, Assert.Single(header.Run.Problems).Code));
        Assert.Empty(entries);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_a_manifest_that_says_so()
    {
        using var cancel = new CancellationTokenSource();
        var report = await run.UpAsync(options => options with { Transfer = options.Transfer with { WorkerSize = 1 } }, cancel.Token, new CancelAtFirst(cancel));

        var (header, entries, _) = await run.ReadAsync();
        Assert.Equal((RunOutcome.Cancelled, RunOutcome.Cancelled), (report.Outcome, header.Verdict));
        Assert.Contains(entries, entry => entry.Key == "a/b.txt");
    }

    [Fact]
    public async Task Deleted_and_left_out_entries_are_told()
    {
        await run.UpAsync();
        File.Delete(run.Folder.At("tree", "z.txt"));

        await run.UpAsync(options => options with { Delete = new() { Enabled = true }, Filter = options.Filter with { ExcludeRegex = "^index" } });

        var (_, entries, trailer) = await run.ReadAsync();
        Assert.Equal(["a/b.txt"], entries.Select(entry => entry.Key));
        Assert.Equal((1, 1), (trailer.Totals.Deleted, trailer.Totals.Skipped));
        Assert.Equal(1, Assert.Single(trailer.Skipped).Value);
        Assert.Contains("\"deleted\":[\n    \"z.txt\"\n  ]", await File.ReadAllTextAsync(run.ManifestPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_is_stored_as_an_object_that_is_no_entry()
    {
        var place = new S3Location("bucket", "app/site.manifest.json");
        SyncOptions ToBucket(SyncOptions options) => options with { Report = options.Report with { Manifest = place }, Delete = new() { Enabled = true } };

        var first = await run.UpAsync(ToBucket);
        var second = await run.UpAsync(ToBucket);

        Assert.Equal((RunOutcome.Completed, RunOutcome.Completed), (first.Outcome, second.Outcome));
        Assert.Equal((0, 0, 3), (second.Counts.Deleted, second.Counts.Transferred, second.Manifest!.Objects));
        using var stored = await run.World.Client.GetObjectAsync("bucket", place.Prefix);
        Assert.Equal("application/json", stored.Headers.ContentType);
        using var copy = new MemoryStream();
        await stored.ResponseStream.CopyToAsync(copy);
        using var reader = await ManifestWorld.OpenAsync(copy.ToArray());
        Assert.Equal(3, (await reader.CheckAsync(CancellationToken.None)).Totals.Objects);
    }

    [Fact]
    public async Task An_object_that_s3sync_did_not_write_is_not_replaced_by_a_manifest()
    {
        await run.World.Client.PutObjectAsync(new() { BucketName = "bucket", Key = "m.json", ContentBody = "somebody's" });
        SyncOptions ToBucket(SyncOptions options) => options with { Report = options.Report with { Manifest = new S3Location("bucket", "m.json") } };

        var up = await run.UpAsync(ToBucket);
        await run.UpAsync(options => options with { Report = new() });
        var unchanged = await run.UpAsync(ToBucket);
        var down = await run.RunAsync(new S3Location("bucket", "app/"), new LocalLocation(run.Folder.At("back")), ToBucket);

        Assert.Equal((RunOutcome.Failed, "S3S772", 0), (up.Outcome, Assert.Single(up.RunProblems).Code, up.Counts.Transferred));
        Assert.Equal((RunOutcome.Failed, RunOutcome.Failed, 0), (unchanged.Outcome, down.Outcome, down.Counts.Transferred));
        using var stored = await run.World.Client.GetObjectAsync("bucket", "m.json");
        Assert.Equal("somebody's", await new StreamReader(stored.ResponseStream).ReadToEndAsync());
    }

    [Fact]
    public async Task A_source_object_whose_place_the_manifest_has_is_told_and_what_it_stands_for_stays()
    {
        await run.UpAsync();
        var back = run.Folder.At("back");
        SyncOptions Inside(SyncOptions options) => options with { Report = options.Report with { Manifest = new LocalLocation(Path.Join(back, "index.html")) } };
        SyncOptions Beside(SyncOptions options) => options with { Report = options.Report with { Manifest = new S3Location("bucket", "copy/z.txt") } };
        var told = new Warnings();

        var down = await run.RunAsync(new S3Location("bucket", "app/"), new LocalLocation(back), Inside, default, told);
        var copy = await run.RunAsync(new S3Location("bucket", "app/"), new S3Location("bucket", "copy/"), Beside, default, told);

        Assert.Equal([("index.html", "S3S773"), ("z.txt", "S3S773")], told.Told);
        Assert.Equal((2, 1, 2, 1), (down.Counts.Transferred, down.Counts.Warnings, copy.Counts.Transferred, copy.Counts.Warnings));
        Assert.Equal(2, (await run.ReadAsync(Path.Join(back, "index.html"))).Entries.Count);
    }

    [Fact]
    public async Task Below_a_prefix_without_a_slash_the_manifest_is_no_entry_and_hides_no_file()
    {
        var place = new S3Location("bucket", "site/index.html");
        SyncOptions ToBucket(SyncOptions options) => options with { Report = options.Report with { Manifest = place }, Delete = new() { Enabled = true } };

        await run.RunAsync(new LocalLocation(run.Tree), new S3Location("bucket", "site"), ToBucket);
        var second = await run.RunAsync(new LocalLocation(run.Tree), new S3Location("bucket", "site"), ToBucket);

        Assert.Equal((RunOutcome.Completed, 0), (second.Outcome, second.Counts.Deleted));
        var keys = (await run.World.Client.ListObjectsV2Async(new() { BucketName = "bucket" })).S3Objects.Select(stored => stored.Key);
        Assert.Equal(["site/index.html", "sitea/b.txt", "siteindex.html", "sitez.txt"], keys);
    }

    [Fact]
    public async Task Files_of_the_run_in_its_source_are_no_entries_and_stay()
    {
        SyncOptions Inside(SyncOptions options) => options with
        {
            Report = options.Report with { Manifest = new LocalLocation(run.Folder.At("tree", "manifest.json")), Checksums = run.Folder.At("tree", "a", "sums") },
            Delete = new() { Enabled = true },
        };
        await run.World.Client.PutObjectAsync(new() { BucketName = "bucket", Key = "app/manifest.json", ContentBody = "somebody's" });

        await run.UpAsync(Inside);
        await run.UpAsync(Inside);

        var keys = (await run.World.Client.ListObjectsV2Async(new() { BucketName = "bucket" })).S3Objects.Select(stored => stored.Key);
        Assert.Equal(["app/a/b.txt", "app/index.html", "app/manifest.json", "app/z.txt"], keys);
        Assert.Equal(3, (await run.ReadAsync(run.Folder.At("tree", "manifest.json"))).Entries.Count);
    }

    [Fact]
    public async Task Files_of_the_run_in_its_target_are_neither_deleted_nor_overwritten()
    {
        await run.UpAsync();
        var back = run.Folder.At("back");
        SyncOptions Inside(SyncOptions options) => options with { Report = options.Report with { Manifest = new LocalLocation(Path.Join(back, "m.json")) }, Delete = new() { Enabled = true } };

        await run.RunAsync(new S3Location("bucket", "app/"), new LocalLocation(back), Inside);
        var again = await run.RunAsync(new S3Location("bucket", "app/"), new LocalLocation(back), Inside);

        Assert.Equal((RunOutcome.Completed, 0), (again.Outcome, again.Counts.Deleted));
        Assert.Equal(3, (await run.ReadAsync(Path.Join(back, "m.json"))).Entries.Count);
    }

    [Fact]
    public async Task A_name_that_ends_in_jsonl_makes_lines()
    {
        var path = run.Folder.At("manifest.jsonl");
        var report = await run.UpAsync(options => options with { Report = options.Report with { Manifest = new LocalLocation(path) } });

        Assert.True(report.Manifest!.IsLines);
        Assert.Equal(5, (await File.ReadAllLinesAsync(path)).Length);
        Assert.Equal(3, (await run.ReadAsync(path)).Entries.Count);
    }

    [Fact]
    public async Task A_dry_run_writes_none()
    {
        var report = await run.UpAsync(options => options with { DryRun = true, Report = options.Report with { Checksums = run.Folder.At("sums") } });

        Assert.Null(report.Manifest);
        Assert.Equal(["tree"], Directory.GetFileSystemEntries(run.Folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_stored_makes_the_run_fail_before_anything_is_changed()
    {
        var report = await run.UpAsync(options => options with { Report = options.Report with { Manifest = new S3Location("nowhere", "m.json"), Checksums = run.Folder.At("sums") } });

        Assert.Equal((RunOutcome.Failed, "S3S771"), (report.Outcome, Assert.Single(report.RunProblems).Code));
        Assert.Null(report.Manifest);
        Assert.Equal(0, report.Counts.Transferred);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_makes_the_run_fail_and_leaves_nothing_half()
    {
        var folder = Directory.CreateDirectory(run.Folder.At("out")).FullName;
        var report = await run.UpAsync(options => options with { Report = options.Report with { Manifest = new LocalLocation(Path.Join(folder, "m.json")) } }, default, new Block(folder));

        Assert.Equal((RunOutcome.Failed, "S3S791"), (report.Outcome, Assert.Single(report.RunProblems).Code));
        Assert.Equal(["m.json"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task No_secret_is_in_a_manifest()
    {
        await run.UpAsync(options => options with { Connection = options.Connection with { HttpProxy = null } });

        var text = await File.ReadAllTextAsync(run.ManifestPath);
        Assert.DoesNotContain(TestKit.S3World.SecretKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestKit.S3World.AccessKey, text, StringComparison.Ordinal);
    }

    private sealed class Warnings : IEventSink
    {
        public List<(string? Key, string Code)> Told { get; } = [];

        public void Emit(SyncEvent syncEvent)
        {
            if (syncEvent is SyncEvent.Warned warned) Told.Add((warned.Key, warned.Problem.Code));
        }
    }

    /// <summary>Cancels when the first object has arrived.</summary>
    private sealed class CancelAtFirst(CancellationTokenSource cancel) : IEventSink
    {
        public void Emit(SyncEvent syncEvent)
        {
            if (syncEvent is SyncEvent.Transferred) cancel.Cancel();
        }
    }

    /// <summary>Puts a folder where the manifest is to be, while the run goes on.</summary>
    private sealed class Block(string folder) : IEventSink
    {
        public void Emit(SyncEvent syncEvent) => Directory.CreateDirectory(Path.Join(folder, "m.json", "taken"));
    }
}
