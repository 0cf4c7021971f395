using System.Text;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Parsing;

/// <summary>Turns places in the bytes of a text into lines and columns.</summary>
internal sealed class ConfigPlaces
{
    private readonly byte[] _text;
    private readonly string _file;
    private readonly List<int> _lines = [0];

    public ConfigPlaces(byte[] text, string file)
    {
        (_text, _file) = (text, file);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n')
            {
                _lines.Add(at + 1);
            }
        }
    }

    /// <summary>The place of a byte; one after the last is allowed.</summary>
    public ProblemPlace Of(long offset)
    {
        var found = _lines.BinarySearch((int)offset);
        var line = found >= 0 ? found : ~found - 1;
        return new(_file, line + 1, Encoding.UTF8.GetCharCount(_text, _lines[line], (int)offset - _lines[line]) + 1);
    }

    /// <summary>The place of a byte of a line, both from 0; past the end it is the end.</summary>
    public ProblemPlace Of(long line, long offset) => Of(Math.Min(_lines[(int)Math.Min(line, _lines.Count - 1)] + offset, _text.Length));
}
