using System.Text;
using S3Sync.MSBuildTask.Requests;

namespace S3Sync.MSBuildTask.Outside;

/// <summary>
/// A request that the targets wrote down: a line <c>name=value</c> for each thing. Options are called <c>option:NAME</c>, and are in base64; a rule is
/// one line of <c>name:base64</c>: so any text is whole in it, one of several lines too. There is no secret in it, as there is none among the properties.
/// </summary>
internal sealed record RequestFile(BuildRequest Request, string Project, string ListPath, string InputsPath, string Always)
{
    private const string Option = "option:";

    /// <summary>Reads it.</summary>
    public static RequestFile Read(string path, IReadOnlyDictionary<string, string> variables)
    {
        var lines = File.ReadAllLines(path).Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).ToList();
        var folder = One("folder");
        return new(new(folder)
        {
            Given = [.. lines.Where(line => line[0].StartsWith(Option, StringComparison.Ordinal)).Select(line => new GivenText(line[0][Option.Length..], Decoded(line[1])))],
            Rules = [.. lines.Where(line => line[0] == "rule").Select(line => Rule(line[1]))],
            DefaultSource = One("default-source"),
            Stamp = Path.GetFullPath(One("stamp"), folder),
            Commit = One("commit"),
            ByProperties = true,
            Variables = variables,
        }, One("project"), Path.GetFullPath(One("list"), folder), path + ".files", One("always"));

        string One(string name) => lines.FirstOrDefault(line => line[0] == name)?[1] ?? "";
    }

    private static string Decoded(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));

    private static GivenRule Rule(string text)
    {
        var fields = text.Split('&').Select(field => field.Split(':', 2)).ToDictionary(
            field => field[0], field => Decoded(field[1]), StringComparer.OrdinalIgnoreCase);
        return new(fields["Identity"], fields.Where(field => field.Key != "Identity").ToDictionary(StringComparer.OrdinalIgnoreCase));
    }
}
