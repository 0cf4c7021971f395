using System.Net;
using System.Net.Sockets;
using System.Text;

namespace S3Sync.TestKit;

/// <summary>
/// A byte relay before a server that changes one character after a header's name in the answers to some requests: what no honest server
/// does, and what a verifying client must notice.
/// </summary>
public sealed class TamperingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly byte[] _request;
    private readonly byte[] _header;
    private readonly Task _accepting;

    private TamperingProxy(int serverPort, string request, string header)
    {
        _serverPort = serverPort;
        _request = Encoding.ASCII.GetBytes(request);
        _header = Encoding.ASCII.GetBytes(header);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Relays to a port; answers to requests that begin with <paramref name="request"/> get the character after <paramref name="header"/> changed.</summary>
    public static TamperingProxy Start(int serverPort, string request, string header) => new(serverPort, request, header);

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
            _ = RelayAsync(client);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
            var tampers = false;
#pragma warning disable CA2025 // both are awaited below, before what they use is disposed
            var up = PumpAsync(client, server, bytes => tampers = Begins(bytes.Span) ?? tampers);
            var down = PumpAsync(server, client, bytes => Tamper(bytes.Span, tampers));
#pragma warning restore CA2025
            await Task.WhenAny(up, down);

            // The one that still reads ends by this; neither may outlive what it reads from.
            client.Close();
            server.Close();
            await up;
            await down;
        }
        finally
        {
            // The pump that still runs ends by this.
            client.Dispose();
            server.Dispose();
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Action<Memory<byte>> look)
    {
        var buffer = new byte[64 << 10];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0;)
            {
                look(buffer.AsMemory(0, read));
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One side closed: the relay of this connection is over.
        }
    }

    private bool? Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith(_request) ? true
        : bytes.IndexOf("HTTP/1.1\r\n"u8) > 0 ? false : null;

    private void Tamper(Span<byte> answer, bool tampers)
    {
        var at = answer.IndexOf(_header);
        if (tampers && at >= 0)
        {
            var place = at + _header.Length;
            answer[place] = answer[place] == (byte)'0' ? (byte)'1' : (byte)'0';
        }
    }
}
