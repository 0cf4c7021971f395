using System.Buffers.Binary;
using System.Text;
using S3Sync.Storage.Local;

namespace S3Sync.Hashes;

/// <summary>Writes a cache file whole or not at all: under a temporary name beside it, locked, and renamed when it is complete.</summary>
internal sealed class CacheWriter : IDisposable
{
    private const int BufferLength = 1 << 16;

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly byte[] _fields = new byte[CacheFormat.FieldsLength];
    private long _count;
    private bool _isPublished;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it gets its final name.</param>
    /// <param name="root">The directory that it belongs to.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public CacheWriter(string path, string root)
    {
        _path = path;
        _temporary = Path.Join(Path.GetDirectoryName(path), PartialName.NewPart());
        _file = new(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None | PartialName.WindowsDelete, BufferLength);
        _file.Write(CacheFormat.Magic);
        WriteNumber(CacheFormat.Version);
        WriteText(root);
    }

    /// <summary>Adds a key that is as it was: its length, the key and its fields, and zeros for what an older version had not.</summary>
    public void Add(ReadOnlySpan<byte> raw, int missing)
    {
        _file.Write(raw);
        _fields.AsSpan(0, missing).Clear();
        _file.Write(_fields, 0, missing);
        _count++;
    }

    /// <summary>Adds a key; calls come in key order.</summary>
    public void Add(RememberedHash hash)
    {
        WriteText(hash.Key);
        CacheFormat.Write(_fields, hash.Content);
        _file.Write(_fields);
        _count++;
    }

    /// <summary>Ends the file and gives it its name.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Publish()
    {
        WriteNumber(-1);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, _count);
        _file.Write(number);
        _file.Flush();
        BinaryPrimitives.WriteUInt64LittleEndian(number, CacheFormat.ChecksumOf(_file.SafeFileHandle, _file.Length));
        _file.Write(number);
        _file.Flush();
        File.Move(_temporary, _path, overwrite: true);
        _isPublished = true;
    }

    public void Dispose()
    {
        if (!_isPublished)
        {
            try
            {
                File.Delete(_temporary);
            }
            catch (SystemException failure) when (LocalFailures.IsExpected(failure))
            {
                // A listing of its folder removes it.
            }
        }

        _file.Dispose();
    }

    private void WriteNumber(int value)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, value);
        _file.Write(number);
    }

    private void WriteText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteNumber(bytes.Length);
        _file.Write(bytes);
    }
}
