using S3Sync.Catalog.Origins;
using S3Sync.Options;
using S3Sync.TestKit;

namespace S3Sync.Tool.Tests.GitHub;

/// <summary>Where a run comes from, as its manifest tells it.</summary>
public sealed class OriginTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_job_of_GitHub_tells_commit_reference_repository_run_and_attempt()
    {
        var origin = Of(("GITHUB_ACTIONS", "true"), ("GITHUB_SHA", Commit), ("GITHUB_REF", "refs/tags/v1"), ("GITHUB_REPOSITORY", "octo/site"),
            ("GITHUB_SERVER_URL", "https://github.example"), ("GITHUB_RUN_ID", "42"), ("GITHUB_RUN_ATTEMPT", "3"));

        Assert.Equal((Commit, "refs/tags/v1", "octo/site", "https://github.example/octo/site/actions/runs/42", 3), (origin.Commit, origin.Reference, origin.Repository, origin.RunUrl, origin.Attempt));
    }

    [Fact]
    public void Jobs_of_GitLab_and_Azure_tell_theirs()
    {
        var lab = Of(("GITLAB_CI", "true"), ("CI_COMMIT_SHA", Commit), ("CI_COMMIT_REF_NAME", "main"), ("CI_PROJECT_PATH", "octo/site"), ("CI_JOB_URL", "https://lab.example/1"));
        var azure = Of(("TF_BUILD", "True"), ("BUILD_SOURCEVERSION", Commit), ("BUILD_SOURCEBRANCH", "refs/heads/main"), ("BUILD_REPOSITORY_NAME", "site"),
            ("SYSTEM_COLLECTIONURI", "https://dev.example/octo/"), ("SYSTEM_TEAMPROJECT", "web"), ("BUILD_BUILDID", "7"), ("SYSTEM_JOBATTEMPT", "1"));

        Assert.Equal((Commit, "main", "octo/site", "https://lab.example/1"), (lab.Commit, lab.Reference, lab.Repository, lab.RunUrl));
        Assert.Equal((Commit, "refs/heads/main", "site", "https://dev.example/octo/web/_build/results?buildId=7", 1), (azure.Commit, azure.Reference, azure.Repository, azure.RunUrl, azure.Attempt));
    }

    [Theory]
    [InlineData("loose")]
    [InlineData("packed")]
    [InlineData("detached")]
    [InlineData("worktree")]
    public void Without_a_service_the_repository_around_the_source_tells_its_head(string kind)
    {
        var git = kind == "worktree" ? "main/.git" : "repo/.git";
        _folder.Write(git + "/HEAD", kind == "detached" ? Commit + "\n" : "ref: refs/heads/work\n");
        _folder.Write(git + (kind == "packed" ? "/packed-refs" : "/refs/heads/work"), kind == "packed" ? $"# pack-refs with: peeled\n{Commit} refs/heads/work\n" : Commit + "\n");
        if (kind == "worktree")
        {
            _folder.Write("main/.git/worktrees/repo/HEAD", "ref: refs/heads/work\n");
            _folder.Write("main/.git/worktrees/repo/commondir", "../..\n");
            _folder.Write("repo/.git", "gitdir: ../main/.git/worktrees/repo\n");
        }

        _folder.Write("repo/dist/index.html", "x");

        var origin = Of();

        Assert.Equal((Commit, kind == "detached" ? null : "refs/heads/work"), (origin.Commit, origin.Reference));
    }

    [Fact]
    public void A_repository_that_makes_no_sense_tells_nothing()
    {
        _folder.Write("repo/.git/HEAD", "ref: ../../outside\n");
        _folder.Write("outside", Commit);

        Assert.Null(Of().Commit);
    }

    private RunOrigin Of(params (string Name, string Value)[] variables) =>
        RunOrigins.Of(variables.ToDictionary(pair => pair.Name, pair => pair.Value), new LocalLocation(_folder.At("repo", "dist")), _folder.Path);
}
