using System.Buffers.Binary;
using System.Text;

namespace S3Sync.Storage.Local.FileSystem;

/// <summary>What a folder told about one of its names.</summary>
internal enum NameHint : byte
{
    File,
    Folder,
    Link,

    /// <summary>A link that leads to a folder and is to be walked as one.</summary>
    LinkToFolder,

    /// <summary>A pipe, a socket or a device.</summary>
    Other,

    /// <summary>Bytes that are not UTF-8: the name shown is a stand-in with U+FFFD, unique in its folder.</summary>
    NotUnicode,
}

/// <summary>
/// The names of one folder in the order of their keys, as UTF-8 in one buffer, because a folder may hold a million. What is walked as a folder
/// carries its <c>/</c> already, so that comparing bytes is comparing keys.
/// </summary>
internal sealed class FolderNames
{
    private readonly List<Slot> _slots = [];
    private Slot[] _sorted = [];
    private readonly List<byte[]> _notUnicode = [];
    private byte[] _text = new byte[1024];
    private int _used;

    /// <summary>How many names there are.</summary>
    public int Count => _slots.Count + _sorted.Length;

    /// <summary>Adds a name in any order.</summary>
    public void Add(ReadOnlySpan<byte> name, NameHint hint)
    {
        if (hint == NameHint.NotUnicode)
        {
            _notUnicode.Add(name.ToArray());
        }
        else
        {
            AddText(name, hint, -1);
        }
    }

    /// <summary>Puts the names into the order of their keys; nothing is added afterwards.</summary>
    public void Sort()
    {
        for (var index = 0; index < _notUnicode.Count; index++)
        {
            // A real name may look just like the stand-in, and so may another stand-in.
            var standIn = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_notUnicode[index]));
            while (Contains(standIn))
            {
                standIn = [.. standIn, .. "\uFFFD"u8];
            }

            AddText(standIn, NameHint.NotUnicode, index);
        }

        // Names of one folder often begin alike: eight bytes behind what all have in common settle most comparisons.
        _sorted = [.. _slots];
        _slots.Clear();
        _slots.TrimExcess();
        var common = CommonLength();
        var keys = Array.ConvertAll(_sorted, slot => EightBytes(Text(slot)[common..]));
        Array.Sort(keys, _sorted);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++)
            {
            }

            if (end - start > 1)
            {
                _sorted.AsSpan(start, end - start).Sort((left, right) => Text(left).SequenceCompareTo(Text(right)));
            }
        }
    }

    /// <summary>What the folder told about the name at a place of the sorted order.</summary>
    public NameHint HintAt(int index) => _sorted[index].Hint;

    /// <summary>The name at a place of the sorted order as UTF-8, without the <c>/</c> of a folder.</summary>
    public ReadOnlySpan<byte> Utf8(int index)
    {
        var slot = _sorted[index];
        return slot.IsFolder ? Text(slot)[..^1] : Text(slot);
    }

    /// <summary>The name at a place of the sorted order, without the <c>/</c> of a folder.</summary>
    public (string Name, NameHint Hint) this[int index]
    {
        get => (Encoding.UTF8.GetString(Utf8(index)), HintAt(index));
    }

    /// <summary>The raw name at a place whose hint is <see cref="NameHint.NotUnicode"/>, with its bytes that are not printable ASCII as <c>\xNN</c>.</summary>
    public string Escaped(int index)
    {
        var text = new StringBuilder();
        foreach (var value in _notUnicode[_sorted[index].Raw])
        {
            _ = value is >= 0x20 and < 0x7F ? text.Append((char)value) : text.Append("\\x").Append(value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private int CommonLength()
    {
        var common = _sorted.Length > 0 ? Text(_sorted[0]) : [];
        foreach (var slot in _sorted)
        {
            common = common[..common.CommonPrefixLength(Text(slot))];
        }

        return common.Length;
    }

    // A shorter name is as if NUL followed it, which no name holds: so it comes first, as it must.
    private static ulong EightBytes(ReadOnlySpan<byte> text)
    {
        Span<byte> eight = stackalloc byte[sizeof(ulong)];
        eight.Clear();
        text[..Math.Min(text.Length, sizeof(ulong))].CopyTo(eight);
        return BinaryPrimitives.ReadUInt64BigEndian(eight);
    }

    private void AddText(ReadOnlySpan<byte> name, NameHint hint, int raw)
    {
        var slot = new Slot(_used, name.Length, hint, raw);
        var length = slot.IsFolder ? name.Length + 1 : name.Length;
        if (_text.Length - _used < length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + length));
        }

        name.CopyTo(_text.AsSpan(_used));
        if (slot.IsFolder)
        {
            _text[_used + name.Length] = (byte)'/';
        }

        _slots.Add(slot with { Length = length });
        _used += length;
    }

    private bool Contains(ReadOnlySpan<byte> name)
    {
        foreach (var slot in _slots)
        {
            var text = Text(slot);
            if ((slot.IsFolder ? text[..^1] : text).SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<byte> Text(Slot slot) => _text.AsSpan(slot.Offset, slot.Length);

    private readonly record struct Slot(int Offset, int Length, NameHint Hint, int Raw)
    {
        public bool IsFolder => Hint is NameHint.Folder or NameHint.LinkToFolder;
    }
}
