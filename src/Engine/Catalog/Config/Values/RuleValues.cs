using S3Sync.Catalog.Config.Parsing;
using S3Sync.Catalog.Config.Shape;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Values;

/// <summary>Makes the rules of objects from those of a config.</summary>
internal sealed class RuleValues(SettingValues values, string folder, ICollection<Problem> problems)
{
    /// <summary>The rule with its variables; what is wrong is told.</summary>
    public ObjectRule Read(ConfigRule rule)
    {
        var read = new OptionValues();
        foreach (var field in rule.Fields)
        {
            if (values.Read(field) is { } value)
            {
                read.Set(field.Definition, value);
            }
        }

        // The values tell their own problems when they are read.
        var named = new ObjectRule(rule.Name, rule.Place.FileLine, Patterns(rule.Name + ".match", rule.Match)) { Exclude = Patterns(rule.Name + ".exclude", rule.Exclude) };
        return OptionBinder.BindRule(named, read, folder, []);
    }

    /// <summary>Tells what is wrong with a rule that is not used in this run.</summary>
    public void Check(ConfigRule rule)
    {
        foreach (var field in rule.Fields)
        {
            values.Check(field);
        }

        foreach (var (name, pattern) in rule.Match.Select(text => (".match", text)).Concat(rule.Exclude.Select(text => (".exclude", text))))
        {
            if (VariableText.Parse(pattern.Text) is { References.Count: 0, Broken: null } plain)
            {
                Judge(rule.Name + name, plain.With(variable => variable), pattern);
            }
        }
    }

    private IReadOnlyList<string> Patterns(string name, IReadOnlyList<ConfigText> patterns)
    {
        var read = patterns.Select(pattern => (Pattern: pattern, Text: values.Read(name, pattern))).Where(at => at.Text is not null).ToList();
        read.ForEach(at => Judge(name, at.Text ?? "", at.Pattern));
        return [.. read.Select(at => at.Text ?? "")];
    }

    private void Judge(string name, string pattern, ConfigText at)
    {
        if (PatternShape.Check(name, pattern, at.Place) is { } problem)
        {
            problems.Add(problem);
        }
    }
}
