using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using S3Sync.Entries;
using S3Sync.Integrity;

namespace S3Sync.Hashes;

/// <summary>
/// The bytes of a cache file, all numbers little-endian: the magic, the version (int32) and the root (int32 length, UTF-8); then for each key in
/// key order the key (int32 length, UTF-8) and its fields; -1 (int32), the number of keys (int64), and the XXH3-64 of everything before it (uint64).
/// The fields: size, mtime (seconds, nanoseconds), ctime (seconds, nanoseconds), inode, part size, number of parts, what the digest is made
/// with (byte: 0 is MD5, and 1 to 5 are CRC32, CRC32C, CRC64NVME, SHA1 and SHA256), 32 bytes that begin with the digest, and the SHA-256 of the
/// whole content (byte: 1 when it is known; 32 bytes). Version 2 ends before the SHA-256.
/// </summary>
internal static class CacheFormat
{
    /// <summary>The version that this build writes.</summary>
    public const int Version = 3;

    /// <summary>The oldest version that this build reads; what it does not have is not known.</summary>
    public const int OldestVersion = 2;

    /// <summary>The bytes of the fields behind a key.</summary>
    public const int FieldsLength = Sha256Offset + 1 + DigestLength;

    /// <summary>The bytes behind the last key's fields.</summary>
    public const int TrailerLength = sizeof(int) + sizeof(long) + ChecksumLength;

    /// <summary>The bytes of the checksum at the end.</summary>
    public const int ChecksumLength = sizeof(ulong);

    private const int KindOffset = (5 * sizeof(long)) + (3 * sizeof(int));
    private const int DigestOffset = KindOffset + 1;
    private const int DigestLength = 32;
    private const int Sha256Offset = DigestOffset + DigestLength;
    private const int Md5Length = 16;
    private const int BlockLength = 1 << 18;

    /// <summary>What a cache file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "S3SyncHC"u8;

    /// <summary>The bytes of the fields behind a key in a file of that version.</summary>
    public static int FieldsLengthOf(int version) => version == Version ? FieldsLength : Sha256Offset;

    /// <summary>Writes the fields of one file.</summary>
    public static void Write(Span<byte> fields, HashedContent content)
    {
        var stamp = content.Stamp;
        BinaryPrimitives.WriteInt64LittleEndian(fields, stamp.Size);
        BinaryPrimitives.WriteInt64LittleEndian(fields[8..], stamp.Modified);
        BinaryPrimitives.WriteInt32LittleEndian(fields[16..], stamp.ModifiedNanosecond);
        BinaryPrimitives.WriteInt64LittleEndian(fields[20..], stamp.Changed);
        BinaryPrimitives.WriteInt32LittleEndian(fields[28..], stamp.ChangedNanosecond);
        BinaryPrimitives.WriteInt64LittleEndian(fields[32..], stamp.Number);
        BinaryPrimitives.WriteInt64LittleEndian(fields[40..], content.PartSize);
        fields[KindOffset..FieldsLength].Clear();
        var digest = fields[DigestOffset..Sha256Offset];
        switch (content.Evidence)
        {
            case StoredEvidence.OfETag { Value: var etag }:
                BinaryPrimitives.WriteInt32LittleEndian(fields[48..], etag.PartCount);
                _ = Convert.FromHexString(etag.Value.AsSpan(0, Md5Length * 2), digest, out _, out _);
                break;
            case StoredEvidence.OfChecksum { Value: var checksum }:
                BinaryPrimitives.WriteInt32LittleEndian(fields[48..], checksum.Parts);
                fields[KindOffset] = (byte)(checksum.Algorithm + 1);
                _ = Convert.TryFromBase64Chars(checksum.Base64, digest, out _);
                break;
        }

        if (content.Sha256 is { } sha256)
        {
            fields[Sha256Offset] = 1;
            _ = Convert.FromHexString(sha256, fields[(Sha256Offset + 1)..FieldsLength], out _, out _);
        }
    }

    /// <summary>Reads the fields of one file, of this version or an older one.</summary>
    public static HashedContent Read(ReadOnlySpan<byte> fields)
    {
        var parts = BinaryPrimitives.ReadInt32LittleEndian(fields[48..]);
        return new(StampOf(fields), EvidenceOf(fields[KindOffset], parts, fields[DigestOffset..Sha256Offset]), BinaryPrimitives.ReadInt64LittleEndian(fields[40..]))
        {
            Sha256 = fields.Length > Sha256Offset && fields[Sha256Offset] == 1 ? Convert.ToHexStringLower(fields[(Sha256Offset + 1)..FieldsLength]) : null,
        };
    }

    /// <summary>The XXH3-64 of a file's first bytes.</summary>
    /// <exception cref="IOException">The file cannot be read, or is shorter.</exception>
    public static ulong ChecksumOf(SafeFileHandle file, long length)
    {
        var hash = new XxHash3();
        var block = new byte[BlockLength];
        for (long done = 0; done < length;)
        {
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(block.Length, length - done)), done);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            hash.Append(block.AsSpan(0, read));
            done += read;
        }

        return hash.GetCurrentHashAsUInt64();
    }

    private static StoredEvidence EvidenceOf(byte kind, int parts, ReadOnlySpan<byte> digest)
    {
        if (kind > 0)
        {
            var algorithm = (ChecksumAlgorithm)(kind - 1);
            return new StoredEvidence.OfChecksum(Checksum.OfDigest(algorithm, digest[..algorithm.DigestLength()]) with { Parts = parts });
        }

        var md5 = Convert.ToHexStringLower(digest[..Md5Length]);
        return new StoredEvidence.OfETag(new(parts == 0 ? md5 : string.Create(CultureInfo.InvariantCulture, $"{md5}-{parts}")));
    }

    private static FileStamp StampOf(ReadOnlySpan<byte> fields) => new(
        BinaryPrimitives.ReadInt64LittleEndian(fields),
        BinaryPrimitives.ReadInt64LittleEndian(fields[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(fields[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(fields[20..]),
        BinaryPrimitives.ReadInt32LittleEndian(fields[28..]),
        BinaryPrimitives.ReadInt64LittleEndian(fields[32..]));
}
