using System.Security.Cryptography;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Authentication.Bodies;

/// <summary>
/// The chain of chunk signatures: each covers the one before it. "Signature Calculations for the Authorization Header: Transferring
/// Payload in Multiple Chunks" and "… Including Trailing Headers", Amazon S3 API Reference.
/// </summary>
internal sealed class ChunkSigner(byte[] key, SignatureClaim claim, byte[] seed)
{
    private readonly byte[] previous = seed;

    /// <summary>Checks a chunk's signature over the SHA-256 of its data, and moves the chain on.</summary>
    public void CheckChunk(ReadOnlySpan<byte> dataHash, ReadOnlySpan<char> given)
    {
        var text = new ByteText(512);
        try
        {
            Begin("AWS4-HMAC-SHA256-PAYLOAD", ref text);
            text.AppendLatin1(PayloadForm.EmptyHash);
            text.Append((byte)'\n');
            text.AppendHex(dataHash);
            Check(text.Written, given);
        }
        finally
        {
            text.Dispose();
        }
    }

    /// <summary>Checks the signature over the trailing headers.</summary>
    public void CheckTrailer(ReadOnlySpan<byte> trailerHash, ReadOnlySpan<char> given)
    {
        var text = new ByteText(512);
        try
        {
            Begin("AWS4-HMAC-SHA256-TRAILER", ref text);
            text.AppendHex(trailerHash);
            Check(text.Written, given);
        }
        finally
        {
            text.Dispose();
        }
    }

    private void Begin(string algorithm, ref ByteText text)
    {
        text.AppendLatin1(algorithm);
        text.Append((byte)'\n');
        text.AppendLatin1(claim.TimeText);
        text.Append((byte)'\n');
        text.AppendLatin1(claim.Scope.ToString());
        text.Append((byte)'\n');
        text.AppendHex(previous);
        text.Append((byte)'\n');
    }

    private void Check(ReadOnlySpan<byte> stringToSign, ReadOnlySpan<char> given)
    {
        HMACSHA256.HashData(key, stringToSign, previous);
        if (!SignatureText.Equals(previous, given)) throw Refusals.SignatureDoesNotMatch();
    }
}
