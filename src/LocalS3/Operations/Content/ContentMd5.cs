using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Content;

/// <summary>The Content-MD5 that a client sent.</summary>
/// <param name="Digest">Its 16 bytes.</param>
internal sealed record ContentMd5(byte[] Digest)
{
    /// <summary>Reads the header; null when it was not sent.</summary>
    public static ContentMd5? Of(S3Request request)
    {
        if (request.Header("Content-MD5") is not { } text)
        {
            return null;
        }

        var digest = new byte[16];
        return Convert.TryFromBase64String(text, digest, out var length) && length == digest.Length ? new(digest) : throw S3Errors.InvalidDigest(text);
    }

    /// <summary>Refuses content with another digest.</summary>
    public void Verify(ReadOnlySpan<byte> actual)
    {
        if (!actual.SequenceEqual(Digest))
        {
            throw S3Errors.BadDigest("Content-MD5");
        }
    }
}
