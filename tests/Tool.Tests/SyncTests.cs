using System.Text.Json;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

public sealed class SyncTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public SyncTests()
    {
        _folder.Write("tree/a.txt", "one");
        _folder.Write("tree/sub/b.txt", "two");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_run_says_what_it_did_and_the_second_that_nothing_changed()
    {
        var first = await UploadAsync();
        var second = await UploadAsync();

        Assert.Equal((0, ""), (first.ExitCode, first.Out));
        Assert.Matches(@"^6 B \| [0-9.]+ B/sec,  transferred   2 objects \| \d+ objects/sec,  etag verified 2 objects,  checksum verified 0 objects,  deleted 0 objects,  skipped 0 objects,  error 0 objects, warning 0 objects,  duration \d+ seconds?$", first.ErrorLines[0]);
        Assert.Equal("Done, s3://box/p/: 2 objects (6 B) transferred, each verified.", first.ErrorLines[1]);
        Assert.Equal((0, ""), (second.ExitCode, second.Out));
        Assert.Contains("transferred   0 objects", second.ErrorLines[0]);
        Assert.Equal("Nothing changed: s3://box/p/ already has what it should (2 objects skipped).", second.ErrorLines[1]);
    }

    [Fact]
    public async Task Without_credentials_it_says_in_one_line_where_it_looked_for_them()
    {
        var nowhere = new Dictionary<string, string> { ["HOME"] = _folder.At("home"), ["USERPROFILE"] = _folder.At("home") };

        var result = await ToolProcess.RunInAsync(_folder.Path, nowhere, "tree", "s3://box", "--target-region", "us-east-1");

        Assert.Equal(1, result.ExitCode);
        var told = Assert.Single(result.ErrorLines, line => line.StartsWith("error S3S201: No credentials for \"s3://box/\" (", StringComparison.Ordinal));
        Assert.Contains("were not set with AWS credentials; ", told);
        Assert.DoesNotContain("Exception 1 of", told);
        Assert.DoesNotContain("\\n", told);
    }

    [Fact]
    public async Task Delete_removes_exactly_what_the_source_has_no_more()
    {
        await UploadAsync();
        File.Delete(_folder.At("tree", "a.txt"));

        var result = await UploadAsync("--delete", "-v");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@" INFO delete completed\. key=""a\.txt"" target_version_id="""" target_key=""p/a\.txt""$", Assert.Single(result.OutLines, line => !line.Contains("sync summary.", StringComparison.Ordinal)));
        Assert.Contains("deleted 1 objects", result.Error);
    }

    [Fact]
    public async Task Patterns_to_exclude_and_to_protect_may_be_given_several_times()
    {
        _folder.Write("tree/c;d", "three");
        await UploadAsync();
        Directory.Delete(_folder.At("tree", "sub"), recursive: true);
        File.Delete(_folder.At("tree", "c;d"));
        _folder.Write("tree/a.txt", "four");
        _folder.Write("tree/e.map", "five");

        var result = await UploadAsync("--delete", "--exclude", "*.txt", "--exclude", "*.map", "--protect", "sub/", "--protect", "c;d", "-v");

        Assert.True(result.ExitCode == 0, result.Out + result.Error);
        Assert.Contains("transferred   0 objects", result.Error);
        Assert.Contains("deleted 0 objects", result.Error);
    }

    [Fact]
    public async Task A_report_tells_how_both_sides_stand_and_ends_with_3_when_they_differ()
    {
        await UploadAsync();
        var same = await UploadAsync("--report-sync-status");
        _folder.Write("tree/a.txt", "two");
        File.Delete(_folder.At("tree", "sub", "b.txt"));

        var differs = await UploadAsync("--report-sync-status", "--report-metadata-sync-status");
        var result = await UploadAsync("--report-sync-status");

        Assert.Equal(0, same.ExitCode);
        Assert.Equal(2, differs.ExitCode); // a file has no metadata to compare
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(result.OutLines, line => Matches(line, @" INFO SYNC_STATUS type=""ETAG"" status=""MISMATCH"" key=""a\.txt"""));
        Assert.Contains(result.OutLines, line => Matches(line, @" INFO SYNC_STATUS type=""EXISTENCE"" status=""EXTRA"" key=""sub/b\.txt"""));
        Assert.Contains(result.OutLines, line => Matches(line, @" INFO REPORT_SUMMARY number_of_objects=2 not_found=0 extra=1 .*etag_mismatch=1"));
        Assert.Contains("nothing was written: 0 the same, 1 different, 1 only at the target.", result.Error);
    }

    [Fact]
    public async Task A_single_file_goes_under_its_bare_name()
    {
        _folder.Write("only.txt", "x");

        var result = await RunAsync("only.txt", "s3://box/p/", "--local-s3", "objects", "-v");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(@"target_key=""p/only.txt""", result.Out);
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing_not_even_the_endpoint_s_folder()
    {
        var result = await UploadAsync("--dry-run");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.OutLines.Count(line => line.Contains("INFO [dry-run] sync completed. key=", StringComparison.Ordinal)));
        Assert.Contains("Dry run, nothing was written: 2 objects (6 B) would be transferred.", result.Error);
        Assert.False(Directory.Exists(_folder.At("objects")));
    }

    [Fact]
    public async Task Logs_have_the_words_and_fields_that_scripts_match_on()
    {
        var result = await UploadAsync("-vvv");

        const string Time = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z ";
        Assert.Contains(result.OutLines, line => Matches(line, Time + @" INFO sync completed\. key=""sub/b\.txt"" source_version_id="""" source_last_modified=""[^""]+\+00:00"" target_key=""p/sub/b\.txt"" size=3$"));
        Assert.Contains(result.OutLines, line => Matches(line, Time + @"TRACE e_tag verified\. key=""[^""]*a\.txt"" source_e_tag=""\\""[0-9a-f]{32}\\"""" target_e_tag=""\\""[0-9a-f]{32}\\""""$"));
    }

    [Fact]
    public async Task A_download_names_the_real_path()
    {
        await UploadAsync();

        var result = await RunAsync("s3://box/p/", "out", "--local-s3", "objects", "-v");

        Assert.Contains(result.OutLines, line => line.EndsWith($"INFO sync completed. key=\"a.txt\" real_path=\"{_folder.At("out", "a.txt")}\" size=3", StringComparison.Ordinal));
        Assert.Equal("two", await File.ReadAllTextAsync(_folder.At("out", "sub", "b.txt")));
    }

    [Fact]
    public async Task Json_logs_are_one_object_a_line()
    {
        var result = await UploadAsync("-vvv", "--json-tracing");

        var records = result.OutLines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var synced = records.First(record => record.GetProperty("fields").GetProperty("message").GetString() == "sync completed.");
        Assert.Equal("INFO", synced.GetProperty("level").GetString());
        Assert.Equal(3, synced.GetProperty("fields").GetProperty("size").GetInt64());
        Assert.EndsWith("Z", synced.GetProperty("timestamp").GetString());
    }

    [Fact]
    public async Task What_needs_nothing_is_told_with_its_judge_at_debug()
    {
        await UploadAsync();

        var result = await UploadAsync("-vv");

        Assert.Equal(2, result.OutLines.Count(line => line.Contains("DEBUG object filtered. name=\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("-q")]
    [InlineData("-qq")]
    public async Task A_quiet_run_that_went_well_says_nothing(string quiet)
    {
        var result = await UploadAsync(quiet);

        Assert.Equal((0, "", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task Into_a_pipe_no_escape_code_is_written()
    {
        var result = await UploadAsync("-vvv");

        Assert.DoesNotContain('\e', result.Out + result.Error);
    }

    [Fact]
    public async Task A_target_called_like_a_command_is_a_place()
    {
        await UploadAsync();

        var result = await RunAsync("s3://box/p/", "serve", "--local-s3", "objects");

        Assert.Equal(0, result.ExitCode);
        Assert.True(File.Exists(_folder.At("serve", "a.txt")));
    }

    [Fact]
    public async Task The_user_s_own_keys_are_not_used_for_the_endpoint_of_a_run()
    {
        var environment = new Dictionary<string, string> { ["AWS_PROFILE"] = "no-such-profile", ["S3SYNC_TARGET_PROFILE"] = "neither", ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9" };

        var result = await ToolProcess.RunInAsync(_folder.Path, environment, "tree", "s3://box/p/", "--local-s3", "objects");

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_failed_object_is_named_with_its_reason_and_the_others_arrive()
    {
        await using var world = await S3World.InMemoryAsync();
        await world.BucketAsync("box");
        world.Server.Faults.On("PutObject").Nth(1).Answer(403, "AccessDenied");

        var result = await RunAsync(["tree", "s3://box/p/", "--worker-size", "1", .. Account.Of(world, "target")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("1 object failed:", result.ErrorLines);
        Assert.Contains(result.ErrorLines, line => line.StartsWith("  a.txt: S3S2", StringComparison.Ordinal));
        Assert.Contains("transferred   1 objects", result.Error);
        Assert.Contains("error 1 objects", result.Error);
        Assert.Contains("ERROR sync failed. key=\"a.txt\" code=", result.Out);
    }

    [Fact]
    public async Task The_most_quiet_run_tells_a_failure_by_its_exit_code_alone()
    {
        await using var world = await S3World.InMemoryAsync();
        await world.BucketAsync("box");
        world.Server.Faults.On("PutObject").Answer(403, "AccessDenied");

        var result = await RunAsync(["tree", "s3://box/p/", "-qq", .. Account.Of(world, "target")]);

        Assert.Equal((1, "", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task No_secret_is_in_any_output_of_a_run_that_goes_wrong()
    {
        await using var world = await S3World.InMemoryAsync();
        await world.BucketAsync("box");
        string[] wrong = ["--target-endpoint-url", world.Endpoint, "--target-region", "us-east-1", "--target-access-key", S3World.AccessKey];
        var environment = new Dictionary<string, string> { ["TARGET_SECRET_ACCESS_KEY"] = "mark3d-s3cret", ["TARGET_SESSION_TOKEN"] = "mark3d-t0ken" };

        foreach (var format in new string[][] { ["-vvv"], ["-vvv", "--json-tracing"], ["-q"] })
        {
            var result = await ToolProcess.RunInAsync(_folder.Path, environment, ["tree", "s3://box/p/", .. format, .. wrong]);

            Assert.Equal(1, result.ExitCode);
            Assert.NotEqual("", result.Error);
            Assert.DoesNotContain("mark3d", result.Out + result.Error);
        }
    }

    [Fact]
    public async Task A_key_cannot_steer_the_terminal()
    {
        _folder.Write("tree/x\e[31m\ny", "z");

        var result = await UploadAsync("-v");

        Assert.Contains(@"key=""x\u{1b}[31m\ny""", result.Out);
        Assert.DoesNotContain('\e', result.Out);
    }

    private static bool Matches(string text, string pattern) => System.Text.RegularExpressions.Regex.IsMatch(text, pattern);

    private Task<ToolResult> UploadAsync(params string[] options) => RunAsync(["tree", "s3://box/p/", "--local-s3", "objects", .. options]);

    private Task<ToolResult> RunAsync(params string[] arguments) => ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string>(), arguments);
}
