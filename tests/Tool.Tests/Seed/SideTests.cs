using S3Sync.Catalog;
using S3Sync.Problems;
using S3Sync.TestKit;

namespace S3Sync.Tool.Tests.Seed;

/// <summary>Which option is legal in which direction, and with which other: the original's checks, all of them told at once.</summary>
public sealed class SideTests : IDisposable
{
    private const string Key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string KeyMd5 = "cLwNY9AMYlIUlP5+FL40WQ==";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Up, down, across: o legal, x refused, w warned about because it has no effect.
    [Theory]
    [InlineData("--source-profile p", "xoo")]
    [InlineData("--source-access-key a --source-secret-access-key s", "xoo")]
    [InlineData("--source-endpoint-url http://h", "xoo")]
    [InlineData("--source-request-payer", "xoo")]
    [InlineData("--source-region r", "woo")]
    [InlineData("--source-force-path-style", "woo")]
    [InlineData("--source-no-sign-request", "xoo")]
    [InlineData("--target-profile p", "oxo")]
    [InlineData("--target-access-key a --target-secret-access-key s", "oxo")]
    [InlineData("--target-endpoint-url http://h", "oxo")]
    [InlineData("--target-request-payer", "oxo")]
    [InlineData("--target-region r", "owo")]
    [InlineData("--target-force-path-style", "owo")]
    [InlineData("--storage-class ONE-ZONE_IA", "oxo")]
    [InlineData("--storage-class ONEZONE_IA", "oxo")]
    [InlineData("--acl private", "oxo")]
    [InlineData("--sse AES256", "oxo")]
    [InlineData("--sse aws:kms --sse-kms-key-id k", "oxo")]
    [InlineData($"--target-sse-c AES256 --target-sse-c-key {Key} --target-sse-c-key-md5 {KeyMd5}", "oxo")]
    [InlineData($"--source-sse-c AES256 --source-sse-c-key {Key} --source-sse-c-key-md5 {KeyMd5}", "xoo")]
    [InlineData("--cache-control c", "oxo")]
    [InlineData("--content-disposition c", "oxo")]
    [InlineData("--content-encoding c", "oxo")]
    [InlineData("--content-language c", "oxo")]
    [InlineData("--content-type c", "oxo")]
    [InlineData("--expires 2030-01-01T00:00:00Z", "oxo")]
    [InlineData("--website-redirect /x", "oxo")]
    [InlineData("--website-redirect-location /x", "oxo")]
    [InlineData("--tagging a=b", "oxo")]
    [InlineData("--put-last-modified-metadata", "oxo")]
    [InlineData("--metadata a=b", "owo")]
    [InlineData("--disable-tagging", "owo")]
    public void An_option_of_headers_or_access_is_legal_refused_or_warned_about_by_the_direction(string options, string directions) => Assert.Equal(directions, Directions(options));

    [Theory]
    [InlineData("--additional-checksum-algorithm SHA256", "oxo")]
    [InlineData("--full-object-checksum", "oxo")]
    [InlineData("--disable-payload-signing", "oxo")]
    [InlineData("--disable-content-md5-header", "oxo")]
    [InlineData("--disable-content-md5", "oxo")]
    [InlineData("--enable-additional-checksum", "xoo")]
    [InlineData("--auto-chunksize", "xoo")]
    [InlineData("--auto-chunksize --check-etag", "ooo")]
    [InlineData("--auto-chunksize --check-mtime-and-etag", "ooo")]
    [InlineData("--ignore-symlinks", "oxx")]
    [InlineData("--no-guess-mime-type", "oxx")]
    [InlineData("--enable-versioning", "xxo")]
    [InlineData("--sync-latest-tagging", "xxo")]
    [InlineData("--server-side-copy", "xxo")]
    public void An_option_is_legal_refused_or_warned_about_by_the_direction(string options, string directions) => Assert.Equal(directions, Directions(options));

    [Theory]
    [InlineData("--filter-include-regex a --filter-exclude-regex b --filter-smaller-size 1 --filter-larger-size 1", "ooo")]
    [InlineData("--filter-mtime-before 2030-01-01T00:00:00Z --filter-mtime-after 2030-01-01T00:00:00Z", "ooo")]
    [InlineData("--check-size --delete --dry-run --warn-as-error --head-each-target --disable-multipart-verify", "ooo")]
    [InlineData("--check-additional-checksum SHA256 --remove-modified-filter", "ooo")]
    [InlineData("--max-keys 10 --aws-max-attempts 2 --connect-timeout-milliseconds 5 --rate-limit-objects 10", "ooo")]
    public void An_option_of_no_side_is_legal_in_every_direction(string options, string directions) => Assert.Equal(directions, Directions(options));

