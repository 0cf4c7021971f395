using System.Collections.Concurrent;
using System.Globalization;
using System.Web;
using S3Sync.Engine.Tests.Road;
using S3Sync.LocalS3;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>Keys of an assumed role: asked for, renewed, refused. The STS is one that tests script.</summary>
public sealed class AssumedRoleTests : IAsyncLifetime
{
    private readonly WritingTime _time = new();
    private readonly ConcurrentDictionary<string, TemporaryKey> _issued = new();
    private readonly ConcurrentQueue<string> _tokens = new();
    private readonly List<IssuedKeys> _told = [];
    private Func<string, ScriptedAnswer?> _refuse = static _ => null;
    private ScriptedEndpoint _sts = null!;
    private RoadWorld _world = null!;

    public async Task InitializeAsync()
    {
        _sts = ScriptedEndpoint.Start(Answer);
        _world = await RoadWorld.StartLocalAsync(settings => settings with { Time = _time, TemporaryKeys = _issued });
        _world.Time = _time;
        _time.Written = () => _world.Requests.Count("PutObject");
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        await _sts.DisposeAsync();
    }

    [Fact]
    public async Task The_keys_of_a_role_sign_every_request_of_a_run()
    {
        var report = await RunAsync();

        Assert.Equal((RunOutcome.Completed, 4L), (report.Outcome, report.Counts.Transferred));
        Assert.Equal(["token 1"], _tokens);
        var keys = Assert.Single(_told);
        Assert.Equal(_issued[keys.AccessKey].Token, keys.SessionToken);
    }

    [Fact]
    public async Task Keys_that_end_while_the_run_lasts_are_renewed_with_a_new_token()
    {
        _time.Each = TimeSpan.FromMinutes(6); // the keys last a quarter of an hour

        var report = await RunAsync();

        Assert.Equal((RunOutcome.Completed, 4L, 0L), (report.Outcome, report.Counts.Transferred, report.Counts.Errors));
        Assert.Equal(["token 1", "token 2"], _tokens);
        Assert.Equal(_tokens.Count, _told.Select(static keys => keys.AccessKey).Distinct().Count());
    }

    [Fact]
    public async Task Keys_are_renewed_before_they_end_and_stay_in_use_when_that_fails_for_the_moment()
    {
        _time.Each = TimeSpan.FromMinutes(3.5); // after three objects, less than five of fifteen minutes are left
        _refuse = token => token == "token 1" ? null : Refusal(400, "IDPCommunicationError", "busy");

        var report = await RunAsync();

        Assert.Equal((RunOutcome.Completed, 4L), (report.Outcome, report.Counts.Transferred));
        Assert.Contains("token 2", _tokens);
        Assert.Single(_told);
    }

    [Theory]
    [InlineData("InvalidIdentityToken", "Incorrect token audience", "S3S821", "Incorrect token audience")]
    [InlineData("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", "S3S820", "trust policy")]
    [InlineData("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", "S3S822", "MaxSessionDuration")]
    [InlineData("RegionDisabledException", "STS is not activated in this region", "S3S823", "not activated")]
    public async Task A_refusal_is_a_problem_of_the_run_that_says_what_to_do(string code, string message, string problem, string said)
    {
        _refuse = _ => Refusal(400, code, message);

        var report = await RunAsync();

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        var told = Assert.Single(report.RunProblems);
        Assert.Equal(problem, told.Code);
        Assert.Contains(said, told.Message);
        Assert.Contains(Arn, told.Message);
        Assert.Equal(0, _world.Requests.Count("PutObject"));
    }

    [Fact]
    public async Task An_sts_that_is_not_there_is_named()
    {
        await _sts.DisposeAsync();

        var report = await RunAsync();

        Assert.Equal("S3S824", Assert.Single(report.RunProblems).Code);
        Assert.Contains(_sts.Url, report.RunProblems[0].Message);
    }

    private const string Arn = "arn:aws:iam::123456789012:role/deploy";

    private Task<SyncReport> RunAsync()
    {
        var source = _world.Folder(("a", [1]), ("b", [2]), ("c", [3]), ("d", [4]));
        var fetched = 0;
        var role = new AssumedRole
        {
            Arn = Arn,
            StsEndpoint = _sts.Url,
            FetchToken = _ => Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"token {++fetched}")),
            Duration = TimeSpan.FromMinutes(15),
            Issued = keys => { _told.Add(keys); },
        };
        return _world.RunAsync(RoadWorld.At(source), RoadWorld.S3At("one"), options => options with
        {
            TargetS3 = options.TargetS3 with { AccessKey = null, SecretAccessKey = null, Role = role },
            Transfer = options.Transfer with { WorkerSize = 1, MaxParallelUploads = 1 },
        });
    }

    private ScriptedAnswer Answer(System.Net.HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream);
        var form = HttpUtility.ParseQueryString(reader.ReadToEnd());
        Assert.Equal(("AssumeRoleWithWebIdentity", Arn, "s3sync", "900"), (form["Action"], form["RoleArn"], form["RoleSessionName"], form["DurationSeconds"]));
        var token = form["WebIdentityToken"]!;
        _tokens.Enqueue(token);
        if (_refuse(token) is { } refusal)
        {
            return refusal;
        }

        var access = "ASIATEST" + Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();
        var key = new TemporaryKey("secret/of/" + access, "session of " + access, _time.GetUtcNow() + TimeSpan.FromMinutes(15));
        _issued[access] = key;
        return new(200, $"""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
            <Credentials><AccessKeyId>{access}</AccessKeyId><SecretAccessKey>{key.SecretKey}</SecretAccessKey><SessionToken>{key.Token}</SessionToken>
            <Expiration>{key.Expires:yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration></Credentials>
            </AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>
            """);
    }

    private static ScriptedAnswer Refusal(int status, string code, string message) => new(status,
        $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>");

    /// <summary>A clock that only moves when an object is being written.</summary>
    private sealed class WritingTime : TimeProvider
    {
        private readonly DateTimeOffset _start = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

        public Func<int> Written { get; set; } = static () => 0;

        public TimeSpan Each { get; set; }

        public override DateTimeOffset GetUtcNow() => _start + (Written() * Each);
    }
}
