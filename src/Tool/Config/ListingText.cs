using System.Text;
using S3Sync.Catalog.Config;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.Config;

/// <summary>The listing as a person reads it: three columns, then the rules.</summary>
internal static class ListingText
{
    private const int WidestValue = 60;
    private const string None = "-";

    public static string Of(RequestReading reading, IReadOnlyList<ShownOption> options)
    {
        var text = new StringBuilder();
        foreach (var notice in reading.Notices.DefaultIfEmpty("config: none"))
        {
            text.Append(SafeText.Visible(notice)).Append('\n');
        }

        text.Append('\n');
        Append(text, [.. options.Select(option => (option.Name, option.Value ?? None, option.Origin))], "");
        foreach (var rule in reading.Rules)
        {
            text.Append('\n').Append(SafeText.Visible($"{rule.Name} ({rule.Origin})")).Append('\n');
            var lines = rule.Match.Select(pattern => ("match", pattern, "")).Concat(rule.Exclude.Select(pattern => ("exclude", pattern, "")))
                .Concat(ShownRule.FieldsOf(rule).Select(field => (field.Key, field.Value, "")));
            Append(text, [.. lines], "  ");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, IReadOnlyList<(string Name, string Value, string Origin)> lines, string indent)
    {
        var names = lines.Select(line => line.Name.Length).DefaultIfEmpty().Max();
        var values = lines.Select(line => Math.Min(line.Value.Length, WidestValue)).DefaultIfEmpty().Max();
        foreach (var (name, value, origin) in lines)
        {
            text.Append((indent + name.PadRight(names) + "  " + SafeText.Visible(value).PadRight(values) + "  " + SafeText.Visible(origin)).TrimEnd()).Append('\n');
        }
    }
}
