namespace S3Sync.Tool.GitHub;

/// <summary>What of the environment must not be seen in a log, whoever wrote it there.</summary>
internal static class Secrets
{
    private static readonly string[] Names = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", GitHubJob.TokenKeyVariable];

    /// <summary>The values of variables that are secrets by their names.</summary>
    public static List<string> InEnvironment(IReadOnlyDictionary<string, string> environment) =>
        [.. Names.Select(name => environment.GetValueOrDefault(name)).OfType<string>().Where(value => value.Length > 0)];
}
