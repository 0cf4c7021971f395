using System.Security.Cryptography;

namespace S3Sync.LocalS3.Authentication.Bodies;

/// <summary>A body in one piece whose SHA-256 was signed; its last bytes are given out only when the hash is right.</summary>
internal sealed class HashedBody(Stream inner, string expected, long contentLength) : ReadOnlyBody
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long left = contentLength;

    public override long Length { get; } = contentLength;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left == 0 || buffer.IsEmpty) return 0;
        var count = await inner.ReadAsync(buffer, cancellationToken);
        if (count == 0 || count > left) throw Refusals.IncompleteBody();
        hash.AppendData(buffer.Span[..count]);
        left -= count;
        if (left == 0) Check();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }

    private void Check()
    {
        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(computed);
        if (!SignatureText.Equals(computed, expected)) throw Refusals.PayloadMismatch(expected, Convert.ToHexStringLower(computed));
    }
}
