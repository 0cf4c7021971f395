using System.Text;
using S3Sync.Entries;
using S3Sync.Integrity;

namespace S3Sync.Planning;

/// <summary>The planned deletes in key order. Above a bound they go to a temporary file, so a mass delete does not grow memory.</summary>
internal sealed class DeleteList(int inMemory = 100_000) : IDisposable
{
    private readonly List<Entry> _entries = [];
    private FileStream? _spill;
    private BinaryWriter? _writer;

    /// <summary>How many deletes are planned.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them are more than folders, which go only with what is in them.</summary>
    public long Objects { get; private set; }

    /// <summary>Adds one target entry; calls come in key order.</summary>
    public void Add(Entry entry)
    {
        Count++;
        Objects += entry.Kind == EntryKind.Folder ? 0 : 1;
        if (_entries.Count < inMemory)
        {
            _entries.Add(entry);
            return;
        }

        _writer ??= OpenSpill();
        _writer.Write(entry.Key);
        _writer.Write((byte)entry.Kind);
        _writer.Write(entry.Size);
        _writer.Write(entry.ETag?.Value ?? "");
        _writer.Write(entry.FullKey is not null);
        if (entry.FullKey is not null)
        {
            _writer.Write(entry.FullKey);
        }
    }

    /// <summary>Every planned delete, in the order of their adding.</summary>
    public IEnumerable<Entry> Read()
    {
        foreach (var entry in _entries)
        {
            yield return entry;
        }

        if (_spill is null || _writer is null)
        {
            yield break;
        }

        _writer.Flush();
        _spill.Position = 0;
        using var reader = new BinaryReader(_spill, Encoding.UTF8, leaveOpen: true);
        for (long read = _entries.Count; read < Count; read++)
        {
            var (key, kind, size, etag) = (reader.ReadString(), (EntryKind)reader.ReadByte(), reader.ReadInt64(), reader.ReadString());
            yield return new Entry(key, kind, size, default, etag.Length == 0 ? null : new ETag(etag)) { FullKey = reader.ReadBoolean() ? reader.ReadString() : null };
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _spill?.Dispose();
    }

    private BinaryWriter OpenSpill()
    {
        _spill = SpillFile.Create();
        return new(_spill, Encoding.UTF8, leaveOpen: true);
    }
}