    private string Directions(string options)
    {
        var answers = new[] { ("tree", "s3://box"), ("s3://box", "back"), ("s3://box", "s3://mirror") }.Select(places =>
        {
            var problems = Bind(places.Item1, places.Item2, options.Split(' '), out var request);
            return problems.Count > 0 ? 'x' : request!.Warnings.Count > 0 ? 'w' : 'o';
        });

        return string.Concat(answers);
    }

    [Theory]
    [InlineData("--sse AES256 --sse-kms-key-id k", "S3S162")]
    [InlineData($"--sse AES256 --target-sse-c AES256 --target-sse-c-key {Key} --target-sse-c-key-md5 {KeyMd5}", "S3S127")]
    [InlineData("--target-sse-c AES256", "S3S128")]
    [InlineData("--check-etag --sse aws:kms", "S3S160")]
    [InlineData("--check-mtime-and-etag --sse aws:kms:dsse", "S3S160")]
    [InlineData($"--check-etag --source-sse-c AES256 --source-sse-c-key {Key} --source-sse-c-key-md5 {KeyMd5}", "S3S160")]
    [InlineData("--check-size --remove-modified-filter", "S3S161")]
    [InlineData("--check-etag --remove-modified-filter", "S3S161")]
    [InlineData("--check-mtime-and-etag --remove-modified-filter", "S3S127")]
    [InlineData("--check-size --check-etag", "S3S127")]
    [InlineData("--check-etag --check-additional-checksum SHA1", "S3S127")]
    [InlineData("--full-object-checksum --additional-checksum-algorithm SHA1", "S3S163")]
    [InlineData("--auto-chunksize --multipart-chunksize 8MiB", "S3S127")]
    [InlineData("--tagging a=b --disable-tagging", "S3S127")]
    [InlineData("--tagging a=b --sync-latest-tagging", "S3S127")]
    [InlineData("--enable-versioning --delete", "S3S127")]
    [InlineData("--enable-versioning --check-size", "S3S127")]
    [InlineData("--enable-versioning --head-each-target", "S3S127")]
    [InlineData("--source-access-key a", "S3S128")]
    [InlineData("--source-profile p --source-access-key a --source-secret-access-key s", "S3S127")]
    public void Options_that_do_not_go_together_are_refused(string options, string code) =>
        Assert.Contains(Bind("s3://box", "s3://mirror", options.Split(' '), out _), problem => problem.Code == code);

    [Theory]
    [InlineData("--check-etag")]
    [InlineData("--check-mtime-and-etag")]
    public void ETags_of_a_directory_bucket_are_not_compared_on_either_side(string option)
    {
        Assert.Contains(Bind("tree", "s3://box--use1-az4--x-s3", [option], out _), problem => problem.Code == "S3S132");
        Assert.Contains(Bind("s3://box--use1-az4--x-s3", "back", [option], out _), problem => problem.Code == "S3S132");
    }

    [Fact]
    public void A_source_with_a_customer_key_and_a_target_with_KMS_can_be_asked_for() =>
        Assert.Empty(Bind("s3://box", "s3://mirror", ["--sse", "aws:kms", "--source-sse-c", "AES256", "--source-sse-c-key", Key, "--source-sse-c-key-md5", KeyMd5], out _));

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var codes = Bind("tree", "back", ["--storage-class", "COLD", "--worker-size", "0", "--check-size", "--check-etag", "--filter-include-regex", "("], out _).Select(problem => problem.Code);

        Assert.Equal(["S3S111", "S3S112", "S3S115", "S3S123", "S3S127", "S3S130"], codes.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("YES", true)]
    [InlineData("on", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void A_switch_of_the_environment_counts_only_when_it_is_true(string text, bool counts)
    {
        _folder.Write("tree/a", "a");
        var values = EnvironmentValues.Read(OptionCatalog.All, new Dictionary<string, string> { ["CHECK_SIZE"] = text, ["CHECK_ETAG"] = "1" }, plainNames: true);
        SetPlaces(values, "tree", "s3://box");
        var problems = new List<Problem>();
        OptionBinder.BindSync(values, _folder.Path, problems);

        Assert.Equal(counts, problems.Any(problem => problem.Code == "S3S127"));
    }

    private List<Problem> Bind(string source, string target, string[] options, out SyncRequest? request)
    {
        _folder.Write("tree/a", "a");
        var line = CommandLine.CommandLineReader.Read(new CommandLine.ArgumentScan(options, CommandLine.ToolDefinitions.OfSync), CommandLine.ToolDefinitions.OfSync);
        SetPlaces(line.Values, source, target);
        var problems = line.Problems.ToList();
        request = OptionBinder.BindSync(line.Values, _folder.Path, problems);
        return problems;
    }

    private static void SetPlaces(OptionValues values, string source, string target)
    {
        values.Set(OptionCatalog.Source, source, OptionCatalog.Source.Shown);
        values.Set(OptionCatalog.Target, target, OptionCatalog.Target.Shown);
    }
}
