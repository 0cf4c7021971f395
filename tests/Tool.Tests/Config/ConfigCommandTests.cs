using System.Text.Json;
using System.Text.RegularExpressions;
using S3Sync.Catalog;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Config;

/// <summary><c>s3sync config</c>, and runs with a config, as processes.</summary>
public sealed class ConfigCommandTests : IDisposable
{
    private const string Secret = "mark3d-s3cret";

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new()
    {
        ["S3SYNC_WORKER_SIZE"] = "8",
        ["CHECK_SIZE"] = "true",
        ["LAB_SECRET"] = Secret,
        ["STAGE"] = "beta",
    };

    public ConfigCommandTests()
    {
        _folder.Write("dist/index.html", "x");
        _folder.Write("dist/sitemap.xml", "y"); // a pattern that fits nothing is warned about
        _folder.Write("dist/drafts/next.html", "z");
        _folder.Write("s3sync.json", """
            {
              // what is published
              "source": "dist",
              "target": "s3://site/",
              "metadata": { "stage": "${STAGE}", "by": "a, b" },
              "rules": [
                { "match": ["**/*.html", "sitemap.xml"], "exclude": ["drafts/**"], "cacheControl": "no-cache", "tags": { "kind": "page" } },
              ],
              "environments": {
                "lab": {
                  "targetEndpointUrl": "http://127.0.0.1:1",
                  "targetAccessKey": "lab",
                  "targetSecretAccessKey": "${LAB_SECRET}",
                },
              },
            }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_lists_what_was_given_with_where_it_is_from_and_the_rules()
    {
        var result = await RunAsync("config", "--environment", "lab", "--delete");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        // How wide the columns are depends on the folder's name.
        Snapshot.Verify(Regex.Replace(result.Out.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal), "(?<=[^ ]) {2,}", "  "), "Listing");
    }

    [Fact]
    public async Task With_all_it_lists_every_option()
    {
        var result = await RunAsync("config", "--all");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(OptionCatalog.All, option => Assert.Contains(result.OutLines, line => line.StartsWith(option.ConfigName + " ", StringComparison.Ordinal)));
        Assert.Contains(result.OutLines, line => line.StartsWith("maxKeys ", StringComparison.Ordinal) && line.EndsWith(" default", StringComparison.Ordinal));
    }

    [Fact]
    public async Task As_JSON_it_is_one_object()
    {
        var result = await RunAsync("config", "--json", "--environment", "lab");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Out);
        var (options, config) = (json.RootElement.GetProperty("options"), json.RootElement.GetProperty("config"));
        Assert.Equal(("lab", _folder.At("s3sync.json")), (config.GetProperty("environment").GetString(), config.GetProperty("file").GetString()));
        Assert.Equal(("***", "s3sync.json:13, ${LAB_SECRET}"), (options.GetProperty("targetSecretAccessKey").GetProperty("value").GetString(), options.GetProperty("targetSecretAccessKey").GetProperty("origin").GetString()));
        Assert.Equal("no-cache", json.RootElement.GetProperty("rules")[0].GetProperty("cacheControl").GetString());
        Assert.DoesNotContain(Secret, result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_lists_ends_and_options_of_the_command_line_without_any_config()
    {
        var result = await RunAsync("config", "dist", "s3://given/x", "--local-s3", "objects");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("config: none", result.OutLines[0]);
        Assert.Equal(["source", "target", "workerSize", "checkSize", "localS3"], result.OutLines.Skip(1).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal).OrderBy(name => Array.IndexOf(["source", "target", "workerSize", "checkSize", "localS3"], name)));
        Assert.Contains("SOURCE", result.Out);
        Assert.False(Directory.Exists(_folder.At("objects")));
    }

    [Fact]
    public async Task A_config_with_an_endpoint_that_is_not_trusted_is_shown_and_refused()
    {
        _folder.Write("s3sync.json", """{ "source": "dist", "target": "s3://site/", "targetEndpointUrl": "https://elsewhere.example" }""");

        var result = await RunAsync("config");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("endpoint: https://elsewhere.example (s3sync.json:1)", result.OutLines);
        Assert.Contains(result.OutLines, line => line.StartsWith("target ", StringComparison.Ordinal));
        Assert.StartsWith("error S3S732: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_does_not_ask_for_ends()
    {
        var result = await ToolProcess.RunInAsync(_folder.At("dist"), new Dictionary<string, string>(), "config", "--delete");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("config: none\n\ndelete  true  --delete\n", result.Out);
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_exit_code_2()
    {
        var result = await RunAsync("config", "--environment", "lap", "--worker-size", "none");

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("S3S720", result.Error);
        Assert.Contains("--worker-size is 'none'", result.Error);
    }

    [Fact]
    public async Task It_has_its_own_help_by_both_ways()
    {
        var byName = await ToolProcess.RunAsync("help", "config");
        var byOption = await ToolProcess.RunAsync("config", "--help");

        Assert.Equal(byName.Out, byOption.Out);
        Assert.Contains("Usage: dotnet s3sync config [OPTIONS] [SOURCE TARGET]", byName.Out);
        Assert.Contains("--environment", byName.Out);
        Assert.All(byName.OutLines, line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public async Task A_run_says_that_it_uses_a_config_and_does_what_it_says()
    {
        var result = await RunAsync("--local-s3", "objects");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("config: s3sync.json", result.ErrorLines[0]);
        Assert.Contains("Done, s3://site/: 3 objects (3 B) transferred, each verified.", result.Error);
    }

    [Fact]
    public async Task A_quiet_run_does_not_say_it()
    {
        var result = await RunAsync("--local-s3", "objects", "-q");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task The_secrets_of_a_config_are_in_no_output_of_a_run_that_fails()
    {
        var result = await RunAsync("--environment", "lab", "-vvv", "--aws-sdk-tracing", "--aws-max-attempts", "1", "--force-retry-count", "0");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("endpoint: http://127.0.0.1:1 (s3sync.json:11)", result.ErrorLines[1]);
        Assert.DoesNotContain(Secret, result.Out + result.Error, StringComparison.Ordinal);
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => ToolProcess.RunInAsync(_folder.Path, _environment, arguments);
}
