using System.Globalization;
using System.Text.RegularExpressions;
using S3Sync.LocalS3.Faults;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.GitHub;

/// <summary>The action, through the runner's own file protocol.</summary>
public sealed class StepTests : IAsyncLifetime
{
    private StepWorld _world = null!;

    public async Task InitializeAsync() => _world = await StepWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_step_publishes_and_tells_the_runner_what_it_did_byte_by_byte()
    {
        _world.Write("dist/index.html", "<p>hello</p>");
        _world.Write("dist/app.js", "1");

        var first = await _world.RunAsync(_world.Publishing("dist", ("delete", "true"), ("checksums", "SHA256SUMS")));

        Assert.True(first.ExitCode == 0, first.Out + first.Error);
        Assert.Equal("", first.Error);
        var outputs = _world.Outputs();
        Assert.Equal(["result", "uploaded-count", "deleted-count", "bytes", "manifest-path", "manifest-digest", "checksums-path"], outputs.Keys);
        Assert.Equal(("changed", "2", "0", "13"), (outputs["result"], outputs["uploaded-count"], outputs["deleted-count"], outputs["bytes"]));
        Assert.Equal(("s3sync-manifest.json", "SHA256SUMS"), (outputs["manifest-path"], outputs["checksums-path"]));
        Assert.Matches("^[0-9a-f]{64}$", outputs["manifest-digest"]);
        Assert.True(File.Exists(Path.Combine(_world.Workspace, outputs["manifest-path"])));
        var manifest = await File.ReadAllTextAsync(Path.Combine(_world.Workspace, outputs["manifest-path"]));
        Assert.Contains("https://github.example/octo/site/actions/runs/42", manifest);
        Assert.Matches("\"tool\": ?\"s3sync/[0-9]", manifest);
        Assert.Equal("s3sync-manifest.json\nSHA256SUMS\n", await File.ReadAllTextAsync(_world.ArtifactsFile));
        Assert.StartsWith("### s3sync: changed\n\n<code>dist</code> → <code>s3&#58;//site/</code>\n\n| uploaded | headers or tags changed | deleted | unchanged | warnings | failed | bytes | duration |\n|--:|--:|--:|--:|--:|--:|--:|--:|\n| 2 | 0 | 0 | 0 | 0 | 0 | 13 B | ", _world.Summary());
        Assert.Contains("| uploaded | <code>index&#46;html</code> | 12 B | ", _world.Summary());
        Assert.Equal(["add-mask", "group", "endgroup"], RunnerLog.CommandsOf(first.Out).Select(command => command.Name));
    }

    [Fact]
    public async Task An_input_of_patterns_has_one_on_a_line()
    {
        _world.Write("dist/index.html", "1");
        _world.Write("dist/a;b", "1");
        _world.Write("dist/app.js.map", "1");

        var run = await _world.RunAsync(_world.Publishing("dist", ("exclude", "**/*.map\n\n  a;b\n")));

        Assert.True(run.ExitCode == 0, run.Out);
        Assert.Equal("1", _world.Outputs()["uploaded-count"]);
    }

    [Fact]
    public async Task A_second_run_over_fresh_files_of_the_same_content_changes_nothing()
    {
        var file = _world.Write("dist/index.html", "<p>hello</p>");
        await _world.RunAsync(_world.Publishing("dist"));
        var digest = _world.Outputs()["manifest-digest"];
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(1));
        await File.WriteAllTextAsync(_world.OutputFile, "");

        var second = await _world.RunAsync(_world.Publishing("dist"));

