using S3Sync.MSBuildTask.Logging;
using S3Sync.MSBuildTask.Requests;
using S3Sync.MSBuildTask.Running;
using S3Sync.Problems;
using S3Sync.TestKit;

namespace S3Sync.MSBuildTask.Tests.World;

/// <summary>What the targets of S3SyncOnPublish do, without a build around them: what is depended on is written down, times are compared, and it is run or not.</summary>
internal sealed class PublishWorld : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private PublishWorld(S3World s3) => S3 = s3;

    public S3World S3 { get; }

    /// <summary>The variables that the request knows.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The options that are given, by name.</summary>
    public Dictionary<string, string> Options { get; } = new(StringComparer.Ordinal) { ["source"] = "site", ["target"] = "s3://web/app/" };

    /// <summary>What is published when nothing says it.</summary>
    public string? DefaultSource { get; set; }

    public RememberedLog Log { get; } = new();

    public string ListFile => _folder.At("obj/s3sync.inputs");

    public string StampFile => _folder.At("obj/s3sync.stamp");

    public static async Task<PublishWorld> StartAsync()
    {
        var world = new PublishWorld(await S3World.InMemoryAsync());
        await world.S3.BucketAsync("web");
        world.Variables["S3SYNC_TARGET_ACCESS_KEY"] = S3World.AccessKey;
        world.Variables["S3SYNC_TARGET_SECRET_ACCESS_KEY"] = S3World.SecretKey;
        world.Variables["S3SYNC_TARGET_REGION"] = "us-east-1";
        world.Variables["S3SYNC_TARGET_ENDPOINT_URL"] = world.S3.Endpoint;
        world.Write("site/index.html", "one");
        return world;
    }

    public string Write(string path, string text) => _folder.Write(path, text);

    public string At(string path) => _folder.At(path);

    public BuildRequest Request() => new(_folder.Path)
    {
        Given = [.. Options.Select(option => new GivenText(option.Key, option.Value))],
        DefaultSource = DefaultSource,
        Stamp = StampFile,
        Variables = Variables,
    };

    /// <summary>The first of the two tasks; whether MSBuild would go on to the second.</summary>
    public bool Prepare(string? always = null)
    {
        var inputs = Preparation.Prepare(Request(), ListFile, always, Log);
        return !File.Exists(StampFile) || inputs.Any(input => !File.Exists(input) || File.GetLastWriteTimeUtc(input) > File.GetLastWriteTimeUtc(StampFile));
    }

    /// <summary>The second.</summary>
    public Task<DeployOutcome> RunAsync() => Deployment.RunAsync(Request(), Log, CancellationToken.None);

    /// <summary>Both; whether it ran, which then went well.</summary>
    public async Task<bool> PublishAsync(string? always = null)
    {
        var runs = Prepare(always);
        Assert.True(!runs || (await RunAsync()).IsGood, string.Join('\n', Log.Errors));
        Assert.Empty(Log.Errors);
        return runs;
    }

    public async ValueTask DisposeAsync()
    {
        await S3.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What was told.</summary>
internal sealed class RememberedLog : IBuildLog
{
    public List<Problem> Errors { get; } = [];

    /// <summary>What is always seen, a line for each run.</summary>
    public List<string> Outcomes { get; } = [];

    public void Error(Problem problem) => Errors.Add(problem);

    public void Warn(Problem problem)
    {
        // A run that warns is no good run, which the stamp tells.
    }

    public void Tell(Weight weight, string text)
    {
        Outcomes.AddRange(weight == Weight.Outcome ? [text] : []);
    }
}
