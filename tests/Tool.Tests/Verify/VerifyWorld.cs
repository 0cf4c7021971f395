using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Verify;

/// <summary>A tree that was published to a folder of objects, with its manifest.</summary>
internal sealed class VerifyWorld : IDisposable
{
    public TempFolder Folder { get; } = new();

    public string Manifest => Folder.At("m.json");

    public Task<ToolResult> SyncAsync(string source, string target, params string[] more) => RunAsync([Place(source), Place(target), .. more]);

    /// <summary>Publishes the tree to s3://box/p/ and leaves a manifest.</summary>
    public async Task PublishAsync(params string[] more)
    {
        var result = await SyncAsync("tree", "s3://box/p/", ["--manifest", Manifest, .. more]);
        Assert.Equal((0, ""), (result.ExitCode, result.ExitCode == 0 ? "" : result.Error));
    }

    public Task<ToolResult> VerifyAsync(params string[] arguments) => RunAsync(["verify", .. arguments]);

    public Task<ToolResult> RunAsync(params string[] arguments) =>
        ToolProcess.RunInAsync(Folder.Path, new Dictionary<string, string>(), [.. arguments, "--local-s3", Folder.At("objects")]);

    public void Dispose() => Folder.Dispose();

    private string Place(string place) => place.StartsWith("s3://", StringComparison.Ordinal) ? place : Folder.At(place);
}
