using System.Security.Cryptography;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Authentication.Bodies;

/// <summary>
/// The headers behind aws-chunked content: exactly those that x-amz-trailer named, and their signature when chunks are signed.
/// "Signature Calculations for the Authorization Header: Including Trailing Headers", Amazon S3 API Reference.
/// </summary>
internal sealed class TrailerReader(string[] declared, PayloadForm form, ChunkSigner signer, Dictionary<string, string> trailer)
{
    private const string SignatureName = "x-amz-trailer-signature";

    public async ValueTask ReadAsync(Func<CancellationToken, ValueTask<string>> readLine, CancellationToken cancellationToken)
    {
        string? signature = null;
        while (await readLine(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (!form.Trailer || colon <= 0 || signature is not null) throw Refusals.MalformedTrailer();
            var (name, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (name == SignatureName) signature = value;
            else if (Array.IndexOf(declared, name) < 0 || !trailer.TryAdd(name, value)) throw Refusals.MalformedTrailer();
        }

        if (trailer.Count != declared.Length) throw Refusals.MalformedTrailer();
        if (form is { Trailer: true, SignedChunks: true }) CheckSignature(signature ?? throw Refusals.MalformedTrailer());
        else if (signature is not null) throw Refusals.MalformedTrailer();
    }

    private void CheckSignature(string signature)
    {
        var text = new ByteText(256);
        try
        {
            foreach (var (name, value) in trailer)
            {
                text.AppendLatin1(name);
                text.Append((byte)':');
                text.AppendLatin1(value);
                text.Append((byte)'\n');
            }

            signer.CheckTrailer(SHA256.HashData(text.Written), signature);
        }
        finally
        {
            text.Dispose();
        }
    }
}
