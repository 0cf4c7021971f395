using System.Buffers;
using System.Globalization;
using System.Text;

namespace S3Sync.Manifests.Json;

/// <summary>
/// Writes JSON without spaces, the same bytes for the same values whatever runtime it runs on: the table of what is escaped is our own. Escaped
/// is what JSON demands, what could end a script element, and what is invisible or turns the direction of text, so that no name can forge a line.
/// </summary>
internal sealed class JsonText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private bool _needsComma;

    /// <summary>What was written since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Begins anew.</summary>
    public JsonText Clear()
    {
        _bytes.ResetWrittenCount();
        _needsComma = false;
        return this;
    }

    /// <summary>Begins an object or a list, by its bracket.</summary>
    public JsonText Begin(char bracket)
    {
        Separate();
        Ascii(bracket);
        _needsComma = false;
        return this;
    }

    /// <summary>Ends an object or a list, by its bracket.</summary>
    public JsonText End(char bracket)
    {
        Ascii(bracket);
        _needsComma = true;
        return this;
    }

    /// <summary>The name of the next value.</summary>
    public JsonText Name(string name)
    {
        Separate();
        Quoted(name);
        Ascii(':');
        _needsComma = false;
        return this;
    }

    /// <summary>A text, or null.</summary>
    public JsonText Value(string? value)
    {
        Separate();
        if (value is null)
        {
            _bytes.Write("null"u8);
        }
        else
        {
            Quoted(value);
        }

        _needsComma = true;
        return this;
    }

    /// <summary>A whole number.</summary>
    public JsonText Value(long value)
    {
        Separate();
        _bytes.Write(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
        _needsComma = true;
        return this;
    }

    /// <summary>A property, left out when its value is null.</summary>
    public JsonText Optional(string name, string? value) => value is null ? this : Name(name).Value(value);

    private void Separate()
    {
        if (_needsComma)
        {
            Ascii(',');
        }
    }

    private void Ascii(char c)
    {
        _bytes.GetSpan(1)[0] = (byte)c;
        _bytes.Advance(1);
    }

    private void Quoted(string value)
    {
        Ascii('"');
        for (var rest = value.AsSpan(); rest.Length > 0;)
        {
            var plain = rest.IndexOfAnyExcept(Plain) is var odd and >= 0 ? odd : rest.Length;
            Encoding.ASCII.GetBytes(rest[..plain], _bytes);
            rest = rest[plain..];
            if (rest.Length > 0)
            {
                Rune.DecodeFromUtf16(rest, out var rune, out var length); // what is no character comes out as U+FFFD
                Odd(rune);
                rest = rest[length..];
            }
        }

        Ascii('"');
    }

    private void Odd(Rune rune)
    {
        if (!IsEscaped(rune.Value))
        {
            _bytes.Advance(rune.EncodeToUtf8(_bytes.GetSpan(4)));
            return;
        }

        var escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => Units(rune),
        };
        Encoding.ASCII.GetBytes(escape, _bytes);
    }

    private static string Units(Rune rune) => string.Concat(rune.ToString().Select(static unit => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}")));

    // Controls, the blanks beside the space, joiners, line separators, direction marks, variation selectors, private use, tags. Fixed, so that a newer
    // Unicode changes no byte.
    private static bool IsEscaped(int point) => point is < 0x20 or '"' or '\\' or '<' or '>' or '&' or (>= 0x7f and <= 0xa0) or 0xad or 0x61c or 0x180e
        or (>= 0x2000 and <= 0x200f) or (>= 0x2028 and <= 0x202f) or (>= 0x205f and <= 0x206f) or 0x3000 or (>= 0xe000 and <= 0xf8ff)
        or (>= 0xfe00 and <= 0xfe0f) or 0xfeff or (>= 0xfff0 and <= 0xfffc) or >= 0xe0000;
}
