using System.Net;
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
                if (IsFinal(failure) || attempt == Attempts)
                {
                    throw new SyncException(ActionProblems.TokenRefused(audience, failure.Message), failure);
                }

                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
            }
        }
    }

    // One that is asked too often says so with a code of those who ask wrongly.
    private static bool IsFinal(Exception failure) => failure is JsonException
        or HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) };

    private async Task<string> AskAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var url = job.Of(GitHubJob.TokenUrlVariable) ?? "";
        var isAddress = Uri.TryCreate($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}audience={Uri.EscapeDataString(audience)}", UriKind.Absolute, out var address);
        if (!isAddress)
        {
            throw new JsonException($"{GitHubJob.TokenUrlVariable} is no address");
        }

        using var answer = await client.GetAsync(address, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return document.RootElement is { ValueKind: JsonValueKind.Object } answered && answered.TryGetProperty("value", out var value)
            && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } token ? token : throw new JsonException("the answer holds no token");
    }
}
