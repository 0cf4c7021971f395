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
/// The fields: size, mtime (seconds, nanoseconds), ctime (seconds, nanoseconds), inode, part size, number of parts, MD5.
/// </summary>
internal static class CacheFormat
{
    /// <summary>The version that this build writes, and the only one that it reads.</summary>
    public const int Version = 1;

    /// <summary>The bytes of the fields behind a key.</summary>
    public const int FieldsLength = (5 * sizeof(long)) + (3 * sizeof(int)) + DigestLength;

    /// <summary>The bytes behind the last key's fields.</summary>
    public const int TrailerLength = sizeof(int) + sizeof(long) + ChecksumLength;

    /// <summary>The bytes of the checksum at the end.</summary>
    public const int ChecksumLength = sizeof(ulong);

    private const int DigestLength = 16;
    private const int BlockLength = 1 << 18;

    /// <summary>What a cache file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "S3SyncHC"u8;

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
        BinaryPrimitives.WriteInt32LittleEndian(fields[48..], content.ETag.PartCount);
        _ = Convert.FromHexString(content.ETag.Value.AsSpan(0, DigestLength * 2), fields[52..], out _, out _);
    }

    /// <summary>Reads the fields of one file.</summary>
    public static HashedContent Read(ReadOnlySpan<byte> fields)
    {
        var digest = Convert.ToHexStringLower(fields[52..FieldsLength]);
        var parts = BinaryPrimitives.ReadInt32LittleEndian(fields[48..]);
        var etag = parts == 0 ? digest : string.Create(CultureInfo.InvariantCulture, $"{digest}-{parts}");
        return new(StampOf(fields), new ETag(etag), BinaryPrimitives.ReadInt64LittleEndian(fields[40..]));
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

    private static FileStamp StampOf(ReadOnlySpan<byte> fields) => new(
        BinaryPrimitives.ReadInt64LittleEndian(fields),
        BinaryPrimitives.ReadInt64LittleEndian(fields[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(fields[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(fields[20..]),
        BinaryPrimitives.ReadInt32LittleEndian(fields[28..]),
        BinaryPrimitives.ReadInt64LittleEndian(fields[32..]));
}
