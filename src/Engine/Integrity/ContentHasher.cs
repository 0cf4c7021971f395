using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace S3Sync.Integrity;

/// <summary>A digest that grows with the content: MD5, SHA-1, SHA-256 and the CRCs behind one face, all in S3's byte order.</summary>
public abstract class ContentHasher : IDisposable
{
    /// <summary>The digest's length in bytes.</summary>
    public abstract int DigestLength { get; }

    /// <summary>MD5: an ETag's digest and Content-MD5.</summary>
    public static ContentHasher Md5() => new Cryptographic(HashAlgorithmName.MD5);

    /// <summary>SHA-256: a request's payload hash, besides the checksum of that name.</summary>
    public static ContentHasher Sha256() => new Cryptographic(HashAlgorithmName.SHA256);

    /// <summary>The hasher of an additional checksum.</summary>
    public static ContentHasher For(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => new Cyclic(new Crc32(), isLittleEndian: true),
        ChecksumAlgorithm.Crc32C => new Cyclic(new Crc32C(), isLittleEndian: false),
        ChecksumAlgorithm.Crc64Nvme => new Cyclic(new Crc64Nvme(), isLittleEndian: false),
        ChecksumAlgorithm.Sha1 => new Cryptographic(HashAlgorithmName.SHA1),
        ChecksumAlgorithm.Sha256 => Sha256(),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };

    /// <summary>Writes the big-endian additional checksum of content that is at hand, without a hasher; returns its length in bytes.</summary>
    internal static int Digest(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> content, Span<byte> destination)
    {
        switch (algorithm)
        {
            case ChecksumAlgorithm.Crc32:
                BinaryPrimitives.WriteUInt32BigEndian(destination, Crc32.HashToUInt32(content));
                break;
            case ChecksumAlgorithm.Crc32C:
                BinaryPrimitives.WriteUInt32BigEndian(destination, Crc32C.HashToUInt32(content));
                break;
            case ChecksumAlgorithm.Crc64Nvme:
                BinaryPrimitives.WriteUInt64BigEndian(destination, Crc64Nvme.HashToUInt64(content));
                break;
            case ChecksumAlgorithm.Sha1:
                SHA1.HashData(content, destination);
                break;
            case ChecksumAlgorithm.Sha256:
                SHA256.HashData(content, destination);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null);
        }

        return algorithm.DigestLength();
    }

    /// <summary>Adds content.</summary>
    public abstract void Append(ReadOnlySpan<byte> content);

    /// <summary>The big-endian digest of everything added since the last call; the hasher is as new afterwards.</summary>
    public abstract byte[] Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the digest holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class Cryptographic(HashAlgorithmName name) : ContentHasher
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(name);

        public override int DigestLength => _hash.HashLengthInBytes;

        public override void Append(ReadOnlySpan<byte> content) => _hash.AppendData(content);

        public override byte[] Finish() => _hash.GetHashAndReset();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _hash.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class Cyclic(NonCryptographicHashAlgorithm hash, bool isLittleEndian) : ContentHasher
    {
        public override int DigestLength => hash.HashLengthInBytes;

        public override void Append(ReadOnlySpan<byte> content) => hash.Append(content);

        public override byte[] Finish()
        {
            var digest = hash.GetHashAndReset();
            if (isLittleEndian)
            {
                digest.AsSpan().Reverse();
            }

            return digest;
        }
    }
}
