using S3Sync.Catalog;
using S3Sync.Options;

namespace S3Sync.Tool.Tests.Config;

/// <summary>Which of several places wins, and what its origin is.</summary>
public sealed class LayerTests : IDisposable
{
    private const string Ends = "\"source\": \"dist\", \"target\": \"s3://b/\"";

    private readonly ConfigWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(0, 16, null)]
    [InlineData(1, 21, "WORKER_SIZE")]
    [InlineData(2, 22, "workerSize (s3sync.json:2:15)")]
    [InlineData(3, 23, "S3SYNC_WORKER_SIZE")]
    [InlineData(4, 24, "--worker-size")]
    public void Each_layer_wins_over_those_below(int layers, int expected, string? origin)
    {
        if (layers >= 1) _world.Environment["WORKER_SIZE"] = "21";
        if (layers >= 3) _world.Environment["S3SYNC_WORKER_SIZE"] = "23";
        if (layers >= 4) _world.Give("worker-size", "24");

        var reading = _world.Read($$"""{ {{Ends}}{{(layers >= 2 ? ",\n\"workerSize\": 22" : "")}} }""");

        Assert.Empty(_world.Problems);
        Assert.Equal((expected, origin), (reading.Sync!.Options.Transfer.WorkerSize, reading.Values.Of("worker-size")?.Origin));
    }

    [Fact]
    public void Patterns_are_a_list_in_a_config_and_a_text_with_semicolons_elsewhere()
    {
        _world.Environment["S3SYNC_PROTECT"] = "uploads ; \n logs/**;";
        _world.Environment["KIND"] = "map";

        var reading = _world.Read($$"""{ {{Ends}}, "exclude": ["a;b", "**/*.${KIND}"], "protect": ["weaker"] }""");

        Assert.Empty(_world.Problems);
        Assert.Equal(["a;b", "**/*.map"], reading.Sync!.Options.Filter.Exclude);
        Assert.Equal(["uploads", "logs/**"], reading.Sync.Options.Delete.Protect);
    }

    [Fact]
    public void An_environment_takes_patterns_back_by_an_empty_list()
    {
        var reading = _world.Give("environment", "all").Read($$"""{ {{Ends}}, "exclude": ["a"], "environments": { "all": { "exclude": [] } } }""");

        Assert.Empty(_world.Problems);
        Assert.Empty(reading.Sync!.Options.Filter.Exclude);
    }

    [Fact]
    public void A_report_of_the_command_line_goes_before_deletes_of_the_config()
    {
        var reading = _world.Give("report-sync-status", "true").Read($$"""{ {{Ends}}, "delete": true, "deleteExcluded": true, "maxDelete": 9 }""");

        Assert.Empty(_world.Problems);
        Assert.Equal((true, false, false, null), (reading.Sync!.Options.Status.Enabled, reading.Sync.Options.Delete.Enabled, reading.Sync.Options.Delete.DeleteExcluded, reading.Sync.Options.Delete.MaxDelete));
    }

    [Theory]
    [InlineData("delete", "S3S127")]
    [InlineData("max-delete", "S3S128")]
    public void A_report_beside_deletes_of_the_same_place_is_refused(string option, string code)
    {
        _world.Give("report-sync-status", "true").Give(option, option == "delete" ? "true" : "9").Read($$"""{ {{Ends}}, "delete": true }""");

        Assert.Contains(code, _world.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void A_delete_of_the_command_line_beside_a_report_of_the_config_is_refused()
    {
        _world.Give("delete", "true").Read($$"""{ {{Ends}}, "reportSyncStatus": true }""");

        Assert.Equal("S3S127", Assert.Single(_world.Problems).Code);
    }

    [Fact]
    public void What_needs_a_switch_that_is_turned_off_above_it_is_turned_off_with_it()
    {
        var reading = _world.Give("delete", "false").Read($$"""{ {{Ends}}, "delete": true, "maxDelete": 9 }""");

        Assert.Empty(_world.Problems);
        Assert.Equal((false, null), (reading.Sync!.Options.Delete.Enabled, reading.Sync.Options.Delete.MaxDelete));
    }

    [Fact]
    public void A_variable_of_an_end_that_is_a_directory_in_this_run_asks_for_nothing()
    {
        _world.Environment["S3SYNC_SOURCE_ENDPOINT_URL"] = "http://127.0.0.1:9000";
        _world.Environment["SOURCE_ACCESS_KEY"] = "a"; // and no secret: it is not even judged
        _world.Environment["S3SYNC_TARGET_REGION"] = "eu-west-1";

        var request = _world.ReadWhole($$"""{ {{Ends}} }""");

        Assert.Equal((null, null, "eu-west-1"), (request.Options.SourceS3.EndpointUrl, request.Options.SourceS3.AccessKey, request.Options.TargetS3.Region));
    }

    [Fact]
    public void A_value_of_the_config_knows_its_line_and_column()
    {
        var reading = _world.Read($$"""
            {
              {{Ends}},
              "workerSize":   7
            }
            """);

        Assert.Equal(("s3sync.json:3", 3, 19), (reading.Values.Of("worker-size")!.Place!.FileLine, reading.Values.Of("worker-size")!.Place!.Line, reading.Values.Of("worker-size")!.Place!.Column));
    }

    [Fact]
    public void A_config_in_the_current_folder_is_read_when_no_end_is_given()
    {
        var reading = _world.Read($$"""{ {{Ends}}, "delete": true }""");

        Assert.Equal((true, "s3sync.json"), (reading.Sync!.Options.Delete.Enabled, reading.Config!.Shown));
        Assert.Equal(["config: s3sync.json"], reading.Notices);
    }

    [Theory]
    [InlineData("source", "dist")]
    [InlineData("target", "s3://given/")]
    public void A_config_in_the_current_folder_is_not_read_when_an_end_is_given(string end, string text)
    {
        _world.Environment["S3SYNC_SOURCE"] = "dist";
        _world.Environment["S3SYNC_TARGET"] = "s3://b";

        var reading = _world.Give(end, text).Read("this is not even JSON");

        Assert.Empty(_world.Problems);
        Assert.Null(reading.Config);
        Assert.Empty(reading.Notices);
    }

    [Fact]
    public void A_config_in_the_current_folder_is_read_when_the_ends_are_in_the_environment()
    {
        _world.Environment["S3SYNC_TARGET"] = "s3://stronger/";

        Assert.Equal("s3://stronger/", _world.ReadWhole($$"""{ {{Ends}} }""").Target.ToString());
    }

    [Fact]
    public void A_named_config_goes_together_with_given_ends()
    {
        _world.Folder.Write("deploy/my.json", """{ "workerSize": 3, "target": "s3://of-the-config/" }""");

        var reading = _world.Give("config", "deploy/my.json").Give("source", "dist").Give("target", "s3://given/").Read();

        Assert.Empty(_world.Problems);
        Assert.Equal((3, "s3://given/"), (reading.Sync!.Options.Transfer.WorkerSize, reading.Sync.Target.ToString()));
        Assert.Equal(["config: deploy/my.json"], reading.Notices);
    }

    [Fact]
    public void Paths_of_the_config_are_relative_to_its_folder_and_given_ones_to_the_current()
    {
        _world.Folder.Write("deploy/out/index.html", "x");
        _world.Folder.Write("deploy/my.json", """{ "source": "out", "target": "s3://b/", "hashCache": "cache", "checkEtag": true, "awsConfigFile": "aws" }""");
        _world.Environment["S3SYNC_CONFIG"] = "deploy/my.json";

        var options = _world.Give("aws-config-file", "aws").Read().Sync!;

        Assert.Equal(_world.Folder.At("deploy", "out"), options.Source.ToString());
        Assert.Equal(_world.Folder.At("deploy", "cache"), options.Options.Compare.HashCache);
        Assert.Equal(_world.Folder.At("aws"), options.Options.SourceS3.ConfigFile);
    }

    [Fact]
    public void Every_option_of_the_catalogue_can_be_set_by_its_camel_case_name()
    {
        foreach (var option in OptionCatalog.All)
        {
            _world.Environment["VALUE"] = option.Kind is OptionKind.CustomerKey ? Convert.ToBase64String(new byte[32]) : "http://user:word@127.0.0.1:1";
            var reading = _world.Read($$"""{ "{{option.ConfigName}}": {{Sample(option)}} }""");

            Assert.DoesNotContain(_world.Problems, problem => problem.Code is not ("S3S108" or "S3S128" or "S3S762"));
            Assert.Equal(OptionLayer.Config, reading.Values.Of(option.Name)!.Layer);
            var bound = OptionBinder.Bind([option], reading.Values, _world.Folder.Path, _world.Problems);
            Assert.NotEqual(option.Get(new SyncOptions()), option.Get(bound));
        }
    }

    [Fact]
    public void Names_are_the_options_names_in_camel_case()
    {
        Assert.Equal("sourceSseCKeyMd5", OptionCatalog.Find("source-sse-c-key-md5").ConfigName);
        Assert.Equal("delete", OptionCatalog.Find("delete").ConfigName);
    }

    private static string Sample(OptionDefinition option) => option.Kind switch
    {
        _ when option.IsSecret => "\"${VALUE}\"",
        OptionKind.Flag => "true",
        OptionKind.Count => "2",
        OptionKind.Integer => "17",
        OptionKind.Size => "\"6MiB\"",
        OptionKind.Instant => "\"2023-02-19T12:00:00Z\"",
        OptionKind.Metadata or OptionKind.Tags => """{ "name": "value" }""",
        OptionKind.LogFilter => "\"s3sync=debug\"",
        OptionKind.Url => "\"http://127.0.0.1:1\"",
        OptionKind.Choice choice => $"\"{choice.Words[^1]}\"",
        _ => "\"x\"",
    };
}
