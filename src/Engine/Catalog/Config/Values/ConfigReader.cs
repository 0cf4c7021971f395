using S3Sync.Catalog.Config.Parsing;
using S3Sync.Catalog.Config.Shape;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Values;

/// <summary>Reads a config: its shape, its secrets and variables, the chosen environment, and from them values and rules.</summary>
internal static class ConfigReader
{
    /// <summary>What the config says; everything that is wrong with any part of it is told, in the order of the file.</summary>
    public static ConfigReading Read(ConfigFile file, OptionValue? environment, RequestSources sources, ICollection<Problem> problems)
    {
        var found = new List<Problem>();
        var reading = file.Read(found) is { } text && ConfigParser.Parse(text, file.Shown, found) is { } root
            && new ConfigShape(sources.HostDefinitions, found).Read(root) is { } document
            ? Read(document, file, environment, sources, found)
            : Nothing;
        foreach (var problem in found.OrderBy(problem => problem.Place?.Line ?? 0).ThenBy(problem => problem.Place?.Column ?? 0))
        {
            problems.Add(problem);
        }

        return reading;
    }

    /// <summary>The reading of a config of which nothing could be read: its ends are not missing, they are unknown.</summary>
    private static ConfigReading Nothing => new(new(), []) { Excused = [.. OptionCatalog.Ends.Select(end => end.Name)] };

    private static ConfigReading Read(ConfigDocument document, ConfigFile file, OptionValue? environment, RequestSources sources, List<Problem> problems)
    {
        var secrets = new SecretVariables(document);
        CheckReferences(document, secrets, problems);
        OverlayChain.Check(document, problems);
        var chosen = environment is null ? null : Choose(document, file, environment, problems);
        IReadOnlyList<ConfigLayer> layers = [document.Whole, .. chosen is null ? [] : OverlayChain.Of(document, chosen).Select(overlay => overlay.Layer)];

        var values = new SettingValues(sources.Environment, secrets, file.Folder, problems);
        var rules = new RuleValues(values, file.Folder, problems);
        var effective = layers.SelectMany(layer => layer.Settings).GroupBy(setting => setting.Definition.Name).Select(same => same.Last()).ToHashSet();
        var (read, excused) = (new OptionValues(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var setting in document.Layers.SelectMany(layer => layer.Settings))
        {
            if (!effective.Contains(setting))
            {
                values.Check(setting);
            }
            else if (values.Read(setting) is { } value)
            {
                read.Set(setting.Definition, value);
            }
            else
            {
                excused.Add(setting.Definition.Name);
            }
        }

        foreach (var rule in document.Layers.Except(layers).SelectMany(layer => layer.Rules))
        {
            rules.Check(rule);
        }

        if (environment is not null && chosen is null)
        {
            excused.UnionWith(OptionCatalog.Ends.Select(end => end.Name));
        }

        return new(read, [.. layers.SelectMany(layer => layer.Rules).Select(rules.Read)])
        {
            Excused = excused,
            SecretVariables = secrets.Named,
            Environments = [.. document.Overlays.Select(overlay => overlay.Name)],
        };
    }

    private static void CheckReferences(ConfigDocument document, SecretVariables secrets, List<Problem> problems)
    {
        foreach (var setting in document.Layers.SelectMany(layer => layer.All))
        {
            secrets.Check(setting, problems);
        }

        foreach (var rule in document.Layers.SelectMany(layer => layer.Rules))
        {
            foreach (var pattern in rule.Match.Concat(rule.Exclude))
            {
                secrets.Check(rule.Name, pattern, problems);
            }
        }
    }

    private static ConfigOverlay? Choose(ConfigDocument document, ConfigFile file, OptionValue name, List<Problem> problems)
    {
        var chosen = OverlayChain.Find(document, name.Text);
        if (chosen is null)
        {
            var nearest = NearestName.Of(name.Text, document.Overlays.Select(overlay => overlay.Name));
            problems.Add(nearest is null
                ? ConfigProblems.EnvironmentUnknown(name.Origin, name.Text, file.Shown, document.KnownOverlays)
                : ConfigProblems.EnvironmentMistyped(name.Origin, name.Text, file.Shown, nearest));
        }

        return chosen;
    }
}
