using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Seed;

/// <summary>How much happens at a time: while the first request stands still, the others are waited for, or may not come.</summary>
public sealed class ConcurrencyTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private S3World _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        await _world.BucketAsync("box");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_more_objects_move_at_a_time_than_there_are_workers()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            _folder.Write($"tree/{name}", name);
        }

        Assert.Equal(2, await AtOnceAsync("PutObject", 2, "--worker-size", "2"));
    }

    [Fact]
    public async Task No_more_parts_are_in_flight_than_were_asked_for()
    {
        _folder.Write("tree/big", Content.Of(20 << 20));

        Assert.Equal(2, await AtOnceAsync("UploadPart", 2, "--max-parallel-uploads", "2", "--multipart-chunksize", "5MiB"));
    }

    // Every request of the operation stands still; the run is ended when as many are there as may be, and no more must have come until then.
    private async Task<int> AtOnceAsync(string operation, int expected, params string[] options)
    {
        var rule = _world.Server.Faults.On(operation).Stall();
        using var tool = ToolProcess.Start(_folder.Path, new Dictionary<string, string>(), ["tree", "s3://box", .. Account.Of(_world, "target"), .. options]);
        await rule.ReachedAsync(expected);
        await tool.SignalAsync("INT");
        var result = await tool.EndAsync();
        Assert.Equal(130, result.ExitCode);
        return _world.Server.Requests.Count(operation);
    }
}
