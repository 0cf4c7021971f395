using System.Security.Cryptography;
using System.Text;

namespace S3Sync.TestKit;

/// <summary>
/// Writes aws-chunked bodies, rightly unless a test says otherwise. "Signature Calculations for the Authorization Header: Transferring
/// Payload in Multiple Chunks", Amazon S3 API Reference.
/// </summary>
public sealed class AwsChunks(Sigv4 signer, string time, string seed, bool signed)
{
    private static readonly string EmptyHash = Sigv4.Hash([]);
    private readonly MemoryStream body = new();
    private string previous = seed;

    /// <summary>The body so far.</summary>
    public byte[] ToArray() => body.ToArray();

    /// <summary>Writes one chunk; the last has no data.</summary>
    public AwsChunks Chunk(ReadOnlySpan<byte> data)
    {
        previous = signer.Signature(time, signer.StringToSign("AWS4-HMAC-SHA256-PAYLOAD", time, previous, EmptyHash, Sigv4.Hash(data)));
        Text(signed ? $"{data.Length:x};chunk-signature={previous}\r\n" : $"{data.Length:x}\r\n");
        body.Write(data);
        return data.IsEmpty ? this : Text("\r\n");
    }

    /// <summary>Cuts data into chunks and writes them with the empty last one.</summary>
    public AwsChunks Chunks(byte[] data, int size)
    {
        for (var at = 0; at < data.Length; at += size) Chunk(data.AsSpan(at, Math.Min(size, data.Length - at)));
        return Chunk([]);
    }

    /// <summary>Writes trailing headers, with their signature when chunks are signed.</summary>
    public AwsChunks Trailer(params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers) Text($"{name}:{value}\r\n");
        if (!signed) return this;
        var canonical = string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n"));
        previous = signer.Signature(time, signer.StringToSign("AWS4-HMAC-SHA256-TRAILER", time, previous, Sigv4.Hash(Encoding.UTF8.GetBytes(canonical))));
        return Text($"x-amz-trailer-signature:{previous}\r\n");
    }

    /// <summary>Writes text as it is.</summary>
    public AwsChunks Text(string text)
    {
        body.Write(Encoding.Latin1.GetBytes(text));
        return this;
    }

    /// <summary>Ends the body.</summary>
    public byte[] End() => Text("\r\n").ToArray();

    /// <summary>The base64 SHA-256 that x-amz-checksum-sha256 carries.</summary>
    public static string Sha256Of(byte[] data) => Convert.ToBase64String(SHA256.HashData(data));
}
