using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Attributes;

/// <summary>Storage classes, access control lists and who pays.</summary>
public sealed class StorageScenarios(TestedServer server) : Scenario(server)
{
    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    private const string Authenticated = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    [Scenarios]
    [Row(Way.Upload, 10, "STANDARD_IA", Needs = [Capability.StorageClasses])]
    [Row(Way.Upload, 6 * MiB, "STANDARD_IA", Needs = [Capability.StorageClasses])]
    [Row(Way.Upload, 10, "REDUCED_REDUNDANCY", Needs = [Capability.StorageClasses])]
    [Row(Way.Upload, 10, "GLACIER", Needs = [Capability.StorageClasses])]
    [Row(Way.Relay, 10, "STANDARD_IA", Needs = [Capability.StorageClasses])]
    [Row(Way.Relay, 6 * MiB, "STANDARD_IA", Needs = [Capability.StorageClasses])]
    [Row(Way.Copy, 10, "STANDARD_IA", Needs = [Capability.StorageClasses])]
    [Row(Way.Copy, 6 * MiB, "STANDARD_IA", Needs = [Capability.StorageClasses])]
    [Row(Way.Upload, 10, "ONEZONE_IA", Needs = [Capability.EveryStorageClass])]
    [Row(Way.Upload, 10, "INTELLIGENT_TIERING", Needs = [Capability.EveryStorageClass])]
    [Row(Way.Upload, 10, "GLACIER_IR", Needs = [Capability.EveryStorageClass])]
    [Row(Way.Upload, 10, "DEEP_ARCHIVE", Needs = [Capability.EveryStorageClass])]
    public async Task The_class_that_is_asked_for_is_stored(Way way, int size, string storageClass)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));

        await ends.SyncAsync(InSmallParts("--storage-class", storageClass));

        Assert.Equal(storageClass, await ClassAsync("two"));
    }

    [Scenario(Capability.EveryStorageClass)]
    public async Task The_spelling_of_the_originals_help_works_too()
    {
        await World.SyncAsync(World.Folder(("f", [1])), "s3://two", "--storage-class", "ONE-ZONE_IA");

        Assert.Equal("ONEZONE_IA", await ClassAsync("two"));
    }

    [Scenarios(Capability.StorageClasses)]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task The_class_of_the_source_is_carried_over(Way way, int size)
    {
        await World.PutForAsync(way, "one", "f", Content.Of(size), request => request.StorageClass = S3StorageClass.StandardInfrequentAccess);

        await Between(way).SyncAsync(InSmallParts());

        Assert.Equal("STANDARD_IA", await ClassAsync("two"));
    }

    [Scenarios(Capability.StorageClasses)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task The_class_that_is_asked_for_takes_the_place_of_the_sources(Way way)
    {
        await World.PutAsync("one", "f", [1], request => request.StorageClass = S3StorageClass.StandardInfrequentAccess);

        await Between(way).SyncAsync("--storage-class", "REDUCED_REDUNDANCY");

        Assert.Equal("REDUCED_REDUNDANCY", await ClassAsync("two"));
    }

    [Scenario(Capability.StorageClasses)]
    public async Task Another_class_alone_is_no_reason_to_transfer()
    {
        await World.PutAsync("one", "f", [1]);
        await World.SyncAsync("s3://one", "s3://two");

        var outcome = await World.SyncAsync("s3://one", "s3://two", "--storage-class", "STANDARD_IA");

        Assert.Equal(0, outcome.Counts.Transferred);
    }

    [Scenarios(Capability.Acls)]
    [Row(Way.Upload, 10, "public-read", AllUsers)]
    [Row(Way.Upload, 6 * MiB, "public-read", AllUsers)]
    [Row(Way.Upload, 10, "authenticated-read", Authenticated)]
    [Row(Way.Relay, 10, "public-read", AllUsers)]
    [Row(Way.Relay, 6 * MiB, "public-read", AllUsers)]
    [Row(Way.Copy, 10, "public-read", AllUsers)]
    [Row(Way.Copy, 6 * MiB, "public-read", AllUsers)]
    public async Task The_ACL_that_is_asked_for_is_stored(Way way, int size, string acl, string group)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));

        await ends.SyncAsync(InSmallParts("--acl", acl));

        Assert.Contains(await GrantsAsync("two"), grant => grant.Grantee.URI == group && grant.Permission == S3Permission.READ);
    }

    [Scenarios(Capability.Acls)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task The_ACL_of_the_source_is_not_carried_over(Way way)
    {
        await World.PutAsync("one", "f", [1], request => request.CannedACL = S3CannedACL.PublicRead);

        await Between(way).SyncAsync();

        Assert.DoesNotContain(await GrantsAsync("two"), grant => grant.Grantee.URI == AllUsers);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload, "--target-request-payer")]
    [Row(Way.Download, "--source-request-payer")]
    [Row(Way.Relay, "--source-request-payer")]
    [Row(Way.Relay, "--target-request-payer")]
    [Row(Way.Copy, "--source-request-payer")]
    public async Task Every_request_to_that_side_says_who_pays(Way way, string option)
    {
        var ends = await (await Between(way).HasAsync(("f", Content.Of(6 * MiB)), ("g", [1]))).TargetHasAsync(("gone", [1]));
        World.ForgetRequests();

        await ends.SyncAsync(InSmallParts(option, "--delete"));

        var bucket = World.Name(option.Contains("source", StringComparison.Ordinal) ? "one" : "two");
        var asked = World.Requests.Where(request => request.Bucket == bucket).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, request => Assert.Equal("requester", request.Headers.GetValueOrDefault("x-amz-request-payer")));
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    public async Task Nobody_pays_who_was_not_asked(Way way)
    {
        var ends = await Between(way).HasAsync(("g", [1]));
        World.ForgetRequests();

        await ends.SyncAsync();

        Assert.All(World.Requests, request => Assert.DoesNotContain("x-amz-request-payer", request.Headers.Keys));
    }

    [Scenario(Capability.Anonymous)]
    public async Task Public_objects_are_read_without_credentials()
    {
        await World.PublishAsync("one");
        await World.PutAsync("one", "f", [1, 2, 3]);
        var target = World.Folder();

        await World.SyncAsync("s3://one", target, "--source-no-sign-request");

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(target, "f")));
    }

    [Scenario(Capability.Anonymous)]
    public async Task A_private_bucket_is_not_read_without_credentials()
    {
        await World.PutAsync("one", "f", [1]);

        var outcome = await World.RunAsync("s3://one", World.Folder(), "--source-no-sign-request");

        Assert.False(outcome.Succeeded);
        Assert.StartsWith("S3S2", Assert.Single(outcome.Codes), StringComparison.Ordinal);
    }

    private async Task<string> ClassAsync(string bucket) => (await World.HeadAsync(bucket, "f")).StorageClass?.Value ?? "STANDARD";

    private async Task<IReadOnlyList<S3Grant>> GrantsAsync(string bucket) => (await World.Client.GetObjectAclAsync(new GetObjectAclRequest { BucketName = World.Name(bucket), Key = "f" })).Grants ?? [];
}
