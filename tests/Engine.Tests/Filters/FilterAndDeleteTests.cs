using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Filters;

/// <summary>Every filter crossed with deletes: what the source has is never deleted, whichever filter left it out.</summary>
public sealed class FilterAndDeleteTests : IAsyncLifetime
{
    private RoadWorld world = null!;

    public static TheoryData<string> Filters =>
    [
        "MtimeBeforeFilter", "MtimeAfterFilter", "SmallerSizeFilter", "LargerSizeFilter", "IncludeRegexFilter", "ExcludeRegexFilter",
        "IncludeContentTypeRegexFilter", "ExcludeContentTypeRegexFilter", "IncludeMetadataRegexFilter", "ExcludeMetadataRegexFilter",
        "IncludeTagRegexFilter", "ExcludeTagRegexFilter",
    ];

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task What_a_filter_leaves_out_of_one_bucket_stays_in_the_other_and_what_has_no_source_goes(string name)
    {
        await PutDescribedAsync("one", "kept.txt", 2000, "text/plain", "yes");
        await PutDescribedAsync("one", "left.bin", 20, "application/octet-stream", "no");
        await world.PutAsync("two", "left.bin", [1, 2, 3]);
        await world.PutAsync("two", "gone.txt", new byte[2000]);
        var options = OptionsOf(name, DateTimeOffset.UtcNow);

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), asked => Deleting(asked) with { Filter = options });

        var everything = name is "MtimeBeforeFilter" or "MtimeAfterFilter" or "SmallerSizeFilter";
        Assert.Equal([1, 2, 3], await world.ContentAsync("two", "left.bin"));
        Assert.Equal((everything ? 0 : 1, 1), (counts.Transferred, counts.Deleted));
        Assert.Equal(everything ? ["left.bin"] : ["kept.txt", "left.bin"], await world.KeysAsync("two"));
        Assert.Contains(world.Events.OfType<SyncEvent.Skipped>(), skipped => skipped.Key == "left.bin" && skipped.Judge == name && skipped.Setting is not null);
    }

    [Theory]
    [InlineData("MtimeBeforeFilter")]
    [InlineData("MtimeAfterFilter")]
    [InlineData("SmallerSizeFilter")]
    [InlineData("LargerSizeFilter")]
    [InlineData("IncludeRegexFilter")]
    [InlineData("ExcludeRegexFilter")]
    [InlineData("IncludeContentTypeRegexFilter")]
    [InlineData("ExcludeContentTypeRegexFilter")]
    public async Task What_a_filter_leaves_out_of_a_folder_stays_in_the_bucket_and_back(string name)
    {
        var source = world.Folder(("kept.txt", new byte[2000]), ("left.bin", new byte[20]));
        await world.PutAsync("one", "left.bin", [1, 2, 3]);
        await world.PutAsync("one", "gone.txt", new byte[2000]);
        var options = OptionsOf(name, DateTimeOffset.UtcNow.AddMinutes(1));

        await world.SyncAsync(At(source), S3At("one"), asked => Deleting(asked) with { Filter = options });

        Assert.Equal([1, 2, 3], await world.ContentAsync("one", "left.bin"));
        Assert.DoesNotContain("gone.txt", await world.KeysAsync("one"));
        var target = world.Folder(("left.bin", [9]), ("gone.txt", [9]));
        await world.SyncAsync(S3At("one"), At(target), asked => Deleting(asked) with { Filter = OptionsOf("ExcludeRegexFilter", default) });
        Assert.Equal([9], File.ReadAllBytes(Path.Combine(target, "left.bin")));
        Assert.False(File.Exists(Path.Combine(target, "gone.txt")));
    }

    [Theory]
    [InlineData(null, "^cache/", false)]
    [InlineData("^site/", null, false)]
    [InlineData(null, "^cache/", true)]
    [InlineData("^site/", null, true)]
    public async Task A_key_without_a_source_that_an_expression_leaves_out_is_deleted_only_when_that_was_asked_for(string? include, string? exclude, bool deletesExcluded)
    {
        var source = world.Folder(("site/a", [1]), ("cache/mine", [1]));
        await world.PutAsync("one", "cache/theirs", [1]);
        await world.PutAsync("one", "cache/mine", [1, 2]);
        await world.PutAsync("one", "site/gone", [1]);

        await world.SyncAsync(At(source), S3At("one"), asked => asked with
        {
            Delete = new() { Enabled = true, DeleteExcluded = deletesExcluded },
            Filter = new() { IncludeRegex = include, ExcludeRegex = exclude },
        });

        Assert.Equal(deletesExcluded ? ["cache/mine", "site/a"] : ["cache/mine", "cache/theirs", "site/a"], await world.KeysAsync("one"));
        Assert.Equal([1, 2], await world.ContentAsync("one", "cache/mine"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_glob_excludes_is_neither_sent_nor_deleted_unless_that_was_asked_for(bool deletesExcluded)
    {
        var source = world.Folder(("index.html", [1]), ("app.js.map", [1]), ("drafts/next.html", [1]));
        await world.PutAsync("one", "drafts/next.html", [1, 2]);
        await world.PutAsync("one", "drafts/theirs.html", [1]);
        await world.PutAsync("one", "gone.html", [1]);

        await world.SyncAsync(At(source), S3At("one"), asked => asked with
        {
            Delete = new() { Enabled = true, DeleteExcluded = deletesExcluded },
            Filter = new() { Exclude = ["**/*.map", "drafts"] },
        });

        Assert.Equal(deletesExcluded ? ["drafts/next.html", "index.html"] : ["drafts/next.html", "drafts/theirs.html", "index.html"], await world.KeysAsync("one"));
        Assert.Equal([1, 2], await world.ContentAsync("one", "drafts/next.html"));
        Assert.Contains(world.Events.OfType<SyncEvent.Skipped>(), skipped => skipped is { Key: "app.js.map", Judge: "ExcludeFilter", Setting: "**/*.map, drafts" });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_glob_protects_is_never_deleted_and_written_as_ever(bool deletesExcluded)
    {
        var source = world.Folder(("index.html", [1]), ("uploads/own.txt", [1]));
        await world.PutAsync("one", "uploads/own.txt", [1, 2]);
        await world.PutAsync("one", "uploads/2026/theirs.txt", [1]);
        await world.PutAsync("one", "uploads/", []);
        await world.PutAsync("one", "robots.txt", [1]);
        await world.PutAsync("one", "gone.html", [1]);

        await world.SyncAsync(At(source), S3At("one"), asked => asked with
        {
            Delete = new() { Enabled = true, DeleteExcluded = deletesExcluded, Protect = ["uploads", "robots.*"] },
        });

        Assert.Equal(["index.html", "robots.txt", "uploads/", "uploads/2026/theirs.txt", "uploads/own.txt"], await world.KeysAsync("one"));
        Assert.Equal([1], await world.ContentAsync("one", "uploads/own.txt"));
    }

    [Fact]
    public async Task What_a_glob_protects_stays_in_a_folder_with_its_folders()
    {
        await world.PutAsync("one", "index.html", [1]);
        var target = world.Folder(("uploads/2026/theirs.txt", [1]), ("gone/file.txt", [1]));

        await world.SyncAsync(S3At("one"), At(target), asked => asked with { Delete = new() { Enabled = true, Protect = ["uploads/**"] } });

        Assert.Equal(["index.html", "uploads/2026/theirs.txt"], Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(target, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(target, "gone")));
    }

    [Fact]
    public async Task A_glob_that_matched_nothing_is_warned_of_without_counting_and_one_that_did_is_not()
    {
        await world.PutAsync("one", "keep/a", [1]);

        var counts = await world.SyncAsync(At(world.Folder(("a.txt", [1]), ("b.map", [1]))), S3At("one"), asked => asked with
        {
            Filter = new() { Exclude = ["*.map", "*.tmp"] },
            Delete = new() { Enabled = true, Protect = ["keep", "Keep"] },
        });

        var told = world.Events.OfType<SyncEvent.Warned>().Select(warned => warned.Problem).ToList();
        Assert.Equal(["S3S748", "S3S749"], told.Select(problem => problem.Code));
        Assert.Equal(0, counts.Warnings);
        Assert.Contains("\"*.tmp\" of \"exclude\"", told[0].Message, StringComparison.Ordinal);
        Assert.Contains("\"Keep\" of \"protect\"", told[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_warnings_are_failures_a_glob_that_matched_nothing_is_one()
    {
        var report = await world.RunAsync(At(world.Folder(("a.txt", [1]))), S3At("one"), asked => asked with { WarnAsError = true, Filter = new() { Exclude = ["*.tmp"] } });

        Assert.Equal((RunOutcome.Failed, 1), (report.Outcome, report.Counts.Transferred));
    }

    [Fact]
    public async Task A_glob_that_protects_is_not_judged_by_a_run_that_deletes_nothing()
    {
        await world.SyncAsync(At(world.Folder(("a.txt", [1]))), S3At("one"), asked => asked with { Delete = new() { Protect = ["nothing"] } });

        Assert.Empty(world.Events.OfType<SyncEvent.Warned>());
    }

    [Fact]
    public void A_glob_that_would_never_match_is_refused_before_anything_is_asked()
    {
        var options = new SyncOptions { Filter = new() { Exclude = ["*.{map,tmp}"] }, Delete = new() { Protect = ["!keep"] } };

        Assert.Null(SyncJob.TryCreate(At(world.Folder(("a", [1]))), S3At("one"), options, out var problems));

        Assert.Equal(["S3S175", "S3S175"], problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task Metadata_and_tags_are_matched_in_the_order_of_their_names_and_nothing_as_nothing()
    {
        await PutDescribedAsync("one", "described", 3, "text/plain", "yes");
        await world.PutAsync("one", "plain", [1]);

        var both = await world.SyncAsync(S3At("one"), S3At("two"), asked => asked with
        {
            Filter = new() { IncludeMetadataRegex = "^first=yes,second=2$", IncludeTagRegex = "^a=yes&b=2$" },
        });
        var none = await world.SyncAsync(S3At("one"), S3At("two"), asked => asked with { Filter = new() { IncludeMetadataRegex = "^$", IncludeTagRegex = "^$" } });

        Assert.Equal((1, 1), (both.Transferred, none.Transferred));
        Assert.Equal(["described", "plain"], await world.KeysAsync("two"));
    }

    [Fact]
    public async Task Only_what_would_be_transferred_is_asked_for_its_details()
    {
        await PutDescribedAsync("one", "old", 3, "text/plain", "yes");
        await world.SyncAsync(S3At("one"), S3At("two"));
        await PutDescribedAsync("one", "new", 3, "text/plain", "yes");
        world.Requests.Clear();

        await world.SyncAsync(S3At("one"), S3At("two"), asked => asked with { Filter = new() { IncludeContentTypeRegex = "text" } });

        Assert.Equal(1, world.Requests.Count("HeadObject"));
    }

    private static FilterOptions OptionsOf(string name, DateTimeOffset now) => name switch
    {
        "MtimeBeforeFilter" => new() { MtimeBefore = now.AddHours(-1) },
        "MtimeAfterFilter" => new() { MtimeAfter = now.AddHours(1) },
        "SmallerSizeFilter" => new() { SmallerSize = 20 },
        "LargerSizeFilter" => new() { LargerSize = 1000 },
        "IncludeRegexFilter" => new() { IncludeRegex = @"\.txt$" },
        "ExcludeRegexFilter" => new() { ExcludeRegex = @"\.bin$" },
        "IncludeContentTypeRegexFilter" => new() { IncludeContentTypeRegex = "^text/" },
        "ExcludeContentTypeRegexFilter" => new() { ExcludeContentTypeRegex = "octet" },
        "IncludeMetadataRegexFilter" => new() { IncludeMetadataRegex = "first=yes" },
        "ExcludeMetadataRegexFilter" => new() { ExcludeMetadataRegex = "first=no" },
        "IncludeTagRegexFilter" => new() { IncludeTagRegex = "a=yes" },
        _ => new() { ExcludeTagRegex = "a=no" },
    };

    private static SyncOptions Deleting(SyncOptions options) => options with { Delete = new() { Enabled = true } };

    private async Task PutDescribedAsync(string bucket, string key, int size, string type, string word)
    {
        var request = new PutObjectRequest
        {
            BucketName = world.Name(bucket),
            Key = key,
            InputStream = new MemoryStream(new byte[size]),
            ContentType = type,
            TagSet = [new() { Key = "b", Value = "2" }, new() { Key = "a", Value = word }],
        };
        request.Metadata["Second"] = "2";
        request.Metadata["First"] = word;
        await world.Client.PutObjectAsync(request);
    }
}
