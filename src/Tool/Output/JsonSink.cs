using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output;

/// <summary>Logs events as one JSON object a line: <c>timestamp</c>, <c>level</c>, <c>fields</c> with <c>message</c> first.</summary>
internal sealed class JsonSink(Action<string> write, LogLevels levels, TimeProvider time) : IEventSink
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", record.Level.ToString().ToUpperInvariant());
            json.WriteStartObject("fields");
            json.WriteString("message", record.Message);
            foreach (var (name, value) in record.Fields)
            {
                Write(json, name, value);
            }

            json.WriteEndObject();
            if (levels.TargetOf(record) is { } target)
            {
                json.WriteString("target", target);
            }

            json.WriteEndObject();
        }

        return SafeText.InJson(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case long number:
                json.WriteNumber(name, number);
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            case bool on:
                json.WriteBoolean(name, on);
                break;
            default:
                json.WriteString(name, (string)value);
                break;
        }
    }
}
