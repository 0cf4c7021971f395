using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3.Side;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>
/// The keys of an assumed role, asked for by the first request that needs them and renewed by those that come when they are about to end, each
/// time for a new identity token. "AssumeRoleWithWebIdentity", AWS STS API Reference.
/// </summary>
/// <param name="role">Which role, and where tokens come from.</param>
/// <param name="region">The region whose STS is asked; null for the first one.</param>
/// <param name="connections">The side's way through the network.</param>
/// <param name="time">The clock.</param>
internal sealed class RoleSession(AssumedRole role, RegionEndpoint? region, SideConnections connections, TimeProvider time) : AWSCredentials, IDisposable
{
    /// <summary>Keys are used no closer to their end than this: a request takes its time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>From here on one request renews them, while the others go on with them.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Issue? _present;

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials() => throw new NotSupportedException("Nothing here waits on a thread.");

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (Usable(Early) is { } fresh)
        {
            return fresh;
        }

        var present = Usable(Margin);
        if (!await _gate.WaitAsync(present is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero))
        {
            return present!; // it did not wait, because there are some
        }

        try
        {
            return Usable(Early) ?? await AssumeAsync();
        }
        catch (SyncException) when (present is not null)
        {
            // Whatever stands in the way may have passed before the present ones end; then it is told.
            return present;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private ImmutableCredentials? Usable(TimeSpan left) =>
        Volatile.Read(ref _present) is { } present && present.Expires - time.GetUtcNow().UtcDateTime > left ? present.Keys : null;

    private async Task<ImmutableCredentials> AssumeAsync()
    {
        var token = await role.FetchToken(CancellationToken.None);
        var issued = await ExchangeAsync(token);
        role.Issued(new(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken));
        var keys = new ImmutableCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken);
        Volatile.Write(ref _present, new(keys, issued.Expiration?.ToUniversalTime() ?? time.GetUtcNow().UtcDateTime + role.Duration));
        return keys;
    }

    private async Task<Credentials> ExchangeAsync(string token)
    {
        using var sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), Configure());
        try
        {
            var answer = await sts.AssumeRoleWithWebIdentityAsync(new()
            {
                RoleArn = role.Arn,
                RoleSessionName = role.SessionName,
                DurationSeconds = (int)role.Duration.TotalSeconds,
                WebIdentityToken = token,
            });
            return answer.Credentials;
        }
        catch (AmazonSecurityTokenServiceException refusal)
        {
            throw new SyncException(ProblemOf(refusal), refusal);
        }
        catch (Exception failure) when (failure is AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
        {
            throw new SyncException(ActionProblems.StsUnreachable(role.Arn, NameOfSts, (failure.InnerException ?? failure).Message), failure);
        }
    }

    private Problem ProblemOf(AmazonSecurityTokenServiceException refusal)
    {
        var answer = $"{refusal.ErrorCode} {refusal.Message}".Trim();
        return refusal.ErrorCode switch
        {
            "InvalidIdentityToken" or "IDPRejectedClaim" or "ExpiredTokenException" => ActionProblems.IdentityRefused(role.Arn, answer),
            "ValidationError" => ActionProblems.RoleInvalid(role.Arn, answer),
            "AccessDenied" => ActionProblems.RoleDenied(role.Arn, answer),
            _ => ActionProblems.StsRefused(role.Arn, NameOfSts, answer),
        };
    }

    private string NameOfSts => role.StsEndpoint ?? $"AWS STS ({(region ?? RegionEndpoint.USEast1).SystemName})";

    private AmazonSecurityTokenServiceConfig Configure()
    {
        var config = new AmazonSecurityTokenServiceConfig
        {
            HttpClientFactory = new SideHttpClients(connections),
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 4,
        };
        if (role.StsEndpoint is { } url)
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = (region ?? RegionEndpoint.USEast1).SystemName;
        }
        else
        {
            config.RegionEndpoint = region ?? RegionEndpoint.USEast1;
        }

        return config;
    }

    private sealed record Issue(ImmutableCredentials Keys, DateTime Expires);

    private sealed class SideHttpClients(SideConnections connections) : HttpClientFactory
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(connections.Handler, disposeHandler: false) { Timeout = Patience };

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
    }
}
