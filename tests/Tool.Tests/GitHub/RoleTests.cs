using System.Collections.Concurrent;
using System.Text.Json;
using System.Web;
using S3Sync.LocalS3;
using S3Sync.TestKit;

namespace S3Sync.Tool.Tests.GitHub;

/// <summary>A role assumed by the job's own identity: an issuer of tokens and an STS on loopback stand for GitHub's and AWS's.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:iam::123456789012:role/deploy";
    private readonly ConcurrentDictionary<string, TemporaryKey> _issued = new();
    private readonly ConcurrentQueue<string> _audiences = new();
    private ScriptedEndpoint _github = null!;
    private ScriptedEndpoint _sts = null!;
    private StepWorld _world = null!;
    private TimeSpan _lifetime = TimeSpan.FromHours(1);

    public async Task InitializeAsync()
    {
        _world = await StepWorld.StartAsync(settings => settings with { TemporaryKeys = _issued });
        _github = ScriptedEndpoint.Start(IssueToken);
        _sts = ScriptedEndpoint.Start(IssueKeys);
        _world.Variables.Remove("AWS_ACCESS_KEY_ID");
        _world.Variables.Remove("AWS_SECRET_ACCESS_KEY");
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = _github.Url + "/token?api-version=2.0";
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "request-key";
        _world.Write("dist/a.txt", "1");
        _world.Write("dist/b.txt", "2");
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        await _github.DisposeAsync();
        await _sts.DisposeAsync();
    }

    [Fact]
    public async Task The_job_s_token_is_exchanged_for_keys_which_are_masked_before_they_are_used()
    {
        var result = await RunAsync();

        Assert.True(result.ExitCode == 0, result.Out);
        Assert.Equal("2", _world.Outputs()["uploaded-count"]);
        Assert.Equal(["sts.amazonaws.com"], _audiences);
        var (access, key) = Assert.Single(_issued);
        var masked = RunnerLog.CommandsOf(result.Out).Where(command => command.Name == "add-mask").Select(command => command.Data).ToList();
        Assert.Equal(["request-key", "token for sts.amazonaws.com", access, key.SecretKey, key.Token], masked);
        Assert.DoesNotContain(key.SecretKey, string.Join('\n', result.OutLines.Where(line => !line.StartsWith("::add-mask::", StringComparison.Ordinal))));
        Assert.DoesNotContain(key.SecretKey, await File.ReadAllTextAsync(Path.Combine(_world.Workspace, "s3sync-manifest.json")));
    }

    [Fact]
    public async Task Keys_that_end_while_the_run_lasts_are_renewed_with_a_token_each()
    {
        _lifetime = TimeSpan.FromSeconds(20); // less than what is left to a request, so each one renews

        var result = await RunAsync(("worker-size", "1"));

        Assert.True(result.ExitCode == 0, result.Out);
        Assert.True(_issued.Count > 2, $"{_issued.Count}");
        Assert.Equal(_issued.Count, _audiences.Count);
        Assert.All(_issued.Keys, access => Assert.Contains(RunnerLog.CommandsOf(result.Out), command => command.Name == "add-mask" && command.Data == access));
    }

    [Fact]
    public async Task A_wrong_audience_is_refused_with_the_next_step_and_nothing_is_written()
    {
        var result = await RunAsync(("audience", "somebody-else"));

        Assert.Equal(1, result.ExitCode);
        var error = Assert.Single(RunnerLog.CommandsOf(result.Out), command => command.Name == "error");
        Assert.Equal("s3sync S3S821", error.Properties["title"]);
        Assert.Contains("Incorrect token audience", error.Data);
        Assert.Equal("failed", _world.Outputs()["result"]);
        Assert.Empty(_issued);
    }

    [Fact]
    public async Task A_job_without_the_permission_is_told_so_before_anything_is_asked()
    {
        _world.Variables.Remove("ACTIONS_ID_TOKEN_REQUEST_URL");

        var result = await RunAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Add 'permissions: id-token: write'", Assert.Single(RunnerLog.CommandsOf(result.Out), command => command.Name == "error").Data);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"token\"")]
    [InlineData("{\"value\": 5}")]
    [InlineData("{}")]
    [InlineData("<html>")]
    public async Task An_issuer_that_answers_with_something_else_is_told_as_such(string answer)
    {
        await using var strange = ScriptedEndpoint.Start(_ => new(200, answer));
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = strange.Url + "/token?api-version=2.0";

        var result = await RunAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("s3sync S3S827", Assert.Single(RunnerLog.CommandsOf(result.Out), command => command.Name == "error").Properties["title"]);
    }

    [Theory]
    [InlineData("IDPCommunicationError", "An error occurred while calling the identity provider")]
    [InlineData("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements")]
    public async Task An_STS_that_could_not_reach_GitHub_for_a_moment_is_asked_again(string code, string message)
    {
        var asked = 0;
        await using var sts = ScriptedEndpoint.Start(request => Interlocked.Increment(ref asked) == 1
            ? new(400, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>")
            : IssueKeys(request));

        var result = await RunAsync(("sts-endpoint", sts.Url));

        Assert.True(result.ExitCode == 0, result.Out);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task An_issuer_that_was_asked_too_often_is_asked_again()
    {
        var asked = 0;
        await using var busy = ScriptedEndpoint.Start(request => Interlocked.Increment(ref asked) == 1 ? new(429, "{}") : IssueToken(request));
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = busy.Url + "/token?api-version=2.0";

        var result = await RunAsync();

        Assert.True(result.ExitCode == 0, result.Out);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task An_issuer_that_refuses_is_named_and_not_asked_again()
    {
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "wrong-key";

        var result = await RunAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("s3sync S3S827", Assert.Single(RunnerLog.CommandsOf(result.Out), command => command.Name == "error").Properties["title"]);
        Assert.Single(_audiences);
    }

    [Fact]
    public async Task A_verification_reaches_the_target_by_the_role()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);

        var result = await VerifyAsync("--level", "content", "--role-to-assume", Arn);

        Assert.True(result.ExitCode == 0, result.Out + result.Error);
        Assert.Contains("2 of 2 objects proven", result.Error);
        Assert.Equal(2, _issued.Count);
        Assert.DoesNotContain(_issued.Values, key => (result.Out + result.Error).Contains(key.SecretKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_verification_says_why_a_role_cannot_be_assumed()
    {
        _world.Variables.Remove("ACTIONS_ID_TOKEN_REQUEST_URL");

        var result = await VerifyAsync("--role-to-assume", Arn);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Add 'permissions: id-token: write'", result.Error);
    }

    [Fact]
    public async Task The_listing_shows_a_role_wherever_it_is_asked_for_and_assumes_none()
    {
        _world.Variables.Remove("ACTIONS_ID_TOKEN_REQUEST_URL");
        _world.Variables["S3SYNC_ROLE_SESSION_NAME"] = "site";

        var result = await World.ToolProcess.RunInAsync(_world.Workspace, _world.EnvironmentOf(), "config", "dist", "s3://site/", "--role-to-assume", Arn);
        var wrong = await World.ToolProcess.RunInAsync(_world.Workspace, _world.EnvironmentOf(), "config", "dist", "s3://site/", "--role-duration-seconds", "5");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(result.OutLines, line => line.Contains("roleToAssume", StringComparison.Ordinal) && line.Contains(Arn, StringComparison.Ordinal) && line.Contains("--role-to-assume", StringComparison.Ordinal));
        Assert.Contains(result.OutLines, line => line.Contains("roleSessionName", StringComparison.Ordinal) && line.Contains("S3SYNC_ROLE_SESSION_NAME", StringComparison.Ordinal));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Empty(_audiences);
    }

    private Task<World.ToolResult> VerifyAsync(params string[] more) => World.ToolProcess.RunInAsync(_world.Workspace, _world.EnvironmentOf(),
        ["verify", "s3sync-manifest.json", "--target-endpoint-url", _world.S3.Endpoint, "--sts-endpoint", _sts.Url, "--role-duration-seconds", "900", .. more]);

    private Task<World.ToolResult> RunAsync(params (string, string)[] more) =>
        _world.RunAsync(_world.Publishing("dist", [("role-to-assume", Arn), ("sts-endpoint", _sts.Url), ("role-duration-seconds", "900"), .. more]));

    private ScriptedAnswer IssueToken(System.Net.HttpListenerRequest request)
    {
        var audience = request.QueryString["audience"]!;
        _audiences.Enqueue(audience);
        return request.Headers["Authorization"] == "Bearer request-key" && request.QueryString["api-version"] == "2.0"
            ? new(200, JsonSerializer.Serialize(new { value = "token for " + audience }))
            : new(401, "{}");
    }

    private ScriptedAnswer IssueKeys(System.Net.HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream);
        var form = HttpUtility.ParseQueryString(reader.ReadToEnd());
        if ((form["WebIdentityToken"], form["RoleArn"], form["RoleSessionName"], form["DurationSeconds"]) != ("token for sts.amazonaws.com", Arn, "GitHubActions", "900"))
        {
            return new(400, "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidIdentityToken</Code><Message>Incorrect token audience</Message></Error><RequestId>1</RequestId></ErrorResponse>");
        }

        var access = "ASIATEST" + Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();
        var key = new TemporaryKey("secret/of/" + access, "session of " + access, DateTimeOffset.UtcNow + _lifetime);
        _issued[access] = key;
        return new(200, $"""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
            <Credentials><AccessKeyId>{access}</AccessKeyId><SecretAccessKey>{key.SecretKey}</SecretAccessKey><SessionToken>{key.Token}</SessionToken>
            <Expiration>{key.Expires:yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration></Credentials>
            </AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>
            """);
    }
}
