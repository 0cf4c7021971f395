using System.Globalization;
using System.Text;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output;

/// <summary>Logs events as lines of text: <c>TIMESTAMP LEVEL MESSAGE field=value …</c>, UTC with microseconds.</summary>
internal sealed class PlainSink(Action<string> write, LogLevels levels, bool colors, TimeProvider time) : IEventSink
{
    private const string Dim = "\e[2m";
    private const string Reset = "\e[0m";

    /// <inheritdoc/>
    public EventDetails Wants { get; init; }

    /// <inheritdoc/>
    public void Emit(SyncEvent syncEvent)
    {
        if (LogRecord.Of(syncEvent, levels) is { } record)
        {
            write(Line(record));
        }
    }

    private string Line(LogRecord record)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var level = record.Level.ToString().ToUpperInvariant().PadLeft(5);
        var line = new StringBuilder(colors ? $"{Dim}{now}{Reset} {Color(record.Level)}{level}{Reset} " : $"{now} {level} ")
            .Append(levels.TargetOf(record) is { } target ? target + ": " : "").Append(record.Message);
        foreach (var (name, value) in record.Fields)
        {
            line.Append(' ').Append(name).Append('=');
            line.Append(value switch { string text => SafeText.Quoted(text), bool on => on ? "true" : "false", _ => Convert.ToString(value, CultureInfo.InvariantCulture) });
        }

        return line.ToString();
    }

    private static string Color(LogLevel level) => level switch
    {
        LogLevel.Error => "\e[31m",
        LogLevel.Warn => "\e[33m",
        LogLevel.Info => "\e[32m",
        LogLevel.Debug => "\e[34m",
        _ => "\e[35m",
    };
}
