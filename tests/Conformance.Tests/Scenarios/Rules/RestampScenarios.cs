using Amazon.S3;
using S3Sync.Conformance.Tests.World;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Rules;

/// <summary>Rules, and objects whose headers are to be other ones while their content stays.</summary>
public sealed class RestampScenarios(TestedServer server) : Scenario(server)
{
    private static readonly ObjectRule Before = new("rules[0]", "s3sync.json:2", ["**/*.html"]) { CacheControl = "max-age=60" };
    private static readonly ObjectRule After = Before with { CacheControl = "max-age=3600" };

    [Scenarios]
    [Row(100)]
    [Row(6 * MiB, Needs = [Capability.AclsOfParts])]
    public async Task A_rule_change_alone_is_written_in_place_and_nothing_else_changes(int size)
    {
        var folder = await PublishedAsync(size, "--metadata", "kept=yes", "--tagging", "of=site", "--content-language", "de");
        var before = await World.HeadAsync("two", "a.html");
        World.Rules = [After];

        var outcome = await World.SyncAsync(folder, "s3://two", InSmallParts());

        var head = await World.HeadAsync("two", "a.html");
        Assert.Equal((1L, 0L, 0L), (outcome.Counts.Restamped, outcome.Counts.Transferred, outcome.Counts.Bytes));
        Assert.Equal(("max-age=3600", "de", "yes", before.ETag), (head.Headers.CacheControl, head.Headers["Content-Language"], head.Metadata["kept"], head.ETag));
        var tag = Assert.Single((await World.Client.GetObjectTaggingAsync(new() { BucketName = World.Name("two"), Key = "a.html" })).Tagging);
        Assert.Equal(("of", "site"), (tag.Key, tag.Value));
        Assert.Equal(Content.Of(size), await World.ContentAsync("two", "a.html"));
        Assert.Equal((0L, 2L), (await World.SyncAsync(folder, "s3://two", InSmallParts())).Counts is var again ? (again.Restamped, again.Skipped) : default);
    }

    [Scenario]
    public async Task A_dry_run_names_the_affected_objects_alone()
    {
        var folder = await PublishedAsync(100);
        World.Rules = [After];

        var outcome = await World.SyncAsync(folder, "s3://two", "--dry-run");

        Assert.Equal("cache-control: 'max-age=60' is to be 'max-age=3600'", Assert.Single(outcome.Events.OfType<SyncEvent.Restamped>()).Reason);
        Assert.Equal("max-age=60", (await World.HeadAsync("two", "a.html")).Headers.CacheControl);
    }

    [Scenario]
    public async Task With_check_headers_never_headers_stay()
    {
        var folder = await PublishedAsync(100);
        World.Rules = [After];

        Assert.Equal(0, (await World.SyncAsync(folder, "s3://two", "--check-headers", "never")).Counts.Restamped);
    }

    [Scenarios(Capability.Acls)]
    [Row(100)]
    [Row(6 * MiB)]
    public async Task An_ACL_is_kept(int size)
    {
        var folder = await PublishedAsync(size, "--acl", "public-read");
        World.Rules = [After];

        Assert.Equal(1, (await World.SyncAsync(folder, "s3://two", InSmallParts())).Counts.Restamped);

        Assert.Equal("READ AllUsers", Assert.Single(await GroupsAsync()));
    }

    [Scenario(Capability.Acls)]
    public async Task An_ACL_that_a_rule_says_is_written()
    {
        var folder = await PublishedAsync(100);
        World.Rules = [Before with { Acl = "public-read" }];

        Assert.Equal(1, (await World.SyncAsync(folder, "s3://two")).Counts.Restamped);

        Assert.Equal("READ AllUsers", Assert.Single(await GroupsAsync()));
        Assert.Equal(0, (await World.SyncAsync(folder, "s3://two")).Counts.Restamped);
    }

