using System.Text;
using System.Text.RegularExpressions;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.GitHub;

/// <summary>A step as the runner starts it: a workspace, files to answer through, inputs as variables, and an S3 to publish to.</summary>
internal sealed partial class StepWorld : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private StepWorld(S3World s3) => S3 = s3;

    public S3World S3 { get; }

    public string Workspace => _folder.At("workspace");

    public string Home => _folder.At("home");

    public string OutputFile => _folder.At("output");

    public string SummaryFile => _folder.At("summary.md");

    public string ArtifactsFile => _folder.At("artifacts");

    /// <summary>Variables besides those of every step.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["AWS_ACCESS_KEY_ID"] = S3World.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = S3World.SecretKey,
        ["AWS_REGION"] = "us-east-1",
    };

    public static async Task<StepWorld> StartAsync(Func<LocalS3.LocalS3Settings, LocalS3.LocalS3Settings>? change = null)
    {
        var world = new StepWorld(await S3World.InMemoryAsync(change));
        await world.S3.BucketAsync("site");
        Directory.CreateDirectory(world.Workspace);
        Directory.CreateDirectory(world.Home);
        foreach (var file in new[] { world.OutputFile, world.SummaryFile, world.ArtifactsFile })
        {
            await File.WriteAllTextAsync(file, "");
        }

        return world;
    }

    public string Write(string relative, string content) => _folder.Write("workspace/" + relative, content);

    /// <summary>Runs the step with inputs as a workflow would give them.</summary>
    public Task<ToolResult> RunAsync(params (string Name, string Value)[] inputs) => ToolProcess.RunInAsync(Workspace, EnvironmentOf(inputs), "github-action");

    public Dictionary<string, string> EnvironmentOf(params (string Name, string Value)[] inputs)
    {
        var environment = new Dictionary<string, string>(Variables, StringComparer.Ordinal)
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_WORKSPACE"] = Workspace,
            ["GITHUB_OUTPUT"] = OutputFile,
            ["GITHUB_STEP_SUMMARY"] = SummaryFile,
            ["GITHUB_ARTIFACTS"] = ArtifactsFile,
            ["GITHUB_SHA"] = "0123456789abcdef0123456789abcdef01234567",
            ["GITHUB_REF"] = "refs/heads/main",
            ["GITHUB_REPOSITORY"] = "octo/site",
            ["GITHUB_SERVER_URL"] = "https://github.example",
            ["GITHUB_RUN_ID"] = "42",
            ["GITHUB_RUN_ATTEMPT"] = "2",
        };
        environment.TryAdd("HOME", Home);
        foreach (var (name, value) in inputs)
        {
            environment["INPUT_" + name.Replace(' ', '_').ToUpperInvariant()] = value;
        }

        return environment;
    }

    /// <summary>The inputs of a step that publishes <paramref name="source"/> to this world's bucket.</summary>
    public (string, string)[] Publishing(string source, params (string, string)[] more) =>
        [("source", source), ("target", "s3://site/"), ("target-endpoint-url", S3.Endpoint), ("target-force-path-style", "true"), .. more];

    /// <summary>The outputs as the runner reads them; what it would refuse fails the test.</summary>
    public Dictionary<string, string> Outputs()
    {
        var bytes = File.ReadAllBytes(OutputFile);
        Assert.False(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var head = Head().Match(lines[i]);
            Assert.True(head.Success, lines[i]);
            var end = Array.IndexOf(lines, head.Groups[2].Value, i + 1);
            outputs.Add(head.Groups[1].Value, string.Join('\n', lines[(i + 1)..end]));
            i = end;
        }

        Assert.Equal("", lines[^1]);
        return outputs;
    }

    public string Summary() => File.ReadAllText(SummaryFile);

    public async ValueTask DisposeAsync()
    {
        await S3.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("^([a-z-]+)<<(ghadelimiter_[0-9a-f]{32})$")]
    private static partial Regex Head();
}
