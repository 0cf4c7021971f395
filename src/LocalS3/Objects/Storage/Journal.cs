using System.Text.Json;

namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>
/// A file of records, one JSON line each, that only grows. A record counts when its line is whole: what a killed process left half-written at
/// the end is cut off. Flushes of concurrent writers are one flush.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private FileStream _file;
    private long _written;
    private long _flushed;

    private Journal(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Opens a journal, making it when it is missing.</summary>
    public static Journal Open(string path) => new(path, OpenFile(path));

    /// <summary>Writes a whole journal and gives it its name when it is on the medium.</summary>
    public static void Write(string path, IEnumerable<JournalRecord> records)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            foreach (var record in records)
            {
                file.Write(LineOf(record));
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Every whole record of a journal with the byte at which it ends; the file stays as it is.</summary>
    /// <exception cref="InvalidDataException">A line inside the file is not a record.</exception>
    public static IEnumerable<(JournalRecord Record, long End)> ReadAll(string path)
    {
        var whole = 0L;
        using var lines = new JournalLines(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1));
        while (lines.Next() is { } line)
        {
            var record = Parse(path, line, whole);
            whole = lines.Position;
            yield return (record, whole);
        }
    }

    /// <summary>Every whole record; the end is cut after the last one.</summary>
    /// <exception cref="InvalidDataException">A line inside the file is not a record.</exception>
    public IEnumerable<JournalRecord> Read()
    {
        var whole = 0L;
        foreach (var (record, end) in ReadAll(_path))
        {
            yield return record;
            whole = end;
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }

    /// <summary>Adds a record. A failure leaves the journal as it was.</summary>
    public void Append(JournalRecord record)
    {
        var line = LineOf(record);
        lock (_gate)
        {
            var before = _file.Position;
            try
            {
                _file.Write(line);
            }
            catch (IOException)
            {
                _file.SetLength(before);
                _file.Position = before;
                throw;
            }

            _written++;
        }
    }

    /// <summary>Returns when everything appended before is on the medium.</summary>
    public async Task FlushAsync()
    {
        var mine = Interlocked.Read(ref _written);
        await _flushing.WaitAsync();
        try
        {
            if (_flushed < mine)
            {
                // Read before flushing: what is appended meanwhile may or may not be in it.
                var upTo = Interlocked.Read(ref _written);
                await Task.Run(() => RandomAccess.FlushToDisk(_file.SafeFileHandle));
                _flushed = upTo;
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <summary>Replaces the whole journal.</summary>
    public void Rewrite(IEnumerable<JournalRecord> records)
    {
        Write(_path, records);
        _file.Dispose();
        _file = OpenFile(_path);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _flushing.Dispose();
    }

    // Deleting is shared so that a bucket's folder can be moved away while it is open.
    private static FileStream OpenFile(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    private static byte[] LineOf(JournalRecord record) => [.. JsonSerializer.SerializeToUtf8Bytes(record, JournalFormat.Default.JournalRecord), (byte)'\n'];

    private static JournalRecord Parse(string path, ReadOnlyMemory<byte> line, long at)
    {
        try
        {
            return JsonSerializer.Deserialize(line.Span, JournalFormat.Default.JournalRecord) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The journal '{path}' is damaged at byte {at}.", exception);
        }
    }
}
