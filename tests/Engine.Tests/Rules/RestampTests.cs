using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Rules.RuleWorld;

namespace S3Sync.Engine.Tests.Rules;

/// <summary>Objects whose content is the same and whose headers are not what the rules say.</summary>
public sealed class RestampTests : IAsyncLifetime
{
    private static readonly ObjectRule Before = Rule("**/*.html") with { CacheControl = "max-age=60" };
    private static readonly ObjectRule After = Before with { CacheControl = "max-age=3600" };
    private RuleWorld world = null!;

    public static TheoryData<string> Fields => [.. AllFields.Keys];

    private static Dictionary<string, ObjectRule> AllFields { get; } = new()
    {
        ["content-type"] = Rule("a.html") with { ContentType = "text/html; charset=utf-8" },
        ["cache-control"] = Rule("a.html") with { CacheControl = "no-store" },
        ["content-disposition"] = Rule("a.html") with { ContentDisposition = "inline" },
        ["content-encoding"] = Rule("a.html") with { ContentEncoding = "br" },
        ["content-language"] = Rule("a.html") with { ContentLanguage = "de" },
        ["expires"] = Rule("a.html") with { Expires = new(2031, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)) },
        ["x-amz-website-redirect-location"] = Rule("a.html") with { WebsiteRedirect = "/b.html" },
        ["x-amz-storage-class"] = Rule("a.html") with { StorageClass = "STANDARD_IA" },
        ["x-amz-acl"] = Rule("a.html") with { Acl = "public-read" },
        ["x-amz-meta-team"] = Rule("a.html") with { UserMetadata = new Dictionary<string, string> { ["Team"] = "web" } },
    };

    public async Task InitializeAsync() => world = await StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_that_differs_is_written_in_place_and_then_is_as_it_should_be(string name)
    {
        await world.PublishedAsync([], ("a.html", [1, 2, 3]), ("b.html", [4]));
        var rule = AllFields[name];

        var counts = await world.SyncAsync([rule]);

        var told = Assert.Single(world.Restamped);
        Assert.Equal(("a.html", false), (told.Key, told.DryRun));
        Assert.StartsWith(name + ": ", told.Reason, StringComparison.Ordinal);
        Assert.Equal((1L, 0L, 0L, 1L), (counts.Restamped, counts.Transferred, counts.Bytes, counts.Skipped));
        Assert.Equal((1, 0), (world.Count("CopyObject"), world.Count("PutObject")));

        Assert.Equal((0L, 2L), (await world.SyncAsync([rule])) is var again ? (again.Restamped, again.Skipped) : default);
        Assert.Equal(0, world.Count("CopyObject"));
    }

    [Fact]
    public async Task Tags_alone_are_written_without_a_copy()
    {
        await world.PublishedAsync([], ("a.html", [1]));
        var rule = Rule("*") with { Tags = [new("a", "b")] };

        await world.SyncAsync([rule]);

        Assert.Equal(new() { ["a"] = "b" }, await world.TagsAsync("a.html"));
        Assert.Equal((0, 1), (world.Count("CopyObject"), world.Road.Events.OfType<SyncEvent.Retagged>().Count()));
        await world.SyncAsync([rule]);
        Assert.Empty(world.Road.Events.OfType<SyncEvent.Retagged>());
    }

    [Fact]
    public async Task There_is_one_HEAD_for_each_unchanged_object_that_a_rule_matches_and_none_for_others()
    {
        await world.PublishedAsync([Before], ("a.html", [1]), ("b/c.html", [2]), ("d.txt", [3]));
        RoadFile("new.html");

        await world.SyncAsync([Before]);

        Assert.Equal(["a.html", "b/c.html"], world.Asked.Where(request => request.Operation == "HeadObject").Select(request => request.Key).Order());
        Assert.Equal(0, world.Count("GetObjectTagging") + world.Count("GetObjectAcl"));
    }

    [Fact]
    public async Task With_check_headers_never_nothing_is_asked()
    {
        await world.PublishedAsync([Before], ("a.html", [1]));

        var counts = await world.SyncAsync([After], options => options with { Compare = options.Compare with { CheckHeaders = false } });

        Assert.Equal((0L, 0), (counts.Restamped, world.Count("HeadObject")));
    }

    [Fact]
    public async Task A_dry_run_tells_exactly_the_affected_objects_and_writes_nothing()
    {
        await world.PublishedAsync([Before], ("a.html", [1]), ("b/c.html", [2]), ("d.txt", [3]));
        await world.SyncAsync([Rule("a.html") with { CacheControl = "max-age=3600" }]);

        var counts = await world.SyncAsync([After], options => options with { DryRun = true });

        var told = Assert.Single(world.Restamped);
        Assert.Equal(("b/c.html", "b/c.html", "cache-control: 'max-age=60' is to be 'max-age=3600'", true), (told.Key, told.Place, told.Reason, told.DryRun));
        Assert.Equal(1, counts.Restamped);
        Assert.DoesNotContain(world.Asked, request => request.Method is "PUT" or "POST" or "DELETE");
    }

    [Fact]
    public async Task A_report_of_status_writes_nothing()
    {
        await world.PublishedAsync([Before], ("a.html", [1]));

        await world.RunAsync([After], options => options with { Status = new() { Enabled = true } });

        Assert.Empty(world.Restamped);
        Assert.DoesNotContain(world.Asked, request => request.Method is "PUT" or "POST" or "DELETE");
    }

    [Fact]
    public async Task What_is_only_to_be_written_where_nothing_is_is_left()
    {
        await world.PublishedAsync([Before], ("a.html", [1]));

        var counts = await world.SyncAsync([After], options => options with { Transfer = options.Transfer with { IfNoneMatch = true } });

        Assert.Equal(0, counts.Restamped);
    }

    [Fact]
    public async Task A_type_that_is_only_spelt_otherwise_is_the_same()
    {
        await world.PublishedAsync([Rule("*") with { ContentType = "Text/HTML;charset=UTF-8" }], ("a.html", [1]));

        Assert.Equal(0, (await world.SyncAsync([Rule("*") with { ContentType = "text/html; charset=\"utf-8\"" }])).Restamped);
    }

    [Fact]
    public async Task Blanks_around_a_value_and_an_encoding_of_the_transfer_are_no_difference()
    {
        var rule = Rule("*") with { CacheControl = "  no-cache\t", ContentEncoding = "aws-chunked", UserMetadata = new Dictionary<string, string> { ["team"] = " web " } };
        await world.PublishedAsync([rule], ("a.html", [1]));

        Assert.Equal((0L, 1L), (await world.SyncAsync([rule])) is var again ? (again.Restamped, again.Skipped) : default);
    }

    [Fact]
    public async Task An_object_that_is_replaced_before_the_copy_keeps_what_it_got()
    {
        await world.PublishedAsync([Before], ("a.html", [1]));
        var rule = world.Road.Faults.On("CopyObject").First(1).Stall();
        var run = world.RunAsync([After]);
        await rule.ReachedAsync();
        await world.Road.Client.PutObjectAsync(new() { BucketName = world.Road.Name("one"), Key = "a.html", InputStream = new MemoryStream([9, 9]), Headers = { CacheControl = "theirs" } });
        rule.Release();

        var report = await run;

        Assert.Equal("S3S744", Assert.Single(world.Road.Events.OfType<SyncEvent.Warned>()).Problem.Code);
        Assert.Equal((0L, 1L), (report.Counts.Restamped, report.Counts.Warnings));
        Assert.Equal("theirs", (await world.HeadAsync("a.html")).Headers.CacheControl);
        Assert.Equal([9, 9], await world.Road.ContentAsync("one", "a.html"));
    }

    [Fact]
    public async Task An_object_that_is_replaced_by_one_of_the_same_size_and_headers_is_not_taken_for_the_copy()
    {
        await world.PublishedAsync([Before], ("a.html", [1]));
        var rule = world.Road.Faults.On("CopyObject").First(1).Stall();
        var run = world.RunAsync([After]);
        await rule.ReachedAsync();
        await world.Road.Client.PutObjectAsync(new() { BucketName = world.Road.Name("one"), Key = "a.html", InputStream = new MemoryStream([9]), Headers = { CacheControl = "max-age=3600" }, ContentType = "text/html" });
        rule.Release();

        Assert.Equal((0L, 1L), (await run).Counts is var counts ? (counts.Restamped, counts.Warnings) : default);
    }

    [Theory]
    [InlineData("HeadObject")]
    [InlineData("CopyObject")]
    public async Task An_object_that_vanished_meanwhile_is_transferred(string before)
    {
        await world.PublishedAsync([Before], ("a.html", [1]));
        var rule = world.Road.Faults.On(before).First(1).Stall();
        var run = world.RunAsync([After]);
        await rule.ReachedAsync();
        await world.Road.Client.DeleteObjectAsync(world.Road.Name("one"), "a.html");
        rule.Release();

        Assert.Equal((1L, 0L), (await run).Counts is var counts ? (counts.Transferred, counts.Restamped) : default);
        Assert.Equal("max-age=3600", (await world.HeadAsync("a.html")).Headers.CacheControl);
    }

    [Fact]
    public async Task A_copy_whose_answer_is_lost_is_made_again()
    {
        await world.PublishedAsync([Before], ("a.html", [1]));
        world.Road.Faults.On("CopyObject").First(1).Do(Fault.LoseAnswer());

        Assert.Equal(1, (await world.SyncAsync([After])).Restamped);
        Assert.Equal("max-age=3600", (await world.HeadAsync("a.html")).Headers.CacheControl);
    }

    [Fact]
    public async Task A_copy_that_was_never_made_is_not_told_as_made()
    {
        await world.PublishedAsync([Before], ("a.html", [1]));
        world.Road.Faults.On("CopyObject").First(1).Do(Fault.Reset());

        Assert.Equal(1, (await world.SyncAsync([After])).Restamped);
        Assert.Equal("max-age=3600", (await world.HeadAsync("a.html")).Headers.CacheControl);
    }

    [Fact]
    public async Task A_copy_that_is_refused_leaves_the_object_and_fails_it()
    {
        await world.PublishedAsync([Before], ("a.html", [1]), ("b.html", [2]));
        world.Road.Faults.When(request => request.Operation == "CopyObject" && request.Key == "a.html").Do(Fault.Answer(403, "AccessDenied"));

        var report = await world.RunAsync([After]);

        Assert.Equal(("a.html", RunOutcome.Failed), (Assert.Single(report.Failures).Key, report.Outcome));
        Assert.Equal(("max-age=60", "max-age=3600"), ((await world.HeadAsync("a.html")).Headers.CacheControl, (await world.HeadAsync("b.html")).Headers.CacheControl));
        Assert.Equal([1], await world.Road.ContentAsync("one", "a.html"));
    }

    [Fact]
    public async Task A_copy_that_came_out_wrong_is_transferred_again()
    {
        await world.PublishedAsync([Before], ("a.html", Content.Of(100)));
        world.Road.Faults.On("CopyObject").First(1).Do(Fault.CorruptContent(5));

        var counts = await world.SyncAsync([After]);

        Assert.Equal((1L, 0L), (counts.Transferred, counts.Restamped));
        Assert.Equal(Content.Of(100), await world.Road.ContentAsync("one", "a.html"));
    }

    [Fact]
    public async Task A_copy_that_came_out_wrong_is_transferred_again_also_where_writes_are_bound_to_what_was_seen()
    {
        await world.PublishedAsync([Before], ("a.html", Content.Of(100)));
        world.Road.Faults.On("CopyObject").First(1).Do(Fault.CorruptContent(5));

        var counts = await world.SyncAsync([After], options => options with { Transfer = options.Transfer with { IfMatch = true } });

        Assert.Equal((1L, 0L), (counts.Transferred, counts.Restamped));
        Assert.Equal(Content.Of(100), await world.Road.ContentAsync("one", "a.html"));
    }

    [Fact]
    public async Task An_object_that_vanished_before_its_tags_are_written_is_transferred()
    {
        await world.PublishedAsync([], ("a.html", [1]));
        var rule = world.Road.Faults.On("PutObjectTagging").First(1).Stall();
        var run = world.RunAsync([Rule("*") with { Tags = [new("a", "b")] }]);
        await rule.ReachedAsync();
        await world.Road.Client.DeleteObjectAsync(world.Road.Name("one"), "a.html");
        rule.Release();

        Assert.Equal((1L, 0L), (await run).Counts is var counts ? (counts.Transferred, counts.Warnings) : default);
        Assert.Equal(new() { ["a"] = "b" }, await world.TagsAsync("a.html"));
    }

    [Fact]
    public async Task Without_the_right_to_read_ACLs_nothing_is_copied_and_it_is_told()
    {
        await world.PublishedAsync([Before], ("a.html", [1]));
        world.Road.Faults.On("GetObjectAcl").Do(Fault.Answer(403, "AccessDenied"));

        var report = await world.RunAsync([After]);

        Assert.Equal("S3S747", Assert.Single(report.Failures).Problem.Code);
        Assert.Equal(0, world.Count("CopyObject"));
    }

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(405, "MethodNotAllowed")]
    public async Task Where_there_are_no_ACLs_none_is_kept(int status, string code)
    {
        await world.PublishedAsync([Before], ("a.html", [1]));
        world.Road.Faults.On("GetObjectAcl").Do(Fault.Answer(status, code));

        Assert.Equal(1, (await world.SyncAsync([After])).Restamped);
    }

    [Fact]
    public async Task An_ACL_that_the_rule_says_need_not_be_read_before_it_is_written()
    {
        await world.PublishedAsync([Before with { Acl = "public-read" }], ("a.html", [1]));

        await world.SyncAsync([After with { Acl = "public-read" }]);

        Assert.Equal((1, 0), (world.Count("CopyObject"), world.Count("GetObjectAcl")));
        Assert.Equal(["READ AllUsers"], await world.GrantsAsync("a.html"));
    }

    private void RoadFile(string name) => Road.RoadWorld.Write(world.Source, name, [7]);
}
