using S3Sync.Engine.Tests.Attributes;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;
using static S3Sync.Engine.Tests.Rules.RuleWorld;

namespace S3Sync.Engine.Tests.Rules;

/// <summary>What objects that a rule matches are written with, whichever way their content goes.</summary>
public sealed class RuleWriteTests : IAsyncLifetime
{
    private static readonly ObjectRule Everything = Rule("k") with
    {
        CacheControl = "no-store",
        ContentDisposition = "inline",
        ContentEncoding = "br",
        ContentLanguage = "fr",
        ContentType = "text/x-rule",
        Expires = new(2031, 6, 7, 8, 9, 10, TimeSpan.FromHours(2)),
        WebsiteRedirect = "/rule",
        StorageClass = "STANDARD_IA",
        Acl = "public-read",
        UserMetadata = new Dictionary<string, string> { ["rule"] = "1" },
        Tags = [new("rule", "yes")],
    };

    private AttributeWorld world = null!;

    public static TheoryData<string> Ways => ["up", "up-parts", "relay", "relay-parts", "copy", "copy-parts"];

    public async Task InitializeAsync() => world = await AttributeWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_a_rule_says_stands_over_what_is_asked_for_and_what_the_source_has(string way)
    {
        await world.PutAsync(way);

        await SyncAsync(way, Everything);

        var head = await world.HeadAsync();
        Assert.Equal(("no-store", "inline", "br", "fr"), (head.Headers.CacheControl, head.Headers.ContentDisposition, head.Headers.ContentEncoding, head.Headers["Content-Language"]));
        Assert.Equal(("text/x-rule", "Sat, 07 Jun 2031 06:09:10 GMT"), (head.Headers.ContentType, head.Headers["Expires"] ?? head.ExpiresString));
        Assert.Equal(("/rule", "STANDARD_IA"), (head.WebsiteRedirectLocation, head.StorageClass?.Value));
        Assert.Equal(["x-amz-meta-rule"], head.Metadata.Keys);
        Assert.Equal(new() { ["rule"] = "yes" }, await world.TagsAsync());
        Assert.Equal(["READ AllUsers"], await GrantsAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_no_rule_names_stays_as_it_was_asked_for(string way)
    {
        await world.PutAsync(way);

        await SyncAsync(way, Rule("k") with { CacheControl = "no-store" });

        var head = await world.HeadAsync();
        Assert.Equal(("no-store", "text/x-asked", "/asked"), (head.Headers.CacheControl, head.Headers.ContentType, head.WebsiteRedirectLocation));
        Assert.Equal(new() { ["asked"] = "yes" }, await world.TagsAsync());
        Assert.Equal(["READ AuthenticatedUsers"], await GrantsAsync());
    }

    [Fact]
    public async Task What_no_rule_matches_gets_none_of_it()
    {
        await world.Road.SyncAsync(At(world.Road.Folder(("k", [1]), ("K", [2]), ("d/k", [3]))), S3At("two"), options => options with { Rules = [Everything] });

        Assert.Equal(["text/x-rule", "application/octet-stream", "application/octet-stream"], await TypesAsync("k", "K", "d/k"));
    }

    [Fact]
    public async Task Keys_that_no_path_could_be_are_matched()
    {
        foreach (var key in new[] { "/lead.html", "a/../up.html", "a\\b.html", "a//b.html" })
        {
            await world.Road.PutExactAsync("one", key, [1]);
        }

        await world.Road.SyncAsync(S3At("one"), S3At("two"), options => options with { Rules = [Rule("**/*.html") with { ContentType = "text/x-rule" }] });

        var types = world.Road.Requests.Snapshot().Where(request => request.Operation == "PutObject" && request.Bucket == world.Road.Name("two")).Select(request => request.Headers["content-type"].ToString());
        Assert.Equal(["text/x-rule", "text/x-rule", "text/x-rule", "text/x-rule"], types);
    }

    [Fact]
    public async Task Patterns_are_over_keys_relative_to_the_source()
    {
        await world.Road.PutAsync("one", "from/a.txt", [1]);

        await world.Road.SyncAsync(S3At("one", "from/"), S3At("two", "to/"), options => options with { Rules = [Rule("a.txt") with { ContentType = "text/x-rule" }] });

        Assert.Equal(["text/x-rule"], await TypesAsync("to/a.txt"));
    }

    [Fact]
    public async Task A_pattern_that_matched_nothing_is_warned_of_with_where_it_was_written()
    {
        var rule = Rule("*.txt", "*.htm") with { CacheControl = "x", Exclude = ["c*", "a*"] };

        await world.Road.SyncAsync(At(world.Road.Folder(("a.txt", [1]), ("b.txt", [2]))), S3At("two"), options => options with { Rules = [rule] });

        var told = world.Road.Events.OfType<SyncEvent.Warned>().Select(warned => warned.Problem).ToList();
        Assert.Equal(["S3S743", "S3S743"], told.Select(problem => problem.Code));
        Assert.StartsWith("s3sync.json:2: the pattern \"*.htm\" under \"match\" of rules[0] ", told[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("s3sync.json:2: the pattern \"c*\" under \"exclude\" of rules[0] ", told[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_is_not_judged_by_a_listing_that_broke()
    {
        await world.Road.PutAsync("one", "a", [1]);
        world.Road.Faults.On("ListObjectsV2").Do(LocalS3.Faults.Fault.Answer(403, "AccessDenied"));

        await world.Road.RunAsync(S3At("one"), S3At("two"), options => options with { Rules = [Rule("*.htm")] });

        Assert.Empty(world.Road.Events.OfType<SyncEvent.Warned>());
    }

    [Fact]
    public async Task A_pattern_is_not_judged_by_a_single_file()
    {
        var folder = world.Road.Folder(("a.txt", [1]));

        await world.Road.SyncAsync(At(Path.Combine(folder, "a.txt")), S3At("two"), options => options with { Rules = [Rule("*.htm")] });

        Assert.Empty(world.Road.Events.OfType<SyncEvent.Warned>());
    }

    [Fact]
    public async Task Rules_towards_a_directory_are_warned_of_once()
    {
        await world.Road.PutAsync("one", "a", [1]);

        await world.Road.SyncAsync(S3At("one"), At(world.Road.Folder()), options => options with { Rules = [Rule("*.htm"), Rule("a")] });

        Assert.Equal("S3S742", Assert.Single(world.Road.Events.OfType<SyncEvent.Warned>()).Problem.Code);
    }

    [Fact]
    public void Rules_that_could_never_match_are_refused_all_at_once()
    {
        var rules = new[] { Rule("a?", "b") with { Exclude = ["!c"] }, Rule() };

        Assert.Null(SyncJob.TryCreate(At("/tmp"), S3At("two"), new() { Rules = rules }, out var problems));

        Assert.Equal(["S3S740", "S3S740", "S3S741"], problems.Select(problem => problem.Code));
    }

    private Task<SyncCounts> SyncAsync(string way, ObjectRule rule)
    {
        var content = Content.Of(way.EndsWith("parts", StringComparison.Ordinal) ? 9 << 20 : 100);
        var source = way.StartsWith("up", StringComparison.Ordinal) ? At(world.Road.Folder(("k", content))) : S3At("one");
        return world.Road.SyncAsync(source, S3At("two"), options => options with
        {
            Rules = [rule],
            Metadata = AttributeWorld.Others,
            Protection = new() { Acl = "authenticated-read" },
            Transfer = options.Transfer with { ServerSideCopy = way.StartsWith("copy", StringComparison.Ordinal) },
        });
    }

    private async Task<string[]> GrantsAsync() => [.. (await world.Road.Client.GetObjectAclAsync(new() { BucketName = world.Road.Name("two"), Key = "k" })).Grants
        .Where(grant => grant.Grantee.URI is not null).Select(grant => $"{grant.Permission} {grant.Grantee.URI.Split('/')[^1]}")];

    private async Task<List<string>> TypesAsync(params string[] keys)
    {
        var types = new List<string>();
        foreach (var key in keys)
        {
            types.Add((await world.HeadAsync(key)).Headers.ContentType);
        }

        return types;
    }
}
