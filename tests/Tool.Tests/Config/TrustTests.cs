namespace S3Sync.Tool.Tests.Config;

/// <summary>What a config that somebody else wrote may do.</summary>
public sealed class TrustTests : IDisposable
{
    private const string Untrusted = "S3S732";
    private const string Config = """{ "source": "dist", "target": "s3://b/", "targetEndpointUrl": "https://elsewhere.example" }""";

    private readonly ConfigWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void An_endpoint_of_the_config_is_told()
    {
        var reading = _world.Give("allow-config-endpoint", "true").Read(Config);

        Assert.Empty(_world.Problems);
        Assert.Equal(["config: s3sync.json", "endpoint: https://elsewhere.example (s3sync.json:1)"], reading.Notices);
    }

    [Theory]
    [InlineData("S3SYNC_ALLOW_CONFIG_ENDPOINT", "1")]
    [InlineData("S3SYNC_TARGET_ENDPOINT_URL", "https://mine.example")]
    public void It_is_accepted_when_the_environment_says_so_or_names_another(string variable, string value)
    {
        _world.Environment[variable] = value;

        _world.Read(Config);

        Assert.Empty(_world.Problems);
    }

    [Theory]
    [InlineData("ALLOW_CONFIG_ENDPOINT", "1")]
    [InlineData("TARGET_ENDPOINT_URL", "https://mine.example")]
    [InlineData("TARGET_PROFILE", "p")]
    public void It_is_refused_with_credentials_that_were_not_meant_for_it(string variable, string value)
    {
        _world.Environment[variable] = value;

        _world.Read(Config);

        Assert.Equal(Untrusted, Assert.Single(_world.Problems).Code);
    }

    [Theory]
    [InlineData("S3SYNC_TARGET_")]
    [InlineData("TARGET_")]
    public void It_is_accepted_with_keys_of_its_own_from_the_environment(string prefix)
    {
        _world.Environment[prefix + "ACCESS_KEY"] = "id";
        _world.Environment[prefix + "SECRET_ACCESS_KEY"] = "s3cret-of-mine";

        _world.Read(Config);

        Assert.Empty(_world.Problems);
    }

    [Fact]
    public void It_is_accepted_with_keys_of_its_own_in_the_config()
    {
        _world.Environment["LAB"] = "s3cret-of-mine";

        var reading = _world.Read("""{ "source": "dist", "target": "s3://b/", "targetEndpointUrl": "https://lab.example", "targetAccessKey": "id", "targetSecretAccessKey": "${LAB}" }""");

        Assert.Empty(_world.Problems);
        Assert.Equal("s3cret-of-mine", reading.Sync!.Options.TargetS3.SecretAccessKey);
        Assert.Equal(["s3cret-of-mine"], reading.Secrets);
    }

    [Fact]
    public void A_public_source_that_is_asked_without_signing_may_be_anywhere()
    {
        _world.Read("""{ "source": "s3://b/", "target": "out", "sourceEndpointUrl": "https://elsewhere.example", "sourceNoSignRequest": true }""");

        Assert.Empty(_world.Problems);
    }

    [Fact]
    public void The_side_that_the_endpoint_is_not_for_may_use_the_default_chain()
    {
        _world.Environment["LAB"] = "s3cret-of-mine";

        _world.Read("""{ "source": "s3://a/", "target": "s3://b/", "targetEndpointUrl": "https://lab.example", "targetAccessKey": "id", "targetSecretAccessKey": "${LAB}" }""");

        Assert.Empty(_world.Problems);
    }

    [Fact]
    public void The_access_key_id_of_AWS_may_be_named_beside_its_secret()
    {
        _world.Environment["AWS_ACCESS_KEY_ID"] = "id";
        _world.Environment["AWS_SECRET_ACCESS_KEY"] = "s3cret-of-mine";

        var reading = _world.Read("""{ "source": "dist", "target": "s3://b/", "targetAccessKey": "${AWS_ACCESS_KEY_ID}", "targetSecretAccessKey": "${AWS_SECRET_ACCESS_KEY}" }""");

        Assert.Empty(_world.Problems);
        Assert.Equal("id", reading.Sync!.Options.TargetS3.AccessKey);
    }

    [Fact]
    public void A_secret_of_the_config_is_masked_where_another_value_is_the_same()
    {
        _world.Environment["LAB"] = "s3cret-of-mine";
        _world.Environment["S3SYNC_WORKER_SIZE"] = "s3cret-of-mine";

        _world.Read("""{ "source": "dist", "target": "s3://b/", "targetAccessKey": "id", "targetSecretAccessKey": "${LAB}" }""");

        Assert.Equal("S3SYNC_WORKER_SIZE is '***', which is no whole number from 1 to 65535.", Assert.Single(_world.Problems).Message);
    }
}
