namespace S3Sync.Tool.GitHub;

/// <summary>What a job of GitHub Actions tells its steps by variables. "Variables reference", GitHub Docs.</summary>
/// <param name="environment">The variables of the process.</param>
internal sealed class GitHubJob(IReadOnlyDictionary<string, string> environment)
{
    public const string OutputVariable = "GITHUB_OUTPUT";
    public const string SummaryVariable = "GITHUB_STEP_SUMMARY";
    public const string ArtifactsVariable = "GITHUB_ARTIFACTS";

    /// <summary>The variable that holds the address tokens are asked at; there only when the job may ask.</summary>
    public const string TokenUrlVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";

    /// <summary>The variable that holds what a request for a token is authorized with. Its value is a secret.</summary>
    public const string TokenKeyVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

    /// <summary>Whether this process is part of such a job.</summary>
    public bool IsJob => Of("GITHUB_ACTIONS") == "true";

    /// <summary>The folder that the job's steps share; null when there is none.</summary>
    public string? Workspace => Of("GITHUB_WORKSPACE");

    /// <summary>Whether the process runs in a container that the runner started: its home is a folder of the runner's.</summary>
    public bool IsInContainer => IsJob && Home is { } home && home.StartsWith("/github/", StringComparison.Ordinal);

    /// <summary>The home folder.</summary>
    public string? Home => Of("HOME");

    /// <summary>A variable's value; an empty one is not set.</summary>
    public string? Of(string name) => environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
