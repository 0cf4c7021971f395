using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Filtering;

/// <summary>Filters that a HEAD or the tags of an object decide.</summary>
public sealed class DetailFilterScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Download, "--filter-include-content-type-regex", "^text/", "html,plain")]
    [Row(Way.Relay, "--filter-include-content-type-regex", "^text/", "html,plain")]
    [Row(Way.Copy, "--filter-include-content-type-regex", "^text/", "html,plain")]
    [Row(Way.Download, "--filter-exclude-content-type-regex", "html|octet", "plain")]
    [Row(Way.Relay, "--filter-exclude-content-type-regex", "html|octet", "plain")]
    [Row(Way.Copy, "--filter-exclude-content-type-regex", "html|octet", "plain")]
    [Row(Way.Download, "--filter-include-metadata-regex", "colour=blue", "plain")]
    [Row(Way.Relay, "--filter-include-metadata-regex", "colour=blue,size=l", "plain")]
    [Row(Way.Copy, "--filter-include-metadata-regex", "colour=blue", "plain")]
    [Row(Way.Download, "--filter-exclude-metadata-regex", "colour=(blue|red)", "bare")]
    [Row(Way.Relay, "--filter-exclude-metadata-regex", "colour=(blue|red)", "bare")]
    [Row(Way.Copy, "--filter-exclude-metadata-regex", "colour=(blue|red)", "bare")]
    [Row(Way.Download, "--filter-include-tag-regex", "kind=page&owner=me", "html")]
    [Row(Way.Relay, "--filter-include-tag-regex", "kind=page", "html")]
    [Row(Way.Copy, "--filter-include-tag-regex", "kind=page", "html")]
    [Row(Way.Download, "--filter-exclude-tag-regex", "owner=", "bare,plain")]
    [Row(Way.Relay, "--filter-exclude-tag-regex", "owner=", "bare,plain")]
    [Row(Way.Copy, "--filter-exclude-tag-regex", "owner=", "bare,plain")]
    public async Task It_decides_what_is_taken(Way way, string filter, string expression, string taken)
    {
        await DressAsync();

        var outcome = await Between(way).SyncAsync(filter, expression);

        Assert.Equal(taken.Split(','), outcome.Transferred);
        Assert.Equal(3 - outcome.Transferred.Count, outcome.Counts.Skipped);
    }

    [Scenarios]
    [Row("--filter-include-content-type-regex", "a.html")]
    [Row("--filter-exclude-content-type-regex", "b.png")]
    public async Task A_files_type_is_the_guessed_one(string filter, string taken)
    {
        var source = World.Folder(("a.html", [1]), ("b.png", [2]));

        Assert.Equal([taken], (await World.SyncAsync(source, "s3://one", filter, "^text/html")).Transferred);
    }

    [Scenarios]
    [Row("--filter-exclude-content-type-regex", ".")]
    [Row("--filter-include-metadata-regex", "never")]
    [Row("--filter-exclude-tag-regex", "kind")]
    public async Task None_of_them_deletes_what_the_source_has(string filter, string expression)
    {
        await DressAsync();
        foreach (var key in new[] { "html", "plain", "bare", "gone" })
        {
            await World.PutAsync("two", key, [9, 9]);
        }

        await World.SyncAsync("s3://one", "s3://two", filter, expression, "--delete");

        Assert.Equal(["bare", "html", "plain"], await World.KeysAsync("two"));
    }

    [Scenario(Capability.Faults)]
    public async Task What_is_the_same_is_not_asked_for_details()
    {
        await DressAsync();
        await World.SyncAsync("s3://one", "s3://two");
        World.ForgetRequests();

        await World.SyncAsync("s3://one", "s3://two", "--filter-include-metadata-regex", "colour");

        Assert.Equal(0, World.Count("HeadObject"));
    }

    private async Task DressAsync()
    {
        await World.PutAsync("one", "html", [1], static request =>
        {
            request.ContentType = "text/html";
            request.Metadata["colour"] = "red";
            request.TagSet = [new Tag { Key = "owner", Value = "me" }, new Tag { Key = "kind", Value = "page" }];
        });
        await World.PutAsync("one", "plain", [2], static request =>
        {
            request.ContentType = "text/plain";
            request.Metadata["size"] = "l";
            request.Metadata["colour"] = "blue";
        });
        await World.PutAsync("one", "bare", [3], static request => request.ContentType = "application/octet-stream");
    }
}
