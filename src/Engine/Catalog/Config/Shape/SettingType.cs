using S3Sync.Catalog.Config.Parsing;
using S3Sync.Catalog.Config.Values;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Shape;

/// <summary>Which JSON types an option takes. A text with a variable in it may stand for any of them.</summary>
internal static class SettingType
{
    /// <summary>Whether a value is of a type that the option takes; told when it is not.</summary>
    public static bool Check(OptionDefinition definition, string name, ConfigNode value, ICollection<Problem> problems)
    {
        if (value is ConfigObject pairs && definition.Kind is OptionKind.Metadata or OptionKind.Tags)
        {
            var others = pairs.Members.Where(member => member.Value is not ConfigText).ToList();
            others.ForEach(other => Refuse($"{name}.{other.Name}", other.Value, "a text", problems));
            return others.Count == 0;
        }

        if (value is ConfigList list && definition.Kind.IsList)
        {
            var others = list.Items.Select((item, index) => (Item: item, Name: $"{name}[{index}]")).Where(at => at.Item is not ConfigText).ToList();
            others.ForEach(other => Refuse(other.Name, other.Item, "a text", problems));
            return others.Count == 0;
        }

        var fits = Takes(definition.Kind, value);
        if (!fits)
        {
            Refuse(name, value, WantedBy(definition.Kind), problems);
        }

        return fits;
    }

    /// <summary>Tells that a value is of another type than wanted.</summary>
    public static void Refuse(string name, ConfigNode value, string wanted, ICollection<Problem> problems) =>
        value.Place.Tell(problems, at => value is ConfigNull ? ConfigProblems.IsNull(at, name) : ConfigProblems.WrongType(at, name, wanted, value.What));

    private static bool Takes(OptionKind kind, ConfigNode value) => (kind, value) switch
    {
        (OptionKind.Flag, ConfigFlag) => true,
        (OptionKind.Integer or OptionKind.Count or OptionKind.Size, ConfigNumber) => true,
        (OptionKind.Flag or OptionKind.Integer or OptionKind.Count, ConfigText text) => VariableText.Parse(text.Text) is { References.Count: > 0 } or { Broken: not null },
        (_, ConfigText) => true,
        _ => false,
    };

    private static string WantedBy(OptionKind kind) => kind switch
    {
        OptionKind.Flag => "true or false",
        OptionKind.Integer or OptionKind.Count => "a whole number",
        OptionKind.Size => "a number of bytes, or a text such as \"8MiB\"",
        OptionKind.Metadata or OptionKind.Tags => "an object of texts, or one text",
        OptionKind.Globs => "a list of patterns, or one text",
        OptionKind.Choice choice => $"one of {string.Join(", ", choice.Words)}",
        _ => "a text",
    };
}
