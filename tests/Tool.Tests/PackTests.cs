using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

[Collection(nameof(Build))]
public sealed class PackTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_packed_tool_installs_from_a_folder_and_runs_by_both_names()
    {
        var environment = new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" };

        var result = await Shell.RunAsync($"""
            dotnet pack src/Tool -c Release -o '{_folder.At("feed")}' --artifacts-path '{_folder.At("build")}'
            cd '{_folder.Path}'
            dotnet tool install s3sync --tool-path tools --source feed
            PATH="$PWD/tools:$PATH"
            mkdir -p tree && echo one > tree/a.txt
            dotnet s3sync --version
            dotnet-s3sync tree s3://box --local-s3 objects
            """, Shell.Repository, environment);

        Assert.True(result.ExitCode == 0, result.Out + result.Error);
        Assert.Contains("Done, s3://box/: 1 object (4 B) transferred, each verified.", result.Error);
    }
}
