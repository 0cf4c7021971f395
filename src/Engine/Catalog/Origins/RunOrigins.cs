using System.Globalization;
using S3Sync.Options;

namespace S3Sync.Catalog.Origins;

/// <summary>Finds out where a run comes from: what the CI service says of itself, else the git repository around the source.</summary>
public static class RunOrigins
{
    /// <summary>
    /// What is known of this run, whichever host it is in. Files of a repository are read, git is not run.
    /// </summary>
    /// <param name="environment">The variables of the environment.</param>
    /// <param name="source">What is published; the repository is looked for around it when it is on this machine.</param>
    /// <param name="currentFolder">The absolute folder around which the repository is looked for otherwise.</param>
    public static RunOrigin Of(IReadOnlyDictionary<string, string> environment, Location source, string currentFolder) =>
        OfGitHub(environment) ?? OfGitLab(environment) ?? OfAzure(environment) ?? OfRepository(source, currentFolder);

    // "Variables reference", GitHub Docs.
    private static RunOrigin? OfGitHub(IReadOnlyDictionary<string, string> environment) => Of(environment, "GITHUB_ACTIONS") != "true" ? null : new()
    {
        Commit = Of(environment, "GITHUB_SHA"),
        Reference = Of(environment, "GITHUB_REF"),
        Repository = Of(environment, "GITHUB_REPOSITORY"),
        RunUrl = Of(environment, "GITHUB_SERVER_URL") is { } server && Of(environment, "GITHUB_REPOSITORY") is { } repository && Of(environment, "GITHUB_RUN_ID") is { } run
            ? $"{server}/{repository}/actions/runs/{run}"
            : null,
        Attempt = NumberOf(Of(environment, "GITHUB_RUN_ATTEMPT")),
    };

    // "Predefined CI/CD variables reference", GitLab Docs.
    private static RunOrigin? OfGitLab(IReadOnlyDictionary<string, string> environment) => !environment.ContainsKey("GITLAB_CI") ? null : new()
    {
        Commit = Of(environment, "CI_COMMIT_SHA"),
        Reference = Of(environment, "CI_COMMIT_REF_NAME"),
        Repository = Of(environment, "CI_PROJECT_PATH"),
        RunUrl = Of(environment, "CI_JOB_URL"),
    };

    // "Use predefined variables", Azure Pipelines documentation.
    private static RunOrigin? OfAzure(IReadOnlyDictionary<string, string> environment) => !environment.ContainsKey("TF_BUILD") ? null : new()
    {
        Commit = Of(environment, "BUILD_SOURCEVERSION"),
        Reference = Of(environment, "BUILD_SOURCEBRANCH"),
        Repository = Of(environment, "BUILD_REPOSITORY_NAME"),
        RunUrl = Of(environment, "SYSTEM_COLLECTIONURI") is { } server && Of(environment, "SYSTEM_TEAMPROJECT") is { } project && Of(environment, "BUILD_BUILDID") is { } build
            ? $"{server}{project}/_build/results?buildId={build}"
            : null,
        Attempt = NumberOf(Of(environment, "SYSTEM_JOBATTEMPT")),
    };

    private static RunOrigin OfRepository(Location source, string currentFolder)
    {
        var head = GitHead.Around(source is LocalLocation local ? local.Path : currentFolder);
        return new() { Commit = head?.Commit, Reference = head?.Reference };
    }

    private static string? Of(IReadOnlyDictionary<string, string> environment, string name) => environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private static int? NumberOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
