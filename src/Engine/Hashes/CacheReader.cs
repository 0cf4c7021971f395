using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace S3Sync.Hashes;

/// <summary>Reads a whole and sound cache file forward, key by key.</summary>
internal sealed class CacheReader : IDisposable
{
    private const int BlockLength = 1 << 16;
    private const int MostHeader = 1 << 16;

    private readonly SafeFileHandle _file;
    private readonly long _start;
    private readonly long _end;
    private readonly int _fieldsLength;
    private byte[] _block = new byte[BlockLength];
    private int _at;
    private int _filled;
    private long _next;
    private int _keyLength;
    private bool _isCurrent;

    private CacheReader(SafeFileHandle file, long start, long end, long count, int version)
    {
        _file = file;
        _fieldsLength = CacheFormat.FieldsLengthOf(version);
        _start = start;
        _end = end;
        Count = count;
        Restart();
    }

    /// <summary>How many keys there are.</summary>
    public long Count { get; }

    /// <summary>The present key in UTF-8; valid until the next move.</summary>
    public ReadOnlySpan<byte> Key => _block.AsSpan(_at + sizeof(int), _keyLength);

    /// <summary>The present key's fields; valid until the next move.</summary>
    public ReadOnlySpan<byte> Fields => _block.AsSpan(_at + sizeof(int) + _keyLength, _fieldsLength);

    /// <summary>The present key's length, the key and its fields, as they are in the file: shorter than those of this version in an older one.</summary>
    public ReadOnlySpan<byte> Raw => _block.AsSpan(_at, sizeof(int) + _keyLength + _fieldsLength);

    /// <summary>How many bytes the fields of this version are longer than the file's; as zeros, they say that nothing is known.</summary>
    public int MissingLength => CacheFormat.FieldsLength - _fieldsLength;

    /// <summary>Whether a file is there that is neither empty nor begins as a cache, not even as one that was cut.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static bool IsForeign(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> start = stackalloc byte[CacheFormat.Magic.Length];
        return !CacheFormat.Magic.StartsWith(start[..RandomAccess.Read(file, start, 0)]);
    }

    /// <summary>Opens a cache file and goes through its checksum; null when it must not be trusted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">The directory that it must belong to.</param>
    /// <param name="flaw">Why it must not be trusted; null when it may.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static CacheReader? Open(string path, string root, out string? flaw)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var length = RandomAccess.GetLength(file);
            var header = new byte[(int)Math.Min(length, MostHeader)];
            var read = RandomAccess.Read(file, header, 0);
            flaw = FlawOf(header.AsSpan(0, read), file, length, root, out var start);
            if (flaw is not null)
            {
                file.Dispose();
                return null;
            }

            Span<byte> count = stackalloc byte[sizeof(long)];
            _ = RandomAccess.Read(file, count, length - CacheFormat.ChecksumLength - sizeof(long));
            return new(file, start, length - CacheFormat.TrailerLength, BinaryPrimitives.ReadInt64LittleEndian(count), VersionOf(header));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes back before the first key.</summary>
    public void Restart() => (_next, _at, _filled, _isCurrent) = (_start, 0, 0, false);

    /// <summary>Goes to the next key; false behind the last one.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool MoveNext()
    {
        _at += _isCurrent ? Raw.Length : 0;
        _isCurrent = false;
        if (!Have(sizeof(int)))
        {
            return false;
        }

        _keyLength = BinaryPrimitives.ReadInt32LittleEndian(_block.AsSpan(_at));
        _isCurrent = _keyLength >= 0 && Have(sizeof(int) + _keyLength + _fieldsLength);
        return _isCurrent;
    }

    public void Dispose() => _file.Dispose();

    // From the cheapest look to the dearest: a large file that is none of ours is not read through.
    private static string? FlawOf(ReadOnlySpan<byte> header, SafeFileHandle file, long length, string root, out long start)
    {
        start = 0;
        var fixedLength = CacheFormat.Magic.Length + (2 * sizeof(int));
        if (length < fixedLength + CacheFormat.TrailerLength || !header.StartsWith(CacheFormat.Magic))
        {
            return "it is no hash cache";
        }

        var version = VersionOf(header);
        if (version is < CacheFormat.OldestVersion or > CacheFormat.Version)
        {
            return $"its format is {version} and this build reads {CacheFormat.Version}";
        }

        Span<byte> checksum = stackalloc byte[CacheFormat.ChecksumLength];
        _ = RandomAccess.Read(file, checksum, length - checksum.Length);
        var rootLength = BinaryPrimitives.ReadInt32LittleEndian(header[(fixedLength - sizeof(int))..]);
        if (CacheFormat.ChecksumOf(file, length - checksum.Length) != BinaryPrimitives.ReadUInt64LittleEndian(checksum)
            || rootLength < 0 || rootLength > header.Length - fixedLength)
        {
            return "it is damaged: its checksum is not that of its content";
        }

        start = fixedLength + rootLength;
        var itsRoot = Encoding.UTF8.GetString(header.Slice(fixedLength, rootLength));
        return itsRoot == root ? null : $"it belongs to the directory '{itsRoot}'";
    }

    private static int VersionOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32LittleEndian(header[CacheFormat.Magic.Length..]);

    private bool Have(int length)
    {
        if (_filled - _at >= length)
        {
            return true;
        }

        _block.AsSpan(_at, _filled - _at).CopyTo(_block);
        (_at, _filled) = (0, _filled - _at);
        if (_block.Length < length)
        {
            Array.Resize(ref _block, length);
        }

        while (_filled < length && _next < _end)
        {
            var read = RandomAccess.Read(_file, _block.AsSpan(_filled, (int)Math.Min(_block.Length - _filled, _end - _next)), _next);
            if (read == 0)
            {
                return false;
            }

            (_next, _filled) = (_next + read, _filled + read);
        }

        return _filled >= length;
    }
}
