using System.Net;
using System.Net.Sockets;
using S3Sync.Storage.S3.Side;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>Connections that do not keep an endpoint waiting for an acknowledgement.</summary>
public sealed class PromptStreamTests : IDisposable
{
    // tcp(7): 1 while acknowledgements are sent at once, 0 while the system holds them back.
    private const int TcpLevel = 6;
    private const int QuickAck = 12;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PromptStreamTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task The_first_piece_of_every_answer_is_acknowledged_at_once_on_Linux()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using var client = await ConnectAsync();
        using var server = await _listener.AcceptSocketAsync();
        var held = 0;

        // A system begins to hold back only after it has seen some requests and answers.
        for (var exchange = 0; exchange < 20; exchange++)
        {
            await ExchangeAsync(client, server);
            held += IsHeldBack(client) ? 1 : 0;
        }

        Assert.Equal(0, held);
    }

    [Fact]
    public async Task An_address_that_nobody_listens_at_fails_as_any_connection_does()
    {
        var endpoint = Endpoint();
        _listener.Stop();

        var failure = await Assert.ThrowsAsync<SocketException>(async () => await PromptStream.ConnectAsync(endpoint, CancellationToken.None));

        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
    }

    private static bool IsHeldBack(NetworkStream stream)
    {
        Span<byte> value = stackalloc byte[4];
        stream.Socket.GetRawSocketOption(TcpLevel, QuickAck, value);
        return BitConverter.ToInt32(value) == 0;
    }

    // A request, and an answer's first piece.
    private static async Task ExchangeAsync(Stream client, Socket server)
    {
        var buffer = new byte[100];
        await client.WriteAsync(buffer);
        await server.ReceiveAsync(buffer);
        await server.SendAsync(buffer);
        await client.ReadExactlyAsync(buffer);
    }

    private async Task<NetworkStream> ConnectAsync() => (NetworkStream)await PromptStream.ConnectAsync(Endpoint(), CancellationToken.None);

    private DnsEndPoint Endpoint() => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
}