    [Scenario(Capability.Grants)]
    public async Task An_ACL_that_no_canned_one_expresses_keeps_the_object_as_it_is()
    {
        var folder = await PublishedAsync(100);
        var owner = (await World.Client.GetObjectAclAsync(new() { BucketName = World.Name("two"), Key = "a.html" })).Owner.Id;
        await World.PutAsync("two", "a.html", Content.Of(100), request =>
        {
            request.Headers.CacheControl = "max-age=60";
            request.Grants =
            [
                new() { Grantee = new() { CanonicalUser = owner }, Permission = S3Permission.FULL_CONTROL },
                new() { Grantee = new() { URI = "http://acs.amazonaws.com/groups/global/AllUsers" }, Permission = S3Permission.READ_ACP },
            ];
        });
        World.Rules = [After];

        Assert.Equal(["S3S746"], (await World.RunAsync(folder, "s3://two")).Codes);
        Assert.Equal("max-age=60", (await World.HeadAsync("two", "a.html")).Headers.CacheControl);
    }

    [Scenarios(Capability.SseKms)]
    [Row(100)]
    [Row(6 * MiB, Needs = [Capability.AclsOfParts])]
    public async Task A_KMS_key_is_kept(int size)
    {
        var folder = await PublishedAsync(size, "--sse", "aws:kms", "--sse-kms-key-id", "testkey-1");
        World.Rules = [After];

        Assert.Equal(1, (await World.SyncAsync(folder, "s3://two", InSmallParts())).Counts.Restamped);

        var head = await World.HeadAsync("two", "a.html");
        Assert.Equal(("max-age=3600", "aws:kms"), (head.Headers.CacheControl, head.ServerSideEncryptionMethod.Value));
        Assert.EndsWith("testkey-1", head.ServerSideEncryptionKeyManagementServiceKeyId, StringComparison.Ordinal);
        Assert.Equal(Content.Of(size), await World.ContentAsync("two", "a.html"));
    }

    [Scenarios(Capability.SseC)]
    [Row(100)]
    [Row(6 * MiB)]
    public async Task A_customer_key_is_kept(int size)
    {
        var key = Convert.ToBase64String(Content.Of(32, 7));
        string[] withKey = ["--target-sse-c", "AES256", "--target-sse-c-key", key, "--target-sse-c-key-md5", Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(Content.Of(32, 7)))];
        var folder = await PublishedAsync(size, withKey);
        World.Rules = [After];

        Assert.Equal(1, (await World.SyncAsync(folder, "s3://two", InSmallParts(withKey))).Counts.Restamped);

        Assert.Equal(Content.Of(size), await World.ContentAsync("two", "a.html", request =>
            (request.ServerSideEncryptionCustomerMethod, request.ServerSideEncryptionCustomerProvidedKey) = (ServerSideEncryptionCustomerMethod.AES256, key)));
    }

    [Scenario(Capability.Faults, Capability.CopySourceConditions)]
    public async Task An_object_that_is_replaced_before_the_copy_keeps_what_it_got()
    {
        var folder = await PublishedAsync(100);
        World.Rules = [After];
        var rule = World.Faults.When(request => request.Operation == "CopyObject").First(1).Stall();
        var running = World.RunAsync(folder, "s3://two");
        await ScenarioWorld.StruckAsync(rule, running);
        await World.PutAsync("two", "a.html", [9, 9], request => request.Headers.CacheControl = "theirs");
        rule.Release();

        Assert.Equal((0L, 1L), (await running).Counts is var counts ? (counts.Restamped, counts.Warnings) : default);
        Assert.Equal("theirs", (await World.HeadAsync("two", "a.html")).Headers.CacheControl);
    }

    private async Task<string> PublishedAsync(int size, params string[] options)
    {
        var folder = World.Folder(("a.html", Content.Of(size)), ("b.txt", [1]));
        World.Rules = [Before];
        await World.SyncAsync(folder, "s3://two", InSmallParts(options));
        return folder;
    }

    private async Task<List<string>> GroupsAsync() => [.. (await World.Client.GetObjectAclAsync(new() { BucketName = World.Name("two"), Key = "a.html" })).Grants
        .Where(grant => grant.Grantee.URI is not null).Select(grant => $"{grant.Permission} {grant.Grantee.URI.Split('/')[^1]}")];
}
