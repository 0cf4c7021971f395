using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using S3Sync.Catalog.Config;
using S3Sync.Options;

namespace S3Sync.Tool.Config;

/// <summary>The listing for programs: one JSON object.</summary>
internal static class ListingJson
{
    public static string Of(RequestReading reading, IReadOnlyList<ShownOption> options)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteConfig(json, reading.Config);
            json.WriteStartObject("options");
            foreach (var option in options)
            {
                json.WriteStartObject(option.Name);
                json.WriteString("value", option.Value);
                json.WriteString("origin", option.Origin);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartArray("rules");
            foreach (var rule in reading.Rules)
            {
                WriteRule(json, rule);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void WriteConfig(Utf8JsonWriter json, ConfigUse? config)
    {
        if (config is null)
        {
            json.WriteNull("config");
            return;
        }

        json.WriteStartObject("config");
        json.WriteString("file", config.Path);
        json.WriteString("environment", config.Environment);
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, ObjectRule rule)
    {
        json.WriteStartObject();
        json.WriteString("name", rule.Name);
        json.WriteString("origin", rule.Origin);
        foreach (var (name, patterns) in new[] { ("match", rule.Match), ("exclude", rule.Exclude) })
        {
            json.WriteStartArray(name);
            foreach (var pattern in patterns)
            {
                json.WriteStringValue(pattern);
            }

            json.WriteEndArray();
        }

        foreach (var (name, value) in ShownRule.FieldsOf(rule))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
