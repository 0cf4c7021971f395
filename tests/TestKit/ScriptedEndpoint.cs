using System.Net;
using System.Net.Sockets;
using System.Text;

namespace S3Sync.TestKit;

/// <summary>What a scripted endpoint answers to one request.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body, as UTF-8.</param>
public sealed record ScriptedAnswer(int Status, string Body)
{
    /// <summary>Headers beside those of the connection.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>An HTTP endpoint on loopback that answers as a test says: for what LocalS3, which behaves, cannot be made to say.</summary>
public sealed class ScriptedEndpoint : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerRequest, ScriptedAnswer> _answer;
    private readonly Task _serving;

    private ScriptedEndpoint(int port, Func<HttpListenerRequest, ScriptedAnswer> answer)
    {
        _answer = answer;
        Url = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The endpoint's URL.</summary>
    public string Url { get; }

    /// <summary>Starts one; <paramref name="answer"/> may be called side by side.</summary>
    public static ScriptedEndpoint Start(Func<HttpListenerRequest, ScriptedAnswer> answer) => new(FreePort(), answer);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var context = await _listener.GetContextAsync();
            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        var answer = _answer(context.Request);
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        var body = Encoding.UTF8.GetBytes(answer.Body);
        response.ContentLength64 = body.Length;
        await response.OutputStream.WriteAsync(body);
    }
}
