namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>Reads the whole lines of a file; a last line without its end is not one.</summary>
internal sealed class JournalLines(Stream file) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>The byte after the last line that was returned.</summary>
    public long Position { get; private set; }

    /// <summary>The next line without its end; null when there is none. Valid until the next call.</summary>
    public ReadOnlyMemory<byte>? Next()
    {
        var scanned = _start;
        while (true)
        {
            var found = _buffer.AsSpan(scanned, _end - scanned).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = _buffer.AsMemory(_start, scanned + found - _start);
                _start = scanned + found + 1;
                Position += line.Length + 1;
                return line;
            }

            scanned = Fill();
            if (scanned == _end)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    // Moves the begun line to the front, makes room, reads on; the place where new bytes begin.
    private int Fill()
    {
        var begun = _end - _start;
        var target = begun * 2 > _buffer.Length ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, begun).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, begun);
        _end += file.Read(_buffer, _end, _buffer.Length - _end);
        return begun;
    }
}
