using S3Sync.Catalog.Config.Parsing;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Shape;

/// <summary>A config, told apart: what is for every environment, and what each of them has of its own.</summary>
internal sealed record ConfigDocument(ConfigLayer Whole, IReadOnlyList<ConfigOverlay> Overlays)
{
    /// <summary>Every part of it.</summary>
    public IEnumerable<ConfigLayer> Layers => [Whole, .. Overlays.Select(overlay => overlay.Layer)];

    /// <summary>The names of its environments, for a sentence.</summary>
    public string KnownOverlays => Overlays.Count == 0 ? "none" : string.Join(", ", Overlays.Select(overlay => overlay.Name));
}

/// <summary>An environment of the config.</summary>
internal sealed record ConfigOverlay(string Name, ProblemPlace Place, ConfigLayer Layer)
{
    /// <summary>The environment that it is laid over; null for none.</summary>
    public ConfigText? Extends { get; init; }
}

/// <summary>Options and rules that stand together.</summary>
internal sealed record ConfigLayer(IReadOnlyList<ConfigSetting> Settings, IReadOnlyList<ConfigRule> Rules)
{
    /// <summary>Every value in it that an option's kind reads.</summary>
    public IEnumerable<ConfigSetting> All => Settings.Concat(Rules.SelectMany(rule => rule.Fields));
}

/// <summary>A value for an option, or for a field of a rule.</summary>
/// <param name="Definition">The option; of a field, the one that does the same for every object.</param>
/// <param name="Name">As a sentence names it: <c>workerSize</c>, <c>rules[0].cacheControl</c>.</param>
/// <param name="Value">What stands there, of a type that the option takes; null where it was of another, which is told already.</param>
internal sealed record ConfigSetting(OptionDefinition Definition, string Name, ConfigNode Value)
{
    /// <summary>The texts in it.</summary>
    public IEnumerable<ConfigText> Texts => Value switch
    {
        ConfigText text => [text],
        ConfigList list => list.Items.OfType<ConfigText>(),
        ConfigObject pairs => pairs.Members.Select(member => member.Value).OfType<ConfigText>(),
        _ => [],
    };
}

/// <summary>A rule before its values are read.</summary>
internal sealed record ConfigRule(string Name, ProblemPlace Place, IReadOnlyList<ConfigText> Match, IReadOnlyList<ConfigText> Exclude, IReadOnlyList<ConfigSetting> Fields);

/// <summary>A config, read: what it says about options, and its rules.</summary>
internal sealed record ConfigReading(OptionValues Values, IReadOnlyList<ObjectRule> Rules)
{
    /// <summary>The ends that it names without saying them readably, which is told already.</summary>
    public IReadOnlyCollection<string> Excused { get; init; } = [];

    /// <summary>The names of its environments.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>The variables that hold secrets.</summary>
    public IReadOnlySet<string> SecretVariables { get; init; } = new HashSet<string>();
}
