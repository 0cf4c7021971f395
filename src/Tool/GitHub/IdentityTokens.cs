using System.Net.Http.Headers;
using System.Text.Json;
using S3Sync.Problems;

namespace S3Sync.Tool.GitHub;

/// <summary>
/// Asks GitHub for tokens that say which workflow this is. "OpenID Connect reference", GitHub Docs. A token lives for minutes, so each exchange wants a new one.
/// </summary>
internal sealed class IdentityTokens(GitHubJob job, string audience, TimeProvider time)
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether this job may ask.</summary>
    public bool CanAsk => job.Of(GitHubJob.TokenUrlVariable) is not null && job.Of(GitHubJob.TokenKeyVariable) is not null;

    /// <summary>Told of each token, which is a secret.</summary>
    public Action<string> Fetched { get; init; } = static _ => { };

    /// <summary>A new token.</summary>
    /// <exception cref="SyncException">None was issued.</exception>
    public async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", job.Of(GitHubJob.TokenKeyVariable));
        client.DefaultRequestHeaders.Accept.Add(new("application/json"));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var token = await AskAsync(client, cancellationToken);
                Fetched(token);
                return token;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                var isFinal = failure is JsonException or HttpRequestException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError };
                if (isFinal || attempt == Attempts)
                {
                    throw new SyncException(ActionProblems.TokenRefused(audience, failure.Message), failure);
                }

                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
            }
        }
    }

    private async Task<string> AskAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var url = job.Of(GitHubJob.TokenUrlVariable) ?? "";
        var address = new Uri($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}audience={Uri.EscapeDataString(audience)}");
        using var answer = await client.GetAsync(address, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return document.RootElement.TryGetProperty("value", out var value) && value.GetString() is { Length: > 0 } token ? token : throw new JsonException("the answer holds no token");
    }
}
