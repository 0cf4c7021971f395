using S3Sync.Catalog.Config.Parsing;
using S3Sync.Catalog.Config.Shape;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Values;

/// <summary>Reads what stands in a config as values of options.</summary>
internal sealed class SettingValues(IReadOnlyDictionary<string, string> environment, SecretVariables secrets, string folder, ICollection<Problem> problems)
{
    /// <summary>The value with its variables, told when it is wrong; null when it cannot be had.</summary>
    public OptionValue? Read(ConfigSetting setting)
    {
        var texts = setting.Texts.ToList();
        if (texts.Count(text => CanRead(setting.Name, setting.Definition, text)) < texts.Count || setting.Value is ConfigNull)
        {
            return null;
        }

        var value = Value(setting, text => VariableText.Parse(text).With(name => environment[name]));
        return Judge(setting, value) ? value : null;
    }

    /// <summary>Tells what is wrong with a value that another one hides: what depends on variables is not judged.</summary>
    public void Check(ConfigSetting setting)
    {
        if (setting.Value is not ConfigNull && setting.Texts.All(text => VariableText.Parse(text.Text) is { References.Count: 0, Broken: null }))
        {
            Judge(setting, Value(setting, text => VariableText.Parse(text).With(name => name)));
        }
    }

    /// <summary>A text with its variables; null when one is missing, which is told.</summary>
    public string? Read(string name, ConfigText text) => CanRead(name, null, text) ? VariableText.Parse(text.Text).With(variable => environment[variable]) : null;

    // What is refused was told where the secrets were looked at; it must not be read either, since what is read may be shown.
    private bool CanRead(string name, OptionDefinition? definition, ConfigText text)
    {
        var parsed = VariableText.Parse(text.Text);
        var allowed = parsed.References.Where(reference => !secrets.Refuses(reference.Name, definition)).ToList();
        var missing = allowed.Where(reference => environment.GetValueOrDefault(reference.Name) is null or "").ToList();
        missing.ForEach(reference => text.At(reference.Index).Tell(problems, at => ConfigProblems.VariableMissing(at, name, reference.Name)));
        return missing.Count == 0 && allowed.Count == parsed.References.Count && parsed.Broken is null;
    }

    private OptionValue Value(ConfigSetting setting, Func<string, string> read)
    {
        var pairs = setting.Value is ConfigObject members
            ? members.Members.Select(member => KeyValuePair.Create(member.Name, read(((ConfigText)member.Value).Text))).ToList()
            : null;
        var items = setting.Value is ConfigList ? setting.Texts.Select(text => read(text.Text)).ToList() : null;
        return new(items is null ? TextOf(setting, pairs, read) : string.Join("; ", items), $"{setting.Name} ({setting.Value.Place})")
        {
            Layer = OptionLayer.Config,
            Place = setting.Value.Place,
            Folder = folder,
            Pairs = pairs,
            Items = items,
            Variables = [.. setting.Texts.SelectMany(text => VariableText.Parse(text.Text).References).Select(reference => reference.Name).Distinct(StringComparer.Ordinal)],
        };
    }

    private static string TextOf(ConfigSetting setting, List<KeyValuePair<string, string>>? pairs, Func<string, string> read) => setting.Value switch
    {
        ConfigFlag flag => flag.On ? "true" : "false",
        ConfigNumber number => number.Text,
        ConfigText text => read(text.Text),
        _ when setting.Definition.Kind is OptionKind.Tags => string.Join('&', pairs?.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}") ?? []),
        _ => string.Join(',', pairs?.Select(pair => $"{pair.Key}={pair.Value}") ?? []),
    };

    // What a single text is, is judged again with all the options, in the same words; the items of a list are judged here alone, each at its place.
    private bool Judge(ConfigSetting setting, OptionValue value)
    {
        if (setting.Value is ConfigList list && value.Items is { } patterns)
        {
            var refused = patterns.Select((pattern, index) => PatternShape.Check(setting.Name, pattern, list.Items[index].Place)).OfType<Problem>().ToList();
            refused.ForEach(problems.Add);
            return refused.Count == 0;
        }

        _ = OptionBinder.Read(setting.Definition, value, folder, out var problem);
        if (problem is not null)
        {
            problems.Add(problem);
        }

        return true;
    }
}
