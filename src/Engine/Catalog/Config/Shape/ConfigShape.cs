using S3Sync.Catalog.Config.Parsing;
using S3Sync.Catalog.Definitions;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Shape;

/// <summary>Tells names of the config apart: options, rules, environments. What has no name here, or the wrong type, is told and left out.</summary>
internal sealed class ConfigShape(IReadOnlyList<OptionDefinition> hostDefinitions, ICollection<Problem> problems)
{
    private const string Schema = "$schema";
    private const string Rules = "rules";
    private const string Environments = "environments";
    private const string Extends = "extends";

    private static readonly IReadOnlyList<OptionDefinition> Options = [.. OptionCatalog.Ends, .. OptionCatalog.All];

    /// <summary>The parts of the config; null when it is no object.</summary>
    public ConfigDocument? Read(ConfigNode root)
    {
        if (root is not ConfigObject whole)
        {
            root.Place.Tell(problems, at => ConfigProblems.WrongType(at, "config", "an object", root.What));
            return null;
        }

        var overlays = new List<ConfigOverlay>();
        var layer = Layer(whole, "", member => member.Name switch
        {
            Schema => Is<ConfigText>(member, "a text") is not null || true,
            Environments => TakeOverlays(member, overlays),
            _ => false,
        });
        return new(layer, overlays);
    }

    private bool TakeOverlays(ConfigMember member, List<ConfigOverlay> overlays)
    {
        foreach (var overlay in Is<ConfigObject>(member, "an object of environments")?.Members ?? [])
        {
            if (overlay.Name.Length == 0)
            {
                overlay.Place.Tell(problems, ConfigProblems.NameEmpty);
            }

            if (Is<ConfigObject>(overlay, "an object of options") is { } options)
            {
                ConfigText? extends = null;
                var layer = Layer(options, $"{Environments}.{overlay.Name}.", inner => inner.Name == Extends && TakeExtends(inner, ref extends));
                overlays.Add(new(overlay.Name, overlay.Place, layer) { Extends = extends });
            }
        }

        return true;
    }

    private bool TakeExtends(ConfigMember member, ref ConfigText? extends)
    {
        extends = Is<ConfigText>(member, "the name of another environment");
        return true;
    }

    private ConfigLayer Layer(ConfigObject source, string prefix, Func<ConfigMember, bool> takes)
    {
        var (settings, rules) = (new List<ConfigSetting>(), new List<ConfigRule>());
        foreach (var member in source.Members.Where(member => !takes(member)))
        {
            if (member.Name == Rules)
            {
                rules.AddRange(new RuleShape(problems).Read(member, prefix + Rules));
            }
            else if (Options.FirstOrDefault(option => option.ConfigName == member.Name) is not { } definition)
            {
                RefuseName(member, isWhole: prefix.Length == 0);
            }
            else if (SettingType.Check(definition, prefix + member.Name, member.Value, problems))
            {
                settings.Add(new(definition, prefix + member.Name, member.Value));
            }
            else
            {
                settings.Add(new(definition, prefix + member.Name, new ConfigNull(member.Value.Place)));
            }
        }

        return new(settings, rules);
    }

    private void RefuseName(ConfigMember member, bool isWhole)
    {
        IEnumerable<OptionDefinition> outside = [.. ConfigDefinitions.Group.Options, .. hostDefinitions];
        var written = Options.FirstOrDefault(option => option.IsCalled(member.Name) || option.Aliases.Any(alias => OptionDefinition.InCamelCase(alias) == member.Name));
        IEnumerable<string> special = isWhole ? [Rules, Environments] : [Rules, Extends];
        var nearest = written?.ConfigName ?? NearestName.Of(member.Name, Options.Select(option => option.ConfigName).Concat(special));
        member.Place.Tell(problems, at => outside.FirstOrDefault(option => option.ConfigName == member.Name) is { } host ? ConfigProblems.NotInConfig(at, member.Name, host.Shown)
            : nearest is null ? ConfigProblems.NameUnknown(at, member.Name)
            : ConfigProblems.NameMistyped(at, member.Name, nearest));
    }

    private T? Is<T>(ConfigMember member, string wanted)
        where T : ConfigNode
    {
        if (member.Value is not T)
        {
            SettingType.Refuse(member.Name, member.Value, wanted, problems);
        }

        return member.Value as T;
    }
}
