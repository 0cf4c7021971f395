using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Filtering;

/// <summary>Filters that keys, sizes and times decide.</summary>
public sealed class KeyFilterScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task The_include_expression_takes_what_it_matches_somewhere(Way way)
    {
        var ends = await Sample(way);

        var outcome = await ends.SyncAsync("--filter-include-regex", @"\.(txt|md)$");

        Assert.Equal(["docs/a.txt", "docs/b.md", "top.txt"], outcome.Transferred);
        Assert.Equal(["docs/a.txt", "docs/b.md", "top.txt"], await ends.TargetKeysAsync());
        Assert.Equal(2, outcome.Counts.Skipped);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task The_exclude_expression_leaves_out_what_it_matches_somewhere(Way way)
    {
        var ends = await Sample(way);

        var outcome = await ends.SyncAsync("--filter-exclude-regex", "^docs/");

        Assert.Equal(["img/c.png", "img/large.bin", "top.txt"], outcome.Transferred);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Expressions_see_the_relative_key(Way way)
    {
        var ends = await Between(way, "prefix/", "elsewhere/").HasAsync(("a", [1]), ("prefix-like", [2]));

        var outcome = await ends.SyncAsync("--filter-include-regex", "^a$|prefix/");

        Assert.Equal(["a"], outcome.Transferred);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Smaller_is_below_the_size_and_larger_is_the_size_and_above(Way way)
    {
        var ends = await Between(way).HasAsync(("s0999", Content.Of(999)), ("s1000", Content.Of(1000)), ("s1001", Content.Of(1001)));

        var smaller = await ends.SyncAsync("--filter-smaller-size", "1000");
        var larger = await ends.SyncAsync("--filter-larger-size", "1000");

        Assert.Equal(["s0999"], smaller.Transferred);
        Assert.Equal(["s1000", "s1001"], larger.Transferred);
    }

    [Scenarios]
    [Row("1KB", 1000)]
    [Row("1KiB", 1024)]
    [Row("1kib", 1024)]
    [Row("1.5KiB", 1536)]
    public async Task Sizes_have_units(string text, int bytes)
    {
        var source = World.Folder(("at", Content.Of(bytes)), ("below", Content.Of(bytes - 1)));

        var outcome = await World.SyncAsync(source, "s3://one", "--filter-larger-size", text);

        Assert.Equal(["at"], outcome.Transferred);
    }

    [Scenario]
    public async Task Files_are_taken_by_their_time_before_an_instant_and_from_it_on()
    {
        var source = World.Folder(("before", [1]), ("at", [1]), ("after", [1]));
        var instant = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(source, "before"), instant.AddSeconds(-1));
        File.SetLastWriteTimeUtc(Path.Combine(source, "at"), instant);
        File.SetLastWriteTimeUtc(Path.Combine(source, "after"), instant.AddSeconds(1));

        var earlier = await World.SyncAsync(source, "s3://one", "--filter-mtime-before", "2020-01-02T03:04:05Z");
        var later = await World.SyncAsync(source, "s3://one", "--filter-mtime-after", "2020-01-02T04:04:05+01:00");

        Assert.Equal(["before"], earlier.Transferred);
        Assert.Equal(["after", "at"], later.Transferred);
    }

    [Scenarios]
    [Row(Way.Download, "--filter-mtime-before", "2020-01-01T00:00:00Z", 0)]
    [Row(Way.Download, "--filter-mtime-before", "2120-01-01T00:00:00Z", 1)]
    [Row(Way.Relay, "--filter-mtime-after", "2020-01-01T00:00:00Z", 1)]
    [Row(Way.Relay, "--filter-mtime-after", "2120-01-01T00:00:00Z", 0)]
    [Row(Way.Copy, "--filter-mtime-before", "2020-01-01T00:00:00Z", 0)]
    public async Task Objects_are_taken_by_their_time(Way way, string filter, string instant, int transferred)
    {
        var ends = await Between(way).HasAsync(("f", [1]));

        Assert.Equal(transferred, (await ends.SyncAsync(filter, instant)).Counts.Transferred);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Several_filters_hold_together_and_each_skip_names_its_judge(Way way)
    {
        var ends = await Sample(way);

        var outcome = await ends.SyncAsync("--filter-include-regex", "docs|img", "--filter-exclude-regex", @"\.md$", "--filter-smaller-size", "1KiB");

        Assert.Equal(["docs/a.txt", "img/c.png"], outcome.Transferred);
        Assert.Equal(
            [("docs/b.md", "ExcludeRegexFilter"), ("img/large.bin", "SmallerSizeFilter"), ("top.txt", "IncludeRegexFilter")],
            outcome.Events.OfType<Reporting.SyncEvent.Skipped>().Select(told => (told.Key, told.Judge)).Order());
    }

    [Scenarios]
    [Row(Way.Upload, "--filter-smaller-size", "1")]
    [Row(Way.Upload, "--filter-larger-size", "1GiB")]
    [Row(Way.Upload, "--filter-mtime-before", "2001-01-01T00:00:00Z")]
    [Row(Way.Upload, "--filter-mtime-after", "2101-01-01T00:00:00Z")]
    [Row(Way.Download, "--filter-smaller-size", "1")]
    [Row(Way.Download, "--filter-mtime-after", "2101-01-01T00:00:00Z")]
    [Row(Way.Relay, "--filter-larger-size", "1GiB")]
    [Row(Way.Copy, "--filter-mtime-before", "2001-01-01T00:00:00Z")]
    public async Task What_the_source_has_is_kept_when_sizes_or_times_leave_it_out(Way way, string filter, string value)
    {
        var ends = await (await Between(way).HasAsync(("both", [1, 2]))).TargetHasAsync(("both", [9]), ("gone", [9]));

        await ends.SyncAsync(filter, value, "--delete");

        Assert.Equal(["both"], await ends.TargetKeysAsync());
        Assert.Equal([9], await ends.TargetAsync("both"));
    }

    [Scenarios]
    [Row("[[:digit:]]+", "f1")]
    [Row("[a-z&&[^f]]x", "gx")]
    [Row(@"\x{66}1", "f1")]
    [Row("(?P<n>g)x", "gx")]
    [Row(@"(?i)GX", "gx")]
    public async Task Expressions_are_those_of_the_original(string expression, string taken)
    {
        var source = World.Folder(("f1", [1]), ("gx", [2]), ("fx-", [3]));

        var outcome = await World.SyncAsync(source, "s3://one", "--filter-include-regex", expression);

        Assert.Equal([taken], outcome.Transferred);
    }

    [Scenarios]
    [Row("(", "S3S115")]
    [Row("(?=x)", "S3S116")]
    [Row(@"(a)\1", "S3S116")]
    public async Task An_expression_that_cannot_be_is_refused(string expression, string code)
    {
        var outcome = await World.RunAsync(World.Folder(("f", [1])), "s3://one", "--filter-include-regex", expression);

        Assert.Equal(code, Assert.Single(outcome.Codes));
    }

    private async Task<Ends> Sample(Way way) => await Between(way).HasAsync(
        ("docs/a.txt", Content.Of(10)), ("docs/b.md", Content.Of(20)), ("img/c.png", Content.Of(30)), ("img/large.bin", Content.Of(5000)), ("top.txt", Content.Of(40)));
}
