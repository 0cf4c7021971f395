using System.Text.Json;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Logging;

/// <summary>What is logged, where, and in which words and fields: section by section what scripts match on.</summary>
public sealed class TracingTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private S3World _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        await _world.BucketAsync("box");
        await _world.BucketAsync("mirror");
        _folder.Write("tree/a.txt", "one");
        _folder.Write("tree/sub/b.txt", "two");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [NeedsProgramFact("grep")]
    public async Task The_first_example_of_the_original_s_readme_works_as_typed()
    {
        _folder.Write("30/30Mib.dat", Content.Of(9 << 20));
        var environment = new Dictionary<string, string>
        {
            ["TARGET_ENDPOINT_URL"] = _world.Endpoint,
            ["TARGET_ACCESS_KEY"] = S3World.AccessKey,
            ["TARGET_SECRET_ACCESS_KEY"] = S3World.SecretKey,
            ["TARGET_REGION"] = "us-east-1",
        };

        var result = await Shell.RunAsync(
            $"s3sync() {{ dotnet '{ToolProcess.Dll}' \"$@\"; }}\ns3sync -vvv --additional-checksum-algorithm SHA256 ./30 s3://box |grep -E '(verified|sync completed)'", _folder.Path, environment);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("""^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z TRACE e_tag verified\. key="30Mib\.dat" source_e_tag="\\"[0-9a-f]{32}-2\\"" target_e_tag="\\"[0-9a-f]{32}-2\\""$""", result.OutLines[0]);
        Assert.Matches("""^\S+Z TRACE additional checksum verified\. key="30Mib\.dat" additional_checksum_algorithm="SHA256" target_checksum="[^"]+-2" source_checksum="[^"]+-2"$""", result.OutLines[1]);
        Assert.Matches("""^\S+Z  INFO sync completed\. key="30Mib\.dat" source_version_id="" source_last_modified="\S+\+00:00" target_key="30Mib\.dat" size=9437184$""", result.OutLines[2]);
        Assert.Equal(3, result.OutLines.Count);
        Assert.Contains("etag verified 1 objects,  checksum verified 1 objects", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_records_of_every_direction_are_whole_and_have_the_fields_of_the_original()
    {
        var up = Records(await RunAsync("tree", "s3://box/p/", "-vvv", "--json-tracing", "--additional-checksum-algorithm", "CRC32C"));
        var down = Records(await RunAsync("s3://box/p/", "back", "-vvv", "--json-tracing", "--enable-additional-checksum"));
        var across = Records(await RunAsync("s3://box/p/", "s3://mirror/q/", "-vvv", "--json-tracing", "--additional-checksum-algorithm", "CRC32C", "--enable-additional-checksum"));

        foreach (var records in new[] { up, across })
        {
            AssertFields(records, "INFO", "sync completed.", 2, "message", "key", "source_version_id", "source_last_modified", "target_key", "size");
        }

        AssertFields(down, "INFO", "sync completed.", 2, "message", "key", "real_path", "size");
        foreach (var records in new[] { up, down, across })
        {
            AssertFields(records, "TRACE", "e_tag verified.", 2, "message", "key", "source_e_tag", "target_e_tag");
            Assert.Equal(2, records.Count(record => Message(record) == "additional checksum verified."));
            Assert.All(records.Where(record => Message(record) == "sync completed."), record => Assert.Equal(JsonValueKind.Number, record.GetProperty("fields").GetProperty("size").ValueKind));
            var summary = Assert.Single(records, record => Message(record) == "sync summary.").GetProperty("fields");
            Assert.Equal((2, 6), (summary.GetProperty("transferred").GetInt64(), summary.GetProperty("bytes").GetInt64()));
            Assert.Equal("completed", summary.GetProperty("outcome").GetString());
            Assert.All(records, record => Assert.False(record.TryGetProperty("target", out _)));
        }
    }

    [Fact]
    public async Task What_was_filtered_is_told_with_what_was_looked_at()
    {
        await RunAsync("tree", "s3://box");

        var same = Records(await RunAsync("tree", "s3://box", "-vv", "--json-tracing", "--check-etag"));
        var small = Records(await RunAsync("tree", "s3://box", "-vv", "--json-tracing", "--filter-larger-size", "1KiB"));
        var named = Records(await RunAsync("tree", "s3://box", "-vv", "--json-tracing", "--filter-exclude-regex", "txt$"));

        AssertFields(same, "DEBUG", "object filtered. ETags are same.", 2, "name", "key", "source_last_modified", "target_last_modified", "source_size", "target_size");
        AssertFields(small, "DEBUG", "object filtered.", 2, "name", "key", "content_length", "config_size");
        AssertFields(named, "DEBUG", "object filtered.", 2, "name", "key", "exclude_regex");
    }

    [Fact]
    public async Task Logs_go_to_stderr_when_asked_for_and_to_stdout_otherwise()
    {
        var toError = await RunAsync("tree", "s3://box", "-v", "--log-to", "stderr");
        var toOut = await RunAsync("tree", "s3://mirror", "-v");

        Assert.Equal("", toError.Out);
        Assert.Contains(" INFO sync completed. key=", toError.Error, StringComparison.Ordinal);
        Assert.Contains(" INFO sync completed. key=", toOut.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("sync completed.", toOut.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("info", true, false, false)]
    [InlineData("s3sync=trace", true, true, false)]
    [InlineData("s3sync=trace,aws_sdk_s3=debug", true, true, true)]
    [InlineData("warn,s3sync=info", true, false, false)]
    [InlineData("aws=debug", false, false, true)]
    [InlineData("off", false, false, false)]
    public async Task The_environment_s_filter_takes_the_place_of_the_verbosity(string filter, bool info, bool trace, bool requests)
    {
        var result = await RunInAsync(new() { ["S3SYNC_LOG"] = filter }, "tree", "s3://box", "-q");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(info, result.Out.Contains(" INFO s3sync: sync completed.", StringComparison.Ordinal));
        Assert.Equal(trace, result.Out.Contains("TRACE s3sync: e_tag verified.", StringComparison.Ordinal));
        Assert.Equal(requests, result.Out.Contains("DEBUG aws_sdk_s3: request ended. operation=\"Put\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_logged_with_qq_whatever_the_filter_says_and_a_filter_that_is_none_is_refused()
    {
        Assert.Equal("", (await RunInAsync(new() { ["S3SYNC_LOG"] = "trace" }, "tree", "s3://box", "-qq")).Out);

        var refused = await RunInAsync(new() { ["S3SYNC_LOG"] = "loud" }, "tree", "s3://box");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("S3SYNC_LOG is 'loud'", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_are_told_with_their_attempts_and_retries_at_debug()
    {
        _world.Server.Faults.On("PutObject").First(1).Answer(503, "SlowDown");

        var result = await RunAsync("tree", "s3://box", "-vv", "--aws-sdk-tracing", "--worker-size", "1");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("""DEBUG aws_sdk_s3: request ended\. operation="Put" place="s3://box/a\.txt" status="S3S\d+" attempt=1 duration_ms=[0-9.]+""", result.Out);
        Assert.Matches("""DEBUG s3sync: request sent again\. place="s3://box/a\.txt" attempts=1 code="S3S\d+" error=""", result.Out);
        Assert.Matches("""DEBUG aws_sdk_s3: request ended\. operation="Put" place="s3://box/a\.txt" status="ok" attempt=2 duration_ms=[0-9.]+""", result.Out);
    }

    [Fact]
    public async Task Spans_tell_the_beginning_and_the_end_of_each_object_and_stage()
    {
        var result = await RunAsync("tree", "s3://box", "-v", "--span-events-tracing");

        foreach (var span in new[] { "span=\"transfer\"", "span=\"delete\"", "span=\"object\" key=\"a.txt\"", "span=\"object\" key=\"sub/b.txt\"" })
        {
            Assert.Single(result.OutLines, line => line.Contains($" INFO new {span}", StringComparison.Ordinal));
            Assert.Single(result.OutLines, line => line.Contains($" INFO close {span} duration_ms=", StringComparison.Ordinal));
        }
    }

    [NeedsProgramFact("mkfifo")]
    public async Task A_warning_ends_in_exit_code_3_and_as_an_error_in_1_without_deletes()
    {
        await RunAsync("tree", "s3://box");
        File.Delete(_folder.At("tree", "a.txt"));
        await Shell.RunAsync("mkfifo tree/pipe", _folder.Path, new Dictionary<string, string>());

        var asError = await RunAsync("tree", "s3://box", "--warn-as-error", "--delete");
        var warned = await RunAsync("tree", "s3://box", "--delete");

        Assert.Equal((1, 3), (asError.ExitCode, warned.ExitCode));
        Assert.Contains("error 1 objects, warning 0 objects", asError.Error, StringComparison.Ordinal);
        Assert.Contains("deleted 0 objects", asError.Error, StringComparison.Ordinal);
        Assert.Contains("error 0 objects, warning 1 objects", warned.Error, StringComparison.Ordinal);
        Assert.Contains("deleted 1 objects", warned.Error, StringComparison.Ordinal);
    }

    private static void AssertFields(IReadOnlyList<JsonElement> records, string level, string message, int count, params string[] fields)
    {
        var found = records.Where(record => Message(record) == message).ToList();
        Assert.Equal(count, found.Count);
        Assert.All(found, record => Assert.Equal(level, record.GetProperty("level").GetString()));
        Assert.All(found, record => Assert.All(fields, field => Assert.True(record.GetProperty("fields").TryGetProperty(field, out _), $"{field} in {record}")));
    }

    private static string? Message(JsonElement record) => record.GetProperty("fields").GetProperty("message").GetString();

    private static List<JsonElement> Records(ToolResult result)
    {
        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.OutLines);
        return [.. result.OutLines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => RunInAsync([], arguments);

    private Task<ToolResult> RunInAsync(Dictionary<string, string> environment, string source, string target, params string[] options) =>
        RunInAsync(environment, [source, target, .. options]);

    private Task<ToolResult> RunInAsync(Dictionary<string, string> environment, string[] arguments) => ToolProcess.RunInAsync(_folder.Path, environment,
    [
        .. arguments,
        .. arguments[0].StartsWith("s3://", StringComparison.Ordinal) ? Account.Of(_world, "source") : [],
        .. arguments[1].StartsWith("s3://", StringComparison.Ordinal) ? Account.Of(_world, "target") : [],
    ]);
}
