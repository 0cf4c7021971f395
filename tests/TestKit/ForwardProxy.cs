using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace S3Sync.TestKit;

/// <summary>
/// An HTTP proxy on loopback: it takes every request to one server, whatever host it names, one a connection; refuses tunnels; and tells what
/// was asked of it. With a user it lets only that one through.
/// </summary>
public sealed class ForwardProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly string? _authorization;
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Task _accepting;

    private ForwardProxy(TcpListener listener, int serverPort, string? user)
    {
        _listener = listener;
        _serverPort = serverPort;
        _authorization = user is null ? null : "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user));
        _accepting = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The first line of every request, in the order they came.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Starts one before a server's port; <paramref name="user"/> is <c>name:password</c>, null to let everybody through.</summary>
    public static ForwardProxy Start(int serverPort, string? user = null)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new(listener, serverPort, user);
    }

    /// <summary>Starts one at the first free port of a range.</summary>
    public static ForwardProxy StartWithin(int firstPort, int lastPort)
    {
        for (var port = firstPort; ; port++)
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return new(listener, 1, null);
            }
            catch (SocketException) when (port < lastPort)
            {
                listener.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ContinueWith(static _ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await ServeAsync(client.GetStream());
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // One side went.
            }
        }
    }

    private async Task ServeAsync(NetworkStream client)
    {
        var (head, begun) = await ReadHeadAsync(client);
        var lines = head.Split("\r\n");
        _asked.Enqueue(lines[0]);
        if (_authorization is not null && !lines.Contains(_authorization, StringComparer.OrdinalIgnoreCase))
        {
            await RefuseAsync(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"");
            return;
        }

        if (lines[0].StartsWith("CONNECT ", StringComparison.Ordinal))
        {
            await RefuseAsync(client, "502 Bad Gateway");
            return;
        }

        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
        var upstream = server.GetStream();
        await upstream.WriteAsync(Encoding.Latin1.GetBytes(Forwarded(lines)), _stop.Token);
        await upstream.WriteAsync(begun, _stop.Token);
        var up = client.CopyToAsync(upstream, _stop.Token);
        await upstream.CopyToAsync(client, _stop.Token);
        client.Close();
        await up.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private async Task RefuseAsync(NetworkStream client, string status) =>
        await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _stop.Token);

    private async Task<(string Head, byte[] Begun)> ReadHeadAsync(NetworkStream client)
    {
        var read = new List<byte>();
        var buffer = new byte[64 << 10];
        while (true)
        {
            var count = await client.ReadAsync(buffer, _stop.Token);
            read.AddRange(count > 0 ? buffer[..count] : throw new IOException("The client left."));
            var end = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(read).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return (Encoding.Latin1.GetString([.. read[..end]]), [.. read[(end + 4)..]]);
            }
        }
    }

    // The path alone, and one request a connection: RFC 9112, 3.2.2 and 9.6.
    private static string Forwarded(string[] lines)
    {
        var first = lines[0].Split(' ');
        var path = first[1][first[1].IndexOf('/', "http://".Length)..];
        var kept = lines[1..].Where(static line => !line.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        return string.Join("\r\n", [$"{first[0]} {path} {first[2]}", .. kept, "Connection: close", "", ""]);
    }
}
