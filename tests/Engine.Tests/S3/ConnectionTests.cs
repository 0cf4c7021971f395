using Amazon.S3;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Side;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Sdk;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class ConnectionTests
{
    private static readonly S3Location Location = new("bucket", "");
    private static readonly S3SideOptions Keys = new() { AccessKey = "id", SecretAccessKey = "secret" };

    [Theory]
    [InlineData("http://127.0.0.1:9000", "bucket")]
    [InlineData("http://127.0.0.1:9000/", "my.bucket")]
    [InlineData("https://localhost", "bucket")]
    [InlineData("http://localhost:80/base", "bucket")]
    [InlineData("http://[::1]:9000/base/", "Bucket_with_capitals")]
    public void What_is_known_of_a_plain_endpoint_is_what_the_SDKs_rules_say(string url, string bucket)
    {
        var location = new S3Location(bucket, "");
        var side = Keys with { EndpointUrl = url, Region = "eu-west-1" };
        using var client = Connect(location, side);

        Assert.Equal(WireEndpoint.Of(client, bucket), S3Connection.PlainEndpoint(location, side));
    }

    [Theory]
    [InlineData(null, "bucket", "eu-west-1")]
    [InlineData("http://s3.example.com", "bucket", "eu-west-1")]
    [InlineData("http://127.0.0.1", "zone--usw2-az1--x-s3", "eu-west-1")]
    [InlineData("http://127.0.0.1", "bucket", null)]
    public void What_depends_on_rules_or_on_the_environment_is_asked_of_the_SDK(string? url, string bucket, string? region) =>
        Assert.Null(S3Connection.PlainEndpoint(new(bucket, ""), Keys with { EndpointUrl = url, Region = region }));

    [Fact]
    public void Keys_are_printed_without_their_secret() =>
        Assert.DoesNotContain("secret", new WireKeys("id", "secret", "secret-token").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:9000", true)]
    [InlineData("http://[::1]:9000", true)]
    [InlineData("http://localhost:9000", true)]
    [InlineData("https://s3.example.com", false)]
    public void A_host_without_subdomains_has_the_bucket_in_the_path(string endpoint, bool pathStyle)
    {
        using var client = Connect(Location, Keys with { EndpointUrl = endpoint });

        Assert.Equal(pathStyle, ((AmazonS3Config)client.Config).ForcePathStyle);
    }

    [Fact]
    public void A_custom_endpoint_without_a_region_is_signed_for_the_first_one()
    {
        using var client = Connect(Location, Keys with { EndpointUrl = "http://127.0.0.1:1", Profile = null });

        Assert.Equal("us-east-1", client.Config.AuthenticationRegion);
    }

    [Fact]
    public void The_region_that_was_given_wins()
    {
        using var folder = new TempFolder();
        var file = folder.Write("credentials", "[p]\naws_access_key_id = a\naws_secret_access_key = b\nregion = eu-west-1\n");

        using var own = Connect(Location, new() { Profile = "p", SharedCredentialsFile = file });
        using var given = Connect(Location, new() { Profile = "p", SharedCredentialsFile = file, Region = "eu-central-1" });

        Assert.Equal(("eu-west-1", "eu-central-1"), (own.Config.RegionEndpoint.SystemName, given.Config.RegionEndpoint.SystemName));
    }

    [Fact]
    public void The_config_file_knows_the_profiles_region()
    {
        using var folder = new TempFolder();
        var credentials = folder.Write("credentials", "[p]\naws_access_key_id = a\naws_secret_access_key = b\n");
        var config = folder.Write("settings", "[profile p]\nregion = ap-south-1\n");

        using var client = Connect(Location, new() { Profile = "p", SharedCredentialsFile = credentials, ConfigFile = config });

        Assert.Equal("ap-south-1", client.Config.RegionEndpoint.SystemName);
    }

    [Fact]
    public void A_profile_that_is_not_there_is_named_with_its_file()
    {
        using var folder = new TempFolder();
        var file = folder.Write("credentials", "[other]\naws_access_key_id = a\naws_secret_access_key = b\n");

        var failure = Assert.Throws<SyncException>(() => Connect(Location, new() { Profile = "p", SharedCredentialsFile = file, Region = "eu-west-1" }));

        Assert.Equal("S3S202", failure.Problem.Code);
        Assert.Contains("\"p\"", failure.Problem.Message, StringComparison.Ordinal);
        Assert.Contains(file, failure.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_without_keys_is_unusable()
    {
        using var folder = new TempFolder();
        var file = folder.Write("credentials", "[p]\nregion = eu-west-1\n");

        var failure = Assert.Throws<SyncException>(() => Connect(Location, new() { Profile = "p", SharedCredentialsFile = file }));

        Assert.Equal("S3S203", failure.Problem.Code);
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("host:9000")]
    [InlineData("nonsense")]
    public void An_endpoint_that_is_no_url_is_refused(string endpoint) =>
        Assert.Equal("S3S205", Assert.Throws<SyncException>(() => Connect(Location, Keys with { EndpointUrl = endpoint })).Problem.Code);

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

    private static WireClient Connect(S3Location location, S3SideOptions side) => S3Connection.Open(location, side, new SideConnections(side, new()), new(side, new()), TimeProvider.System);
}
