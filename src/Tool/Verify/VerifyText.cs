using System.Text;
using System.Text.Json;
using S3Sync.Manifests.Verification;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.Verify;

/// <summary>What is told of a verification: a line a finding, and a summary; for people, or as JSON.</summary>
internal static class VerifyText
{
    /// <summary>A finding for people.</summary>
    public static string Line(VerifyFinding finding) => finding.Kind switch
    {
        VerifyKind.Missing => $"missing: {Key(finding)}",
        VerifyKind.Size => $"size differs: {Key(finding)} ({Both(finding)} bytes)",
        VerifyKind.ETag => $"ETag differs: {Key(finding)} ({Both(finding)})",
        VerifyKind.Checksum => $"checksum differs: {Key(finding)} ({finding.Name}: {Both(finding)})",
        VerifyKind.Content => $"content differs: {Key(finding)} ({Both(finding)})",
        VerifyKind.Header => $"header differs: {Key(finding)} ({SafeText.Visible(finding.Name ?? "")}: {Both(finding)})",
        VerifyKind.Extra => $"extra: {Key(finding)}",
        VerifyKind.Unproven => $"not proven: {SafeText.Visible(finding.Problem?.ToString() ?? "")}",
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Kind, null),
    };

    /// <summary>A finding as JSON.</summary>
    public static string Json(VerifyFinding finding) => Write(json =>
    {
        json.WriteString("finding", Word(finding.Kind));
        Optional(json, "key", finding.Key);
        Optional(json, "name", finding.Name);
        Optional(json, "recorded", finding.Recorded);
        Optional(json, "found", finding.Found);
        Optional(json, "code", finding.Problem?.Code);
        Optional(json, "text", finding.Problem?.Message);
    });

    /// <summary>The summary for people.</summary>
    public static string Summary(VerifyReport report, VerifyLevel level)
    {
        var parts = new (long Count, string What)[] { (report.Different, "different or missing"), (report.Extra, "extra"), (report.Unproven, "not proven") };
        var rest = string.Concat(parts.Where(part => part.Count > 0).Select(part => $", {HumanText.Count(part.Count)} {part.What}"));
        return $"{SafeText.Visible(report.Target)} by {level.ToString().ToLowerInvariant()}: {HumanText.Count(report.Proven)} of {HumanText.Objects(report.Objects)} proven{rest}.";
    }

    /// <summary>The summary as JSON.</summary>
    public static string JsonSummary(VerifyReport report, VerifyLevel level) => Write(json =>
    {
        json.WriteStartObject("summary");
        json.WriteString("target", report.Target);
        json.WriteString("level", level.ToString().ToLowerInvariant());
        json.WriteString("verdict", report.Manifest.Verdict.ToString().ToLowerInvariant());
        json.WriteNumber("objects", report.Objects);
        json.WriteNumber("proven", report.Proven);
        json.WriteNumber("different", report.Different);
        json.WriteNumber("extra", report.Extra);
        json.WriteNumber("unproven", report.Unproven);
        json.WriteEndObject();
    });

    private static string Word(VerifyKind kind) => kind switch
    {
        VerifyKind.Missing => "missing",
        VerifyKind.Size => "size",
        VerifyKind.ETag => "etag",
        VerifyKind.Checksum => "checksum",
        VerifyKind.Content => "content",
        VerifyKind.Header => "header",
        VerifyKind.Extra => "extra",
        VerifyKind.Unproven => "unproven",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string Key(VerifyFinding finding) => SafeText.Visible(finding.Key ?? "");

    private static string Both(VerifyFinding finding) => $"recorded {Value(finding.Recorded)}, found {Value(finding.Found)}";

    private static string Value(string? value) => value is null ? "nothing" : SafeText.Quoted(value);

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string Write(Action<Utf8JsonWriter> properties)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return SafeText.InJson(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
