using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output;

/// <summary>Logs events as one JSON object a line on stdout: <c>timestamp</c>, <c>level</c>, <c>fields</c> with <c>message</c> first.</summary>
internal sealed class JsonSink(Terminal terminal, int verbosity, TimeProvider time) : IEventSink
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public void Emit(SyncEvent syncEvent)
    {
        if (LogRecord.Of(syncEvent) is { } record && (int)record.Level <= verbosity)
        {
            terminal.WriteLine(Line(record));
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
                if (value is long number)
                {
                    json.WriteNumber(name, number);
                }
                else
                {
                    json.WriteString(name, (string)value);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
