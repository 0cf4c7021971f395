using S3Sync.Catalog;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public async Task Help_is_printed_on_stdout_and_is_no_failure(string argument)
    {
        var result = await ToolProcess.RunAsync(argument);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Usage: dotnet s3sync [OPTIONS] SOURCE TARGET", result.Out);
    }

    [Fact]
    public async Task Help_shows_every_option_with_its_environment_name_and_default()
    {
        var result = await ToolProcess.RunAsync("--help");

        foreach (var option in OptionCatalog.All)
        {
            Assert.Contains(option.Shown, result.Out);
            if (option.EnvironmentNames.Count > 0)
            {
                Assert.Contains($"[env: {option.EnvironmentNames[^1]}", result.Out);
            }
        }

        Assert.Contains("[env: WORKER_SIZE] [default: 16]", result.Out);
        Assert.Contains("[env: MULTIPART_THRESHOLD] [default: 8MiB]", result.Out);
        Assert.Contains("[env: S3SYNC_LOCAL_S3]", result.Out);
    }

    [Fact]
    public async Task Help_lists_the_exit_codes()
    {
        var result = await ToolProcess.RunAsync("--help");

        Assert.All(new[] { "  0  ", "  1  ", "  2  ", "  3  ", "  130  ", "  143  " }, code => Assert.Contains("\n" + code, result.Out));
    }

    [Fact]
    public async Task Help_never_shows_what_the_environment_holds()
    {
        var environment = OptionCatalog.All.SelectMany(option => option.EnvironmentNames).ToDictionary(name => name, _ => "mark3d-s3cret");

        var result = await ToolProcess.RunInAsync(null, environment, "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("mark3d-s3cret", result.Out + result.Error);
    }

    [Fact]
    public async Task No_line_of_the_help_is_wider_than_a_hundred_columns()
    {
        var result = await ToolProcess.RunAsync("--help");

        Assert.All(result.OutLines, line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [InlineData("serve", "--memory")]
    [InlineData("verify", "--target-endpoint-url")]
    public async Task A_command_has_its_own_help_by_both_ways(string command, string option)
    {
        var byName = await ToolProcess.RunAsync("help", command);
        var byOption = await ToolProcess.RunAsync(command, "--help");

        Assert.Equal(byName.Out, byOption.Out);
        Assert.Contains(option, byName.Out);
        Assert.Contains("--verbose", byName.Out);
    }

    [Fact]
    public async Task The_help_of_an_unknown_command_is_a_usage_error()
    {
        var result = await ToolProcess.RunAsync("help", "servo");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'servo'", result.Error);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    public async Task The_version_is_printed(string argument)
    {
        var result = await ToolProcess.RunAsync(argument);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^s3sync \d+\.\d+\.\d+", result.Out);
    }

    [Fact]
    public async Task Help_loads_neither_the_SDK_nor_a_web_server_nor_the_parser()
    {
        using var folder = new TestKit.TempFolder();
        var list = folder.At("assemblies");

        await ToolProcess.RunInAsync(null, new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(HelpTests).Assembly.Location,
            [StartupHook.ListVariable] = list,
        }, "--help");

        var loaded = await File.ReadAllLinesAsync(list);
        Assert.Contains("S3Sync.Engine", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("AWSSDK", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("McMaster", StringComparison.Ordinal)
            || name is "S3Sync.LocalS3" or "System.Text.RegularExpressions");
    }
}
