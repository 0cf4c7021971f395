using S3Sync.Options;
using Xunit;

namespace S3Sync.Engine.Tests.Manifests;

/// <summary>Where a manifest cannot be written is known before anything is done.</summary>
public sealed class ManifestPlaceTests : IAsyncLifetime
{
    private RecordedRun run = null!;

    public async Task InitializeAsync() => run = await RecordedRun.StartAsync();

    public async Task DisposeAsync() => await run.DisposeAsync();

    [Fact]
    public void A_folder_that_is_not_there_is_told() => Assert.Equal(["S3S785"], To("nowhere/m.json"));

    [Fact]
    public void A_file_in_place_of_the_folder_is_told() => Assert.Equal(["S3S785"], To("tree/z.txt/m.json"));

    [Fact]
    public void A_folder_in_place_of_the_file_is_told() => Assert.Equal(["S3S786"], To("tree"));

    [Fact]
    public void A_file_that_s3sync_did_not_write_is_not_replaced()
    {
        run.Folder.Write("tree/manifest.json", "{\"name\": \"App\"}");

        Assert.Equal(["S3S787"], To("tree/manifest.json"));
        Assert.Equal(["S3S787"], Problems(report => report with { Manifest = null, Checksums = run.Folder.At("tree", "z.txt") }));
    }

    [Fact]
    public void An_empty_file_may_be_replaced()
    {
        run.Folder.Write("m.json", "");

        Assert.Empty(To("m.json"));
    }

    [Fact]
    public void A_key_is_needed() => Assert.Equal(["S3S788", "S3S788"], [.. Stored(""), .. Stored("folder/")]);

    [Fact]
    public void The_place_of_a_file_that_is_published_is_refused() => Assert.Equal(["S3S789"], Stored("app/index.html"));

    [Fact]
    public void Two_files_must_be_two() => Assert.Equal(["S3S790"], Problems(report => report with { Checksums = run.ManifestPath }));

    [Fact]
    public void A_target_that_the_run_makes_may_hold_the_manifest() =>
        Assert.Empty(run.ProblemsOf(new S3Location("bucket", "app/"), new LocalLocation(run.Folder.At("new")), options => options with { Report = new() { Manifest = new LocalLocation(run.Folder.At("new", "m.json")) } }));

    private IEnumerable<string> To(string path) => Problems(report => report with { Manifest = new LocalLocation(run.Folder.At(path.Split('/'))) });

    private IEnumerable<string> Stored(string key) => Problems(report => report with { Manifest = new S3Location("bucket", key) });

    private IEnumerable<string> Problems(Func<ReportOptions, ReportOptions> change) =>
        run.ProblemsOf(new LocalLocation(run.Tree), new S3Location("bucket", "app/"), options => options with { Report = change(options.Report) }).Select(problem => problem.Code);
}
