using S3Sync.Catalog.Config.Parsing;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Shape;

/// <summary>Tells the rules of a config apart, and their patterns and fields.</summary>
internal sealed class RuleShape(ICollection<Problem> problems)
{
    private const string Match = "match";
    private const string Exclude = "exclude";

    private static IReadOnlyList<KeyValuePair<string, OptionDefinition>> Fields => OptionCatalog.RuleFields;

    private static string FieldNames => string.Join(", ", Fields.Select(named => named.Key));

    /// <summary>The rules of a list; what is none is told and left out.</summary>
    public IEnumerable<ConfigRule> Read(ConfigMember member, string name)
    {
        if (member.Value is not ConfigList list)
        {
            SettingType.Refuse(name, member.Value, "a list of rules", problems);
            return [];
        }

        var rules = new List<ConfigRule>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is ConfigObject rule)
            {
                rules.Add(Rule(rule, $"{name}[{i}]"));
            }
            else
            {
                SettingType.Refuse($"{name}[{i}]", list.Items[i], "an object with \"match\" and what to set", problems);
            }
        }

        return rules;
    }

    private ConfigRule Rule(ConfigObject rule, string name)
    {
        var (match, exclude, fields) = (new List<ConfigText>(), new List<ConfigText>(), new List<ConfigSetting>());
        foreach (var member in rule.Members)
        {
            var definition = Fields.FirstOrDefault(field => field.Key == member.Name).Value;
            if (member.Name is Match or Exclude)
            {
                (member.Name == Match ? match : exclude).AddRange(Patterns(member, $"{name}.{member.Name}"));
            }
            else if (definition is null)
            {
                RefuseField(member);
            }
            else if (SettingType.Check(definition, $"{name}.{member.Name}", member.Value, problems))
            {
                fields.Add(new(definition, $"{name}.{member.Name}", member.Value));
            }
        }

        if (rule.Members.FirstOrDefault(member => member.Name == Match)?.Value is null or ConfigList { Items.Count: 0 })
        {
            rule.Place.Tell(problems, at => ConfigProblems.RuleWithoutMatch(at, name));
        }

        if (rule.Members.All(member => member.Name is Match or Exclude))
        {
            rule.Place.Tell(problems, at => ConfigProblems.RuleWithoutEffect(at, name, FieldNames));
        }

        return new(name, rule.Place, match, exclude, fields);
    }

    private IEnumerable<ConfigText> Patterns(ConfigMember member, string name)
    {
        if (member.Value is not ConfigList list)
        {
            SettingType.Refuse(name, member.Value, "a list of patterns", problems);
            return [];
        }

        foreach (var (item, index) in list.Items.Select((item, index) => (item, index)).Where(at => at.item is not ConfigText))
        {
            SettingType.Refuse($"{name}[{index}]", item, "a text", problems);
        }

        return list.Items.OfType<ConfigText>();
    }

    private void RefuseField(ConfigMember member)
    {
        var option = Fields.FirstOrDefault(field => field.Value.IsCalled(member.Name) || field.Value.ConfigName == member.Name).Key;
        var nearest = option ?? NearestName.Of(member.Name, Fields.Select(field => field.Key).Concat([Match, Exclude]));
        member.Place.Tell(problems, at => nearest is null
            ? ConfigProblems.RuleFieldUnknown(at, member.Name, $"{Match}, {Exclude}, {FieldNames}")
            : ConfigProblems.NameMistyped(at, member.Name, nearest));
    }
}
