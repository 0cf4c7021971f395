using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

public sealed class EnvironmentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_prefixed_name_is_read_before_the_plain_one()
    {
        var error = await ErrorOfAsync([("S3SYNC_WORKER_SIZE", "many"), ("WORKER_SIZE", "few")]);

        Assert.Contains("S3SYNC_WORKER_SIZE is 'many'", error);
        Assert.DoesNotContain("few", error);
    }

    [Fact]
    public async Task The_plain_name_is_named_when_its_value_is_wrong()
    {
        Assert.Contains("error S3S112: WORKER_SIZE is 'few'", await ErrorOfAsync([("WORKER_SIZE", "few")]));
    }

    [Fact]
    public async Task The_command_line_wins_over_the_environment()
    {
        Assert.Equal("", await ErrorOfAsync([("S3SYNC_WORKER_SIZE", "many"), ("WORKER_SIZE", "few")], "--worker-size", "4"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("yes")]
    [InlineData("ON")]
    [InlineData("true")]
    public async Task A_switch_is_on_by_these_words(string word)
    {
        Assert.Contains("CHECK_SIZE' and '--check-etag' exclude", await ErrorOfAsync([("CHECK_SIZE", word)], "--check-etag"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("no")]
    [InlineData("Off")]
    [InlineData("false")]
    [InlineData("")]
    public async Task A_switch_that_is_off_conflicts_with_nothing(string word)
    {
        Assert.Equal("", await ErrorOfAsync([("CHECK_SIZE", word)], "--check-etag"));
    }

    [Fact]
    public async Task A_switch_that_is_neither_on_nor_off_is_refused()
    {
        Assert.Contains("S3SYNC_DELETE is 'perhaps'", await ErrorOfAsync([("S3SYNC_DELETE", "perhaps")]));
    }

    [Fact]
    public async Task Both_ends_can_come_from_the_environment()
    {
        var result = await ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string> { ["SOURCE"] = "nowhere", ["S3SYNC_TARGET"] = "s3://" });

        Assert.Contains($"SOURCE is '{_folder.At("nowhere")}'", result.Error);
        Assert.Contains("S3SYNC_TARGET is 's3://'", result.Error);
    }

    [Fact]
    public async Task An_option_of_this_tool_alone_does_not_read_a_plain_name()
    {
        Assert.Equal("", await ErrorOfAsync([("LOCAL_S3", _folder.At("tree", "inside"))]));
    }

    // A dry run from an empty folder into memory: it needs nothing and touches nothing, so only what was asked for can be wrong.
    private async Task<string> ErrorOfAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        Directory.CreateDirectory(_folder.At("tree"));
        string[] all = [.. arguments, "tree", "s3://bucket", "--local-s3", "objects", "--dry-run", "-q"];
        var result = await ToolProcess.RunInAsync(_folder.Path, environment.ToDictionary(x => x.Name, x => x.Value), all);
        Assert.Equal(result.Error.Length == 0 ? 0 : 2, result.ExitCode);
        return result.Error;
    }
}
