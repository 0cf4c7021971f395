using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace S3Sync.Generate;

/// <summary>The XML documentation file that the compiler writes beside an assembly.</summary>
public sealed partial class Documentation
{
    private readonly Dictionary<string, XElement> _members;

    private Documentation(XDocument document) => _members = document.Descendants("member")
        .ToDictionary(member => member.Attribute("name")?.Value ?? "", member => member, StringComparer.Ordinal);

    /// <summary>Reads the file beside <paramref name="assembly"/>.</summary>
    public static Documentation Of(Assembly assembly) => new(XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")));

    /// <summary>A function's summary as one line of text; empty when it has none.</summary>
    public string SummaryOf(MethodInfo function) =>
        _members.TryGetValue(NameOf(function), out var member) && member.Element("summary") is { } summary
            ? Spaces().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
            : "";

    private static string NameOf(MethodInfo function)
    {
        var types = string.Join(',', function.GetParameters().Select(parameter => NameOf(parameter.ParameterType)));
        return $"M:{function.DeclaringType?.FullName}.{function.Name}" + (types.Length > 0 ? $"({types})" : "");
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Namespace}.{type.Name.Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(NameOf))}}}"
        : type.FullName ?? type.Name;

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference => $"`{LastName(reference)}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => other.Value,
        _ => "",
    };

    private static string LastName(XElement reference)
    {
        var name = reference.Attributes().Select(attribute => attribute.Value).FirstOrDefault() ?? "";
        return WithoutParameters(name).Split('.', ':')[^1];
    }

    private static string WithoutParameters(string name) => name.Split('(')[0];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
