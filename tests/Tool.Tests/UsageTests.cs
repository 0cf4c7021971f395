using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sync")]
    [InlineData("cp")]
    public async Task A_command_of_other_programs_is_told_alone(string word)
    {
        var result = await RunAsync(word, _folder.Path, "s3://bucket/");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"error S3S176: There is no command '{word}': ", Assert.Single(result.ErrorLines, line => line.StartsWith("error", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--exclude GLOB", "--include", "*.html")]
    [InlineData("always synchronized with all that is in them", "--recursive")]
    [InlineData("--target-endpoint-url URL", "--endpoint-url", "http://127.0.0.1:1")]
    [InlineData("--target-endpoint-url URL", "--endpoint-url=http://127.0.0.1:1")]
    [InlineData("--compare size", "--size-only")]
    public async Task An_option_of_other_programs_is_told_alone_with_what_is_written_here(string instead, params string[] written)
    {
        var result = await RunAsync([.. written, _folder.Path, "s3://bucket/"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(instead, Assert.Single(result.ErrorLines, line => line.StartsWith("error", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith($"error S3S177: There is no option '{written[0].Split('=')[0]}'.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--delete=false", "false")]
    [InlineData("--delete=TRUE", "true")]
    public async Task A_switch_may_be_given_with_its_value(string written, string listed)
    {
        var result = await RunAsync("config", written);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal($"delete  {listed}  --delete", result.OutLines[^1]);
    }

    [Fact]
    public async Task A_switch_that_is_given_on_and_off_is_refused()
    {
        var result = await RunAsync("config", "--delete", "--delete=false");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error S3S106", result.Error);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var result = await RunAsync("--wrker-size", "4", "--delete=maybe", "--verbose=2", "--max-parallel-uploads", "0", "--check-size", "--check-etag",
            "--multipart-threshold", "8mbit", "--filter-include-regex", "(?=x)", "--target-endpoint-url", "ftp://x", "-v", "-q", "--source-region", "--frobnicate", "nowhere", "s3://");

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("no option '--wrker-size'. The nearest is '--worker-size'", result.Error);
        Assert.Contains("no option '--frobnicate'", result.Error);
        Assert.Contains("--delete is 'maybe', which is neither yes nor no", result.Error);
        Assert.Contains("'--verbose' is a switch and takes no value", result.Error);
        Assert.Contains("--max-parallel-uploads is '0'", result.Error);
        Assert.Contains("'--check-size' and '--check-etag' exclude each other", result.Error);
        Assert.Contains("--multipart-threshold is '8mbit'", result.Error);
        Assert.Contains("--filter-include-regex is '(?=x)'", result.Error);
        Assert.Contains("--target-endpoint-url is 'ftp://x'", result.Error);
        Assert.Contains("'--verbose' and '--quiet' exclude each other", result.Error);
        Assert.Contains("'--source-region' needs a value", result.Error);
        Assert.Contains("TARGET is 's3://', which names no bucket", result.Error);
        Assert.Contains($"SOURCE is '{_folder.At("nowhere")}', and there is no such directory", result.Error);
    }

    [Fact]
    public async Task Without_arguments_both_ends_are_missing()
    {
        var result = await RunAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'SOURCE' is missing", result.Error);
        Assert.Contains("S3SYNC_TARGET / TARGET", result.Error);
    }

    [Fact]
    public async Task A_third_place_is_one_too_many()
    {
        var result = await RunAsync(".", "s3://b", "more");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("The argument 'more' is one too many", result.Error);
    }

    [Fact]
    public async Task Two_directories_are_refused()
    {
        var result = await RunAsync(".", "elsewhere");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("both directories", result.Error);
        Assert.False(Directory.Exists(_folder.At("elsewhere")));
    }

    [Theory]
    [InlineData("'--compare' and '--check-etag' exclude each other", "s3://b", "--compare", "content", "--check-etag")]
    [InlineData("'--compare' and '--check-etag' exclude each other", "s3://b", "--compare", "time", "--check-etag")]
    [InlineData("--compare is 'newer'", "s3://b", "--compare", "newer")]
    [InlineData("'--remove-modified-filter'", "s3://b", "--compare", "content", "--remove-modified-filter")]
    [InlineData("Say where it is kept: --manifest s3://", "s3://b", "--compare", "manifest")]
    [InlineData("'--verify-remote' has no meaning without '--compare'", "s3://b", "--verify-remote")]
    [InlineData("'--verify-remote' has no use with '--compare content'", "s3://b", "--compare", "content", "--verify-remote")]
    public async Task A_comparison_that_cannot_be_is_refused(string sentence, params string[] arguments)
    {
        var result = await RunAsync([".", .. arguments]);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(sentence, result.Error);
    }

    [Theory]
    [InlineData("needs a comparison by ETag", ".", "s3://b", "--hash-cache", "cache")]
    [InlineData("needs a directory as source or target", "s3://a", "s3://b", "--check-etag", "--hash-cache", "cache")]
    [InlineData("which is a directory", ".", "s3://b", "--check-etag", "--hash-cache", ".")]
    [InlineData("there is no directory", ".", "s3://b", "--check-etag", "--hash-cache", "none/cache")]
    public async Task A_hash_cache_that_cannot_be_is_refused(string sentence, params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(sentence, result.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("s3:x", "names no bucket")]
    [InlineData("https://bucket/x", "'https:' is no place")]
    [InlineData("s3://a b/x", "no bucket can be called")]
    [InlineData("", "is empty")]
    public async Task A_target_that_is_no_place_is_refused(string target, string sentence)
    {
        var result = await RunAsync(".", target);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error);
    }

    [Theory]
    [InlineData("--source-profile", "p", "needs S3 as the source")]
    [InlineData("--source-endpoint-url", "http://x", "needs S3 as the source")]
    [InlineData("--enable-additional-checksum", null, "needs S3 as the source")]
    [InlineData("--server-side-copy", null, "needs S3 as the source")]
    public async Task An_option_of_an_S3_source_is_refused_with_a_directory(string option, string? value, string sentence)
    {
        var result = await RunAsync([option, .. value is null ? Array.Empty<string>() : [value], ".", "s3://b"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{option} {sentence}", result.Error);
    }

    [Theory]
    [InlineData("--target-profile", "p", "needs S3 as the target")]
    [InlineData("--content-type", "text/x", "needs S3 as the target")]
    [InlineData("--cache-control", "no-store", "needs S3 as the target")]
    [InlineData("--additional-checksum-algorithm", "SHA256", "needs S3 as the target")]
    [InlineData("--put-last-modified-metadata", null, "needs S3 as the target")]
    [InlineData("--ignore-symlinks", null, "needs a directory as the source")]
    [InlineData("--no-guess-mime-type", null, "needs a directory as the source")]
    public async Task An_option_of_the_other_direction_is_refused_on_a_download(string option, string? value, string sentence)
    {
        var result = await RunAsync([option, .. value is null ? Array.Empty<string>() : [value], "s3://b", "out"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{option} {sentence}", result.Error);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public async Task A_target_that_goes_through_a_file_is_refused()
    {
        _folder.Write("file", "x");

        var result = await RunAsync("s3://b", "file/below");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"'{_folder.At("file")}' is no directory", result.Error);
    }

    [Fact]
    public async Task A_source_that_is_a_file_is_refused_with_deletes()
    {
        _folder.Write("file", "x");

        var result = await RunAsync("file", "s3://b", "--delete");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("a single file", result.Error);
    }

    [Fact]
    public async Task One_place_as_both_ends_is_told_beside_other_mistakes()
    {
        var result = await RunAsync("s3://b/x", "s3://b/x/y", "--worker-size", "none");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--worker-size is 'none'", result.Error);
        Assert.Contains("s3://b/x/y", result.Error);
    }

    [Theory]
    [InlineData("tree", "tree/.s3")]
    [InlineData(".s3/tree", ".s3")]
    [InlineData("tree", "link/.s3")]
    public async Task The_endpoint_s_folder_must_not_lie_in_an_end_nor_around_it(string source, string folder)
    {
        Directory.CreateDirectory(_folder.At("tree"));
        Directory.CreateDirectory(_folder.At(".s3", "tree"));
        Directory.CreateSymbolicLink(_folder.At("link"), _folder.At("tree"));

        var result = await RunAsync(source, "s3://b", "--local-s3", folder);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("one lies inside the other", result.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At("tree")));
    }

    [Fact]
    public async Task An_endpoint_that_no_end_would_use_is_refused()
    {
        var result = await RunAsync(".", "s3://b", "--target-endpoint-url", "http://127.0.0.1:1", "--local-s3", "../elsewhere");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'--local-s3' would serve nothing", result.Error);
    }

    [Fact]
    public async Task A_refused_run_does_not_make_the_endpoint_s_folder()
    {
        Directory.CreateDirectory(_folder.At("tree"));

        var result = await RunAsync("tree", "s3://b", "--local-s3", "objects", "--worker-size", "0");

        Assert.Equal(2, result.ExitCode);
        Assert.False(Directory.Exists(_folder.At("objects")));
    }

    [Fact]
    public async Task A_value_that_begins_with_a_dash_is_joined_by_an_equals_sign()
    {
        var result = await RunAsync("--filter-exclude-regex=--x", "nowhere", "s3://b");

        Assert.Single(result.ErrorLines, line => line.StartsWith("error", StringComparison.Ordinal));
        Assert.Contains("there is no such directory", result.Error);
    }

    [Fact]
    public async Task After_two_dashes_everything_is_a_place()
    {
        var result = await RunAsync("--", "--delete", "s3://b");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"SOURCE is '{_folder.At("--delete")}'", result.Error);
    }

    [Fact]
    public async Task A_secret_is_never_repeated_when_its_option_is_mistyped_doubled_or_refused()
    {
        const string Secret = "mark3d-s3cret";
        var runs = new[]
        {
            await RunAsync("--target-secret-acces-key", Secret, ".", "s3://b"),
            await RunAsync($"--target-secret-acces-key={Secret}", ".", "s3://b"),
            await RunAsync("--target-secret-access-key", Secret, "--target-secret-access-key", Secret + "2", ".", "s3://b"),
            await RunAsync("--target-secret-access-key", Secret + "\u0001", ".", "s3://b"),
            await RunAsync("--target-secret-access-key", Secret, "--target-profile", "p", ".", "out"),
            await RunAsync("--target-endpoint-url", $"https://user:{Secret}@host", ".", "s3://b"),
        };

        Assert.All(runs, run => Assert.Equal(2, run.ExitCode));
        Assert.All(runs, run => Assert.DoesNotContain(Secret, run.Out + run.Error));
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string>(), arguments);
}
