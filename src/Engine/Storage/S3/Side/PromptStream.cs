using System.Net;
using System.Net.Sockets;

namespace S3Sync.Storage.S3.Side;

/// <summary>
/// A connection that acknowledges the beginning of an answer at once. Linux holds an acknowledgement back for 40 ms where it expects to send soon
/// itself (RFC 1122, 4.2.3.2), and an endpoint that writes header and body apart without TCP_NODELAY, as Ceph's gateway does by default, keeps the
/// body until the header is acknowledged (RFC 896): 40 ms for every object.
/// </summary>
internal sealed class PromptStream : NetworkStream
{
    // IPPROTO_TCP and TCP_QUICKACK: tcp(7), Linux. No other system has it.
    private const int TcpLevel = 6;
    private const int QuickAck = 12;

    private bool _hasWritten;

    private PromptStream(Socket socket)
        : base(socket, ownsSocket: true)
    {
    }

    /// <summary>Connects as the runtime does by itself; where the system does not know the option, to an ordinary stream.</summary>
    /// <exception cref="SocketException">No connection was made.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return CanAcknowledge(socket) ? new PromptStream(socket) : new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hasWritten = true;
        return base.WriteAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_hasWritten)
        {
            // What is sent next makes the system forget it, so it is said once an answer.
            _hasWritten = false;
            AcknowledgeAtOnce(Socket);
        }

        return base.ReadAsync(buffer, cancellationToken);
    }

    private static bool CanAcknowledge(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            AcknowledgeAtOnce(socket);
            return true;
        }
        catch (SocketException)
        {
            return false; // A sandbox's own network, without the option.
        }
    }

    private static void AcknowledgeAtOnce(Socket socket) => socket.SetRawSocketOption(TcpLevel, QuickAck, [1, 0, 0, 0]);
}
