using System.Text;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>The rows of what a run did, as many as fit.</summary>
/// <param name="capacity">The bytes that they may have.</param>
internal sealed class ChangeTable(long capacity)
{
    private readonly StringBuilder _rows = new();
    private long _bytes;

    /// <summary>The rows, each with its line end.</summary>
    public string Rows => _rows.ToString();

    /// <summary>How many did not fit.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Adds a row, or counts it when it does not fit any more.</summary>
    public void Add(string action, string key, long? size, string reason)
    {
        var row = $"| {action} | {MarkdownText.Code(key)} | {(size is { } bytes ? HumanText.Bytes(bytes) : "")} | {MarkdownText.Plain(reason)} |\n";
        var length = Encoding.UTF8.GetByteCount(row);

        // Rows are in the order in which things were done: after the first that is left out, none is shown.
        if (LeftOut > 0 || _bytes + length > capacity)
        {
            LeftOut++;
            return;
        }

        _rows.Append(row);
        _bytes += length;
    }
}
