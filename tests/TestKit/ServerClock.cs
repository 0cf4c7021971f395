namespace S3Sync.TestKit;

/// <summary>The clock of a server, as its answers tell it.</summary>
public static class ServerClock
{
    /// <summary>Asks the server until its clock tells a later second: what is written from here on is newer in listings of whole seconds.</summary>
    public static async Task PassASecondAsync(string endpoint)
    {
        using var client = new HttpClient();
        var began = await AskAsync(client, endpoint);
        while (await AskAsync(client, endpoint) <= began)
        {
        }
    }

    // Who may ask does not matter: every answer has a date (RFC 9110, 6.6.1), in whole seconds.
    private static async Task<DateTimeOffset> AskAsync(HttpClient client, string endpoint)
    {
        using var answer = await client.GetAsync(new Uri(endpoint));
        return answer.Headers.Date ?? throw new InvalidOperationException($"{endpoint} answers without a date.");
    }
}
