using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

public sealed class SignalTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private S3World _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        await _world.BucketAsync("box");
        _folder.Write("tree/big", Content.Of(20 << 20));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_cleans_up_reports_and_has_its_exit_code(string signal, int exitCode)
    {
        var stalled = _world.Server.Faults.On("UploadPart").Nth(2).Stall();
        using var tool = Start();
        await stalled.ReachedAsync();

        await tool.SignalAsync(signal);
        var result = await tool.EndAsync();

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("error 0 objects", result.Error);
        Assert.Contains("Interrupted:", result.ErrorLines[^1]);
        Assert.Equal(1, _world.Server.Requests.Count("AbortMultipartUpload"));
        Assert.Empty((await _world.Client.ListMultipartUploadsAsync("box")).MultipartUploads ?? []);
    }

    [Fact]
    public async Task A_second_interrupt_ends_at_once()
    {
        var stalled = _world.Server.Faults.On("UploadPart").Nth(2).Stall();
        var cleaning = _world.Server.Faults.On("AbortMultipartUpload").Stall();
        using var tool = Start();
        await stalled.ReachedAsync();
        await tool.SignalAsync("INT");
        await cleaning.ReachedAsync();

        await tool.SignalAsync("INT");
        var result = await tool.EndAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.DoesNotContain("duration", result.Error);
    }

    private ToolProcess Start() =>
        ToolProcess.Start(_folder.Path, new Dictionary<string, string>(), ["tree", "s3://box/p/", .. Account.Of(_world, "target")]);
}
