using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Xml;

namespace S3Sync.Storage.S3.Wire;

/// <summary>
/// Reads an answer's XML forward over its UTF-8 bytes, element by element, without a tree and without text that nobody asks for. It takes what
/// S3 endpoints write: elements, attributes (passed over), text with references, comments, declarations. "Extensible Markup Language (XML)
/// 1.0". What is cut, or not nested, throws <see cref="XmlException"/>.
/// </summary>
/// <param name="xml">The whole document.</param>
internal ref struct XmlScan(ReadOnlySpan<byte> xml)
{
    private readonly ReadOnlySpan<byte> _xml = xml;
    private int _at;
    private int _textAt;
    private bool _endPending;

    /// <summary>How many elements are open, the current one included.</summary>
    public int Depth { get; private set; }

    /// <summary>The current element's name, without a namespace prefix.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Whether the current place is an end.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>The bytes between the last tag and this one, as they are written.</summary>
    public ReadOnlySpan<byte> RawText { get; private set; }

    /// <summary>Goes to the next start or end of an element; false after the end of the root.</summary>
    public bool Read()
    {
        if (IsEnd)
        {
            Depth--;
            IsEnd = false;
            if (Depth == 0)
            {
                return false;
            }
        }

        if (_endPending)
        {
            _endPending = false;
            RawText = default;
            return IsEnd = true;
        }

        var from = _at;
        while (true)
        {
            var open = _xml[_at..].IndexOf((byte)'<');
            if (open < 0 || _at + open + 1 >= _xml.Length)
            {
                throw new XmlException("The answer is cut.");
            }

            RawText = _xml[from..(_at + open)];
            _textAt = from;
            _at += open + 1;
            if (_xml[_at] is not ((byte)'!' or (byte)'?'))
            {
                break;
            }

            PassOver();
            from = _at;
        }

        return _xml[_at] == '/' ? ReadEnd() : ReadStart();
    }

    /// <summary>Reads the text of the current element, up to its end, which is then the current place.</summary>
    /// <exception cref="XmlException">There are elements or comments in it.</exception>
    public ReadOnlySpan<byte> ReadText()
    {
        var (depth, from) = (Depth, _at);
        var name = Name;
        Read();
        return IsEnd && Depth == depth && Name.SequenceEqual(name) && _textAt <= from ? RawText : throw new XmlException($"The element at byte {_at} is not text alone.");
    }

    /// <summary>The text that bytes of a document stand for, its references resolved.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOf((byte)'&') < 0)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(raw.Length);
        var text = Encoding.UTF8.GetString(buffer.AsSpan(0, Resolve(raw, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }

    /// <summary>Resolves the references in a text; the answer is the length, which is never longer than the text.</summary>
    public static int Resolve(ReadOnlySpan<byte> raw, Span<byte> into)
    {
        var length = 0;
        while (raw.Length > 0)
        {
            var plain = raw.IndexOf((byte)'&');
            if (plain != 0)
            {
                var run = plain < 0 ? raw : raw[..plain];
                run.CopyTo(into[length..]);
                length += run.Length;
                raw = raw[run.Length..];
                continue;
            }

            var end = raw.IndexOf((byte)';');
            if (end < 0)
            {
                throw new XmlException("A reference has no end.");
            }

            length += Character(raw[1..end]).EncodeToUtf8(into[length..]);
            raw = raw[(end + 1)..];
        }

        return length;
    }

    private static Rune Character(ReadOnlySpan<byte> reference)
    {
        var isHex = reference.StartsWith("#x"u8);
        return reference switch
        {
            [(byte)'a', (byte)'m', (byte)'p'] => new('&'),
            [(byte)'l', (byte)'t'] => new('<'),
            [(byte)'g', (byte)'t'] => new('>'),
            [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => new('"'),
            [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => new('\''),
            [(byte)'#', ..] when Utf8Parser.TryParse(reference[(isHex ? 2 : 1)..], out int code, out var used, isHex ? 'x' : 'D')
                && used == reference.Length - (isHex ? 2 : 1) && Rune.IsValid(code) => new(code),
            _ => throw new XmlException("A reference is not known."),
        };
    }

    // A declaration, an instruction or a comment. Nothing that an answer needs is ever in a document type or a marked section.
    private void PassOver()
    {
        var (beginning, ending) = _xml[_at..].StartsWith("!--"u8) ? (3, "-->"u8.ToArray()) : _xml[_at] == '?' ? (1, "?>"u8.ToArray()) : throw new XmlException("A marked section is not expected here.");
        var end = _xml[(_at + beginning)..].IndexOf(ending);
        if (end < 0)
        {
            throw new XmlException("The answer is cut.");
        }

        _at += beginning + end + ending.Length;
    }

    private bool ReadStart()
    {
        var end = _xml[_at..].IndexOf((byte)'>');
        if (end < 0)
        {
            throw new XmlException("The answer is cut.");
        }

        var tag = _xml.Slice(_at, end);
        _at += end + 1;
        _endPending = tag.EndsWith("/"u8);
        tag = _endPending ? tag[..^1] : tag;
        var length = tag.IndexOfAny(" \t\r\n"u8);
        Name = Local(length < 0 ? tag : tag[..length]);
        Depth++;
        return true;
    }

    private bool ReadEnd()
    {
        var end = _xml[_at..].IndexOf((byte)'>');
        if (end < 0 || Depth == 0)
        {
            throw new XmlException("The answer is cut.");
        }

        Name = Local(_xml.Slice(_at + 1, end - 1).TrimEnd(" \t\r\n"u8));
        _at += end + 1;
        return IsEnd = true;
    }

    private static ReadOnlySpan<byte> Local(ReadOnlySpan<byte> name) => name[(name.IndexOf((byte)':') + 1)..];
}
