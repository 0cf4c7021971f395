namespace S3Sync.Tool.Tests.Config;

/// <summary>Environments of a config, rules, and variables in both.</summary>
public sealed class OverlayTests : IDisposable
{
    private readonly ConfigWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(null, "s3://whole/", 4, false)]
    [InlineData("staging", "s3://staging/", 4, true)]
    [InlineData("production", "s3://www/", 9, true)]
    public void An_environment_lies_over_the_file_and_over_what_it_extends(string? environment, string target, int workers, bool deletes)
    {
        if (environment is not null) _world.Give("environment", environment);

        var request = _world.ReadWhole("""
            {
              "source": "dist", "target": "s3://whole/", "workerSize": 4,
              "environments": {
                "production": { "extends": "staging", "target": "s3://www/", "workerSize": 9 },
                "staging": { "target": "s3://staging/", "delete": true },
              },
            }
            """);

        Assert.Equal((target, workers, deletes), (request.Target.ToString(), request.Options.Transfer.WorkerSize, request.Options.Delete.Enabled));
    }

    [Fact]
    public void An_environment_takes_a_switch_back()
    {
        Assert.False(_world.Give("environment", "x").ReadWhole("""{ "source": "dist", "target": "s3://b/", "delete": true, "environments": { "x": { "delete": false } } }""").Options.Delete.Enabled);
    }

    [Fact]
    public void Rules_of_an_environment_come_after_those_of_the_file_and_know_where_they_are_from()
    {
        var rules = _world.Give("environment", "two").ReadWhole("""
            {
              "source": "dist", "target": "s3://b/",
              "environments": {
                "two": {
                  "extends": "one",
                  "rules": [{ "match": ["c"], "acl": "private" }]
                },
                "one": {
                  "rules": [{ "match": ["b"], "acl": "private" }]
                }
              },
              "rules": [
                { "match": ["a"], "acl": "private" }
              ]
            }
            """).Options.Rules;

        Assert.Equal([("rules[0]", "s3sync.json:13", "a"), ("environments.one.rules[0]", "s3sync.json:9", "b"), ("environments.two.rules[0]", "s3sync.json:6", "c")],
            rules.Select(rule => (rule.Name, rule.Origin, rule.Match[0])));
    }

    [Fact]
    public void A_rule_holds_every_field_as_the_option_of_that_name_reads_it()
    {
        _world.Environment["FOLDER"] = "assets";
        var rule = Assert.Single(_world.ReadWhole("""
            {
              "source": "dist", "target": "s3://b/",
              "rules": [{
                "match": ["${FOLDER}/**", "*.js"], "exclude": ["**/*.map"],
                "cacheControl": "no-cache", "contentType": "text/x", "contentEncoding": "gzip", "contentDisposition": "inline", "contentLanguage": "en",
                "expires": "2030-01-01T00:00:00Z", "websiteRedirect": "/y", "storageClass": "ONE-ZONE_IA", "acl": "public-read",
                "metadata": { "Who": "a, b" }, "tags": { "k&": "v=1 2" },
              }],
            }
            """).Options.Rules);

        Assert.Equal(["assets/**", "*.js"], rule.Match);
        Assert.Equal(["**/*.map"], rule.Exclude);
        Assert.Equal(("no-cache", "text/x", "gzip", "inline", "en"), (rule.CacheControl, rule.ContentType, rule.ContentEncoding, rule.ContentDisposition, rule.ContentLanguage));
        Assert.Equal((DateTimeOffset.Parse("2030-01-01T00:00:00Z", null), "/y", "ONEZONE_IA", "public-read"), (rule.Expires, rule.WebsiteRedirect, rule.StorageClass, rule.Acl));
        Assert.Equal([KeyValuePair.Create("who", "a, b")], rule.UserMetadata!);
        Assert.Equal([KeyValuePair.Create("k&", "v=1 2")], rule.Tags!);
    }

    [Fact]
    public void Metadata_and_tags_of_nothing_take_away_what_there_was()
    {
        var rule = Assert.Single(_world.ReadWhole("""{ "source": "dist", "target": "s3://b/", "rules": [{ "match": ["**"], "metadata": {}, "tags": {} }] }""").Options.Rules);

        Assert.Empty(rule.UserMetadata!);
        Assert.Empty(rule.Tags!);
    }

    [Fact]
    public void A_variable_stands_in_texts_and_for_switches_and_numbers_and_is_escaped_by_a_second_dollar()
    {
        _world.Environment["STAGE"] = "beta";
        _world.Environment["COUNT"] = "7";
        _world.Environment["ON"] = "true";

        var request = _world.ReadWhole("""{ "source": "dist", "target": "s3://b-${STAGE}/${STAGE}", "workerSize": "${COUNT}", "delete": "${ON}", "cacheControl": "$${STAGE} $5 $$" }""");

        Assert.Equal(("s3://b-beta/beta", 7, true), (request.Target.ToString(), request.Options.Transfer.WorkerSize, request.Options.Delete.Enabled));
        Assert.Equal("${STAGE} $5 $$", request.Options.Metadata.CacheControl);
    }

    [Fact]
    public void What_a_variable_holds_is_not_looked_through_for_variables()
    {
        _world.Environment["OUTER"] = "${INNER}";

        Assert.Equal("${INNER}", _world.ReadWhole("""{ "source": "dist", "target": "s3://b/", "cacheControl": "${OUTER}" }""").Options.Metadata.CacheControl);
    }

    [Fact]
    public void The_variables_of_an_environment_that_is_not_chosen_need_not_be_set()
    {
        Assert.NotNull(_world.ReadWhole("""{ "source": "dist", "target": "s3://b/", "environments": { "x": { "target": "s3://${UNSET}/", "rules": [{ "match": ["${UNSET}"], "acl": "private" }] } } }"""));
    }

    [Fact]
    public void Rules_without_effect_are_warned_about_as_options_are()
    {
        var request = _world.ReadWhole("""
            {
              "source": "s3://b/", "target": "out",
              "targetRegion": "eu-west-1",
              "rules": [{ "match": ["**"], "acl": "private" }]
            }
            """);

        Assert.Empty(request.Options.Rules);
        Assert.Equal(
            ["S3S165: 'targetRegion (s3sync.json:3:19)' has no effect, because TARGET is a directory. Leave it out.", "S3S165: 'rules[0] (s3sync.json:4)' has no effect, because TARGET is a directory. Leave it out."],
            request.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public void A_problem_of_the_config_knows_its_place_also_when_a_rule_among_options_finds_it()
    {
        _world.Read("{\n  \"source\": \"nowhere\",\n  \"target\": \"s3://b/\",\n  \"checkSize\": true, \"checkEtag\": true, \"maxKeys\": 0\n}");

        Assert.Equal(["s3sync.json:4:52", "s3sync.json:4:16", "s3sync.json:2:13"], _world.Problems.Select(problem => problem.Place!.ToString()));
    }
}
