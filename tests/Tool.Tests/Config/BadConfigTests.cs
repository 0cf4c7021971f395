using System.Text;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Config;

/// <summary>Bad configs: everything is said, nothing is touched.</summary>
public sealed class BadConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names => [.. BadConfigs.All.Select(bad => bad.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_config_is_told_with_exit_code_2_and_nothing_is_touched(string name)
    {
        var bad = BadConfigs.All.Single(bad => bad.Name == name);

        var result = await RunAsync(bad);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Equal("Nothing was done. Every option is explained by --help.", result.ErrorLines[^1]);
        Assert.DoesNotContain(BadConfigs.Secret, result.Error, StringComparison.Ordinal);
        Assert.Equal(["dist", "s3sync.json"], Directory.GetFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(["index.html"], Directory.GetFileSystemEntries(_folder.At("dist")).Select(path => Path.GetFileName(path)));
        Snapshot.Verify(Messages(result), $"Bad/{name.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal)}");
    }

    [Fact]
    public void Every_bad_config_has_a_name_of_its_own_and_there_are_at_least_30() =>
        Assert.InRange(BadConfigs.All.Select(bad => bad.Name).Distinct().Count(), 30, BadConfigs.All.Count);

    [Fact]
    public async Task A_config_that_cannot_be_read_is_told()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // the file that nobody can read, root neither, is one of Linux
        }

        var result = await RunAsync(BadConfigs.All[0] with { Arguments = ["--config", "/proc/self/mem"] });

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("error S3S702: The config '/proc/self/mem' cannot be read: ", result.Error);
    }

    private Task<ToolResult> RunAsync(BadConfig bad)
    {
        _folder.Write("dist/index.html", "x");
        _folder.Write("s3sync.json", bad.Text);
        var environment = new Dictionary<string, string>(bad.Environment) { ["S3SYNC_LOCAL_S3"] = _folder.At("objects") };
        return ToolProcess.RunInAsync(_folder.Path, environment, bad.Arguments);
    }

    private string Messages(ToolResult result) => new StringBuilder()
        .AppendJoin('\n', result.ErrorLines.SkipLast(1))
        .Replace(_folder.Path, "FOLDER")
        .ToString();
}
