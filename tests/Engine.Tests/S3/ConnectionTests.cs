using Amazon.S3;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class ConnectionTests
{
    private static readonly S3Location Location = new("bucket", "");
    private static readonly S3SideOptions Keys = new() { AccessKey = "id", SecretAccessKey = "secret" };

    [Theory]
    [InlineData("http://127.0.0.1:9000", true)]
    [InlineData("http://[::1]:9000", true)]
    [InlineData("http://localhost:9000", true)]
    [InlineData("https://s3.example.com", false)]
    public void A_host_without_subdomains_has_the_bucket_in_the_path(string endpoint, bool pathStyle)
    {
        using var client = S3Connection.Open(Location, Keys with { EndpointUrl = endpoint });

        Assert.Equal(pathStyle, ((AmazonS3Config)client.Config).ForcePathStyle);
    }

    [Fact]
    public void A_custom_endpoint_without_a_region_is_signed_for_the_first_one()
    {
        using var client = S3Connection.Open(Location, Keys with { EndpointUrl = "http://127.0.0.1:1", Profile = null });

        Assert.Equal("us-east-1", client.Config.AuthenticationRegion);
    }

    [Fact]
    public void The_region_that_was_given_wins()
    {
        using var folder = new TempFolder();
        var file = folder.Write("credentials", "[p]\naws_access_key_id = a\naws_secret_access_key = b\nregion = eu-west-1\n");

        using var own = S3Connection.Open(Location, new() { Profile = "p", SharedCredentialsFile = file });
        using var given = S3Connection.Open(Location, new() { Profile = "p", SharedCredentialsFile = file, Region = "eu-central-1" });

        Assert.Equal(("eu-west-1", "eu-central-1"), (own.Config.RegionEndpoint.SystemName, given.Config.RegionEndpoint.SystemName));
    }

    [Fact]
    public void The_config_file_knows_the_profiles_region()
    {
        using var folder = new TempFolder();
        var credentials = folder.Write("credentials", "[p]\naws_access_key_id = a\naws_secret_access_key = b\n");
        var config = folder.Write("settings", "[profile p]\nregion = ap-south-1\n");

        using var client = S3Connection.Open(Location, new() { Profile = "p", SharedCredentialsFile = credentials, ConfigFile = config });

        Assert.Equal("ap-south-1", client.Config.RegionEndpoint.SystemName);
    }

    [Fact]
    public void A_profile_that_is_not_there_is_named_with_its_file()
    {
        using var folder = new TempFolder();
        var file = folder.Write("credentials", "[other]\naws_access_key_id = a\naws_secret_access_key = b\n");

        var failure = Assert.Throws<SyncException>(() => S3Connection.Open(Location, new() { Profile = "p", SharedCredentialsFile = file, Region = "eu-west-1" }));

        Assert.Equal("S3S202", failure.Problem.Code);
        Assert.Contains("\"p\"", failure.Problem.Message, StringComparison.Ordinal);
        Assert.Contains(file, failure.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_without_keys_is_unusable()
    {
        using var folder = new TempFolder();
        var file = folder.Write("credentials", "[p]\nregion = eu-west-1\n");

        var failure = Assert.Throws<SyncException>(() => S3Connection.Open(Location, new() { Profile = "p", SharedCredentialsFile = file }));

        Assert.Equal("S3S203", failure.Problem.Code);
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("host:9000")]
    [InlineData("nonsense")]
    public void An_endpoint_that_is_no_url_is_refused(string endpoint) =>
        Assert.Equal("S3S205", Assert.Throws<SyncException>(() => S3Connection.Open(Location, Keys with { EndpointUrl = endpoint })).Problem.Code);

    [Fact]
    public async Task The_wrong_secret_is_told_as_such()
    {
        await using var world = await BucketWorld.StartAsync();
        using var store = S3Store.Open(new(world.Bucket, ""), world.Side with { SecretAccessKey = "wrong" }, new(), new(), TimeProvider.System, static () => 0);

        var failure = await Assert.ThrowsAsync<SyncException>(() => BucketWorld.ListAsync(store));

        Assert.Equal("S3S208", failure.Problem.Code);
        Assert.DoesNotContain("wrong", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_access_key_is_told_as_such()
    {
        await using var world = await BucketWorld.StartAsync();
        using var store = S3Store.Open(new(world.Bucket, ""), world.Side with { AccessKey = "AKIAUNKNOWN" }, new(), new(), TimeProvider.System, static () => 0);

        Assert.Equal("S3S207", (await Assert.ThrowsAsync<SyncException>(() => BucketWorld.ListAsync(store))).Problem.Code);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_told_as_such()
    {
        await using var s3 = await S3World.InMemoryAsync(static settings => settings with { Https = true });
        var side = new S3SideOptions { AccessKey = S3World.AccessKey, SecretAccessKey = S3World.SecretKey, EndpointUrl = s3.Endpoint };
        using var store = S3Store.Open(Location, side, new(), new(), TimeProvider.System, static () => 0);

        Assert.Equal("S3S217", (await Assert.ThrowsAsync<SyncException>(() => BucketWorld.ListAsync(store))).Problem.Code);
    }
}