        Assert.True(second.ExitCode == 0, second.Out);
        Assert.Equal(("unchanged", "0", digest), (_world.Outputs()["result"], _world.Outputs()["uploaded-count"], _world.Outputs()["manifest-digest"]));
        Assert.Equal(1, _world.S3.Server.Requests.Count("PutObject"));
    }

    [Fact]
    public async Task A_dry_run_names_no_manifest_that_an_earlier_step_left()
    {
        _world.Write("dist/index.html", "<p>hello</p>");
        await _world.RunAsync(_world.Publishing("dist", ("checksums", "SHA256SUMS")));
        await File.WriteAllTextAsync(_world.OutputFile, "");
        await File.WriteAllTextAsync(_world.ArtifactsFile, "");

        var dry = await _world.RunAsync(_world.Publishing("dist", ("checksums", "SHA256SUMS"), ("dry-run", "true")));

        Assert.True(dry.ExitCode == 0, dry.Out);
        Assert.Equal(("", "", ""), (_world.Outputs()["manifest-path"], _world.Outputs()["manifest-digest"], _world.Outputs()["checksums-path"]));
        Assert.Equal("", await File.ReadAllTextAsync(_world.ArtifactsFile));
    }

    [Fact]
    public async Task The_digest_of_a_manifest_in_a_bucket_is_told_too()
    {
        _world.Write("dist/index.html", "<p>hello</p>");

        var result = await _world.RunAsync(_world.Publishing("dist", ("manifest", "s3://site/proof.json")));

        Assert.True(result.ExitCode == 0, result.Out);
        Assert.Equal("s3://site/proof.json", _world.Outputs()["manifest-path"]);
        Assert.Matches("^[0-9a-f]{64}$", _world.Outputs()["manifest-digest"]);
    }

    [Theory]
    [InlineData("hash-cache", "cache")]
    [InlineData("check-size", "true")]
    [InlineData("compare", "time")]
    [InlineData("remove-modified-filter", "true")]
    public async Task What_says_by_what_to_compare_wins_over_the_action_s_own_default(string input, string value)
    {
        _world.Write("dist/index.html", "x");

        var result = await _world.RunAsync(_world.Publishing("dist", (input, value)));

        Assert.True(result.ExitCode == 0, result.Out);
        Assert.Equal("1", _world.Outputs()["uploaded-count"]);
    }

    [UnixOnlyTheory]
    [InlineData("::set-output name=result::forged")]
    [InlineData("a\n::error::forged")]
    [InlineData("a\n::add-mask::e")]
    [InlineData("##[error]forged")]
    [InlineData("x %0A::warning::forged")]
    [InlineData("\r::notice::forged")]
    [InlineData("😀 | <img src=x> `rm` @octocat www.example.org")]
    public async Task The_name_of_an_object_cannot_speak_to_the_runner(string name)
    {
        _world.Write("dist/" + name, "x");
        _world.Write("dist/broken-" + name, "y");
        _world.S3.Server.Faults.When(request => request is { Operation: "PutObject", Key: not null } && request.Key.StartsWith("broken-", StringComparison.Ordinal)).Do(Fault.Answer(403, "AccessDenied"));

        var result = await _world.RunAsync(_world.Publishing("dist", ("verbose", "2")));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("failed", _world.Outputs()["result"]);
        var commands = RunnerLog.CommandsOf(result.Out);
        Assert.Equal(["add-mask", "group", "endgroup", "error"], commands.Select(command => command.Name));
        Assert.Equal(S3World.SecretKey, commands[0].Data);
        Assert.Equal("s3sync S3S212", commands[^1].Properties["title"]);
        Assert.Contains("was denied", commands[^1].Data);
        Assert.DoesNotContain("forged\n", _world.Summary());
        Assert.DoesNotContain("<img", _world.Summary());
        Assert.DoesNotContain("@octocat", _world.Summary());
        Assert.All(_world.Summary().Split('\n').Where(line => line.StartsWith("| uploaded |", StringComparison.Ordinal)).Skip(1), line => Assert.Equal(5, line.Count(sign => sign == '|')));
    }

    [UnixOnlyTheory]
    [InlineData("##[error]forged", "-vv")]
    [InlineData("x ##[add-mask]e", "-vv")]
    [InlineData("##vso[task.setvariable variable=x]forged", "-vv")]
    [InlineData("##[error]forged", "--json-tracing")]
    public async Task The_name_of_an_object_cannot_speak_to_a_runner_that_the_command_line_is_run_by(string name, string how)
    {
        _world.Write("dist/" + name, "x");
        _world.Write("dist/broken-" + name, "y");
        _world.S3.Server.Faults.When(request => request is { Operation: "PutObject", Key: not null } && request.Key.StartsWith("broken-", StringComparison.Ordinal)).Do(Fault.Answer(403, "AccessDenied"));

        var result = await ToolProcess.RunInAsync(_world.Workspace, _world.EnvironmentOf(), "dist", "s3://site/", "--target-endpoint-url", _world.S3.Endpoint, how, "-v");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(RunnerLog.CommandsOf(result.Out + result.Error));
        Assert.DoesNotContain("##vso[", result.Out + result.Error);
    }

    [Fact]
    public async Task The_session_token_of_an_earlier_step_that_was_cleared_is_no_token()
    {
        _world.Write("dist/index.html", "x");
        _world.Variables["AWS_SESSION_TOKEN"] = "";
        _world.Variables["AWS_PROFILE"] = "";

        var result = await _world.RunAsync(_world.Publishing("dist"));

        Assert.True(result.ExitCode == 0, result.Out);
    }

    [Fact]
    public async Task Inputs_that_cannot_be_are_all_refused_at_once_with_their_names_and_nothing_is_touched()
    {
        _world.Write("dist/index.html", "x");

        var result = await _world.RunAsync(_world.Publishing("dist", ("delete", "yes"), ("worker-size", "many"), ("delte", "true"), ("dry_run", "maybe")));

        Assert.Equal(2, result.ExitCode);
        var errors = RunnerLog.CommandsOf(result.Out).Where(command => command.Name == "error").Select(command => command.Data).ToList();
        Assert.Contains(errors, error => error.StartsWith("input 'delete' is 'yes', which is no boolean.", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("input 'dry-run' is 'maybe'", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("input 'worker-size'", StringComparison.Ordinal) && error.Contains("'many'", StringComparison.Ordinal));
        Assert.Contains(errors, error => error == "The input 'delte' is not known. Write 'delete', if that is what is meant.");
        Assert.Equal(4, errors.Count);
        Assert.Equal("failed", _world.Outputs()["result"]);
        Assert.Contains("### s3sync: failed", _world.Summary());
        Assert.Equal(0, _world.S3.Server.Requests.Count("ListObjectsV2"));
        Assert.False(File.Exists(Path.Combine(_world.Workspace, "s3sync-manifest.json")));
    }

    [Fact]
    public async Task An_error_in_the_config_is_an_annotation_at_its_line()
    {
        _world.Write("app/dist/index.html", "x");
        _world.Write("app/s3sync.json", "{\n  \"source\": \"dist\",\n  \"target\": \"s3://site/\",\n  \"workerSize\": \"many\"\n}\n");

        var result = await _world.RunAsync(("working-directory", "app"));

        Assert.Equal(2, result.ExitCode);
        var error = Assert.Single(RunnerLog.CommandsOf(result.Out), command => command.Name == "error");
        Assert.Equal(("app/s3sync.json", "4"), (error.Properties["file"], error.Properties["line"]));
    }

    [Fact]
    public async Task The_config_of_the_workspace_is_used_when_no_end_is_an_input()
    {
        _world.Write("dist/index.html", "x");
        _world.Write("s3sync.json", "{ \"source\": \"dist\", \"environments\": { \"production\": { \"target\": \"s3://site/live/\" } } }");

        var result = await _world.RunAsync(("environment", "production"), ("target-endpoint-url", _world.S3.Endpoint));

        Assert.True(result.ExitCode == 0, result.Out);
        Assert.NotNull(await _world.S3.Client.GetObjectMetadataAsync("site", "live/index.html"));
    }

    [Fact]
    public async Task More_problems_than_the_runner_shows_are_ten_annotations_and_the_rest_in_the_summary()
    {
        for (var i = 0; i < 30; i++)
        {
            _world.Write(string.Create(CultureInfo.InvariantCulture, $"dist/{i:00}.txt"), "x");
        }

        _world.S3.Server.Faults.On("PutObject").Do(Fault.Answer(403, "AccessDenied"));

        var result = await _world.RunAsync(_world.Publishing("dist"));

        var errors = RunnerLog.CommandsOf(result.Out).Where(command => command.Name == "error").ToList();
        Assert.Equal((1, 10), (result.ExitCode, errors.Count));
        Assert.StartsWith("21 more problems are in the job summary", errors[^1].Data, StringComparison.Ordinal);
        Assert.Equal(30, Regex.Count(_world.Summary(), @"❌ S3S212"));
    }

    [Fact]
    public async Task A_profile_that_an_earlier_step_wrote_is_not_seen_in_a_container_and_that_is_said()
    {
        _world.Write("dist/index.html", "x");
        _world.Variables["HOME"] = "/github/home-of-no-runner";

        var result = await _world.RunAsync(_world.Publishing("dist", ("target-profile", "deploy")));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("HOME inside of a container action is not the runner's own", result.Out);
    }

    [Fact]
    public async Task What_fails_a_step_is_what_was_asked_for()
    {
        _world.Write("dist/index.html", "x");

        var wouldChange = await _world.RunAsync(_world.Publishing("dist", ("dry-run", "true"), ("fail-on", "change")));
        var changed = await _world.RunAsync(_world.Publishing("dist"));
        _world.Write("dist/index.html", "y");
        var differs = await _world.RunAsync(_world.Publishing("dist", ("report-sync-status", "true")));
        var differsAndFails = await _world.RunAsync(_world.Publishing("dist", ("report-sync-status", "true"), ("fail-on", "warning")));

        Assert.Equal((3, 0, 0, 3), (wouldChange.ExitCode, changed.ExitCode, differs.ExitCode, differsAndFails.ExitCode));
        Assert.Contains("input 'fail-on' is 'warning', and the result is 'different', so this step fails.", differsAndFails.Out);
    }

    [Fact]
    public async Task Arguments_are_refused_since_inputs_are_what_is_read()
    {
        var result = await ToolProcess.RunInAsync(_world.Workspace, _world.EnvironmentOf(), "github-action", "--delete");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("The action takes no arguments, and got '--delete'.", result.Out);
    }

    [Fact]
    public async Task Metadata_is_a_list_with_one_item_a_line()
    {
        _world.Write("dist/index.html", "x");

        var result = await _world.RunAsync(_world.Publishing("dist", ("metadata", "built-by = ci, and tested\n release=7\n")));

        Assert.True(result.ExitCode == 0, result.Out);
        var metadata = (await _world.S3.Client.GetObjectMetadataAsync("site", "index.html")).Metadata;
        Assert.Equal(("ci, and tested", "7"), (metadata["built-by"], metadata["release"]));
    }
}

/// <summary>Names that Windows does not allow.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixOnlyTheoryAttribute : TheoryAttribute
{
    public UnixOnlyTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows allows no such file names." : null;
}
