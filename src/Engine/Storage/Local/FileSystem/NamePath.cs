using System.Text;

namespace S3Sync.Storage.Local.FileSystem;

/// <summary>The paths of one folder's names, one after another in one buffer as the system calls take them. Not for Windows.</summary>
internal sealed class NamePath
{
    // NAME_MAX of the file systems in use, in bytes: macOS counts 255 UTF-16 units.
    private const int UsualName = 256 * 3;

    private readonly int _start;
    private byte[] _text;

    /// <summary>Prepares the paths below a folder.</summary>
    /// <param name="folder">The folder's absolute path.</param>
    public NamePath(string folder)
    {
        _text = new byte[Encoding.UTF8.GetByteCount(folder) + 1 + UsualName];
        _start = Encoding.UTF8.GetBytes(folder, _text);
        if (_start == 0 || _text[_start - 1] != '/')
        {
            _text[_start++] = (byte)'/';
        }
    }

    /// <summary>The path of a name with a NUL at its end; valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> name)
    {
        var length = _start + name.Length + 1;
        if (_text.Length < length)
        {
            Array.Resize(ref _text, length);
        }

        name.CopyTo(_text.AsSpan(_start));
        _text[length - 1] = 0;
        return _text.AsSpan(0, length);
    }
}
