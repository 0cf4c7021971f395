using S3Sync.Problems;

namespace S3Sync.Catalog;

/// <summary>Where a value was given, the weaker first.</summary>
public enum OptionLayer
{
    /// <summary>A variable of the environment by the option's plain name.</summary>
    PlainEnvironment,

    /// <summary>The config file.</summary>
    Config,

    /// <summary>A variable of the environment by its <c>S3SYNC_</c> name.</summary>
    Environment,

    /// <summary>The command line, a task's parameter, an action's input.</summary>
    Given,
}

/// <summary>One value as it was written, and where: <c>--worker-size</c>, <c>S3SYNC_WORKER_SIZE</c>, <c>SOURCE</c>, <c>workerSize (s3sync.json:12:17)</c>.</summary>
/// <param name="Text">The text, not yet read. May be a secret.</param>
/// <param name="Origin">The name the user knows it by.</param>
public sealed record OptionValue(string Text, string Origin)
{
    /// <summary>Where it was given.</summary>
    public OptionLayer Layer { get; init; } = OptionLayer.Given;

    /// <summary>Its place in the config; null when it is from anywhere else.</summary>
    public ProblemPlace? Place { get; init; }

    /// <summary>The absolute folder that a relative path is meant from; null for the current one.</summary>
    public string? Folder { get; init; }

    /// <summary>The variables of the environment that the config took it from.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Metadata or tags that were given name by name, in place of <see cref="Text"/>; null when they were not.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Pairs { get; init; }

    /// <summary>The items of a list that were given one by one, in place of <see cref="Text"/>; null when they were not.</summary>
    public IReadOnlyList<string>? Items { get; init; }
}

/// <summary>The values that were given, by option name; a later layer hides the ones below it.</summary>
public sealed class OptionValues
{
    private readonly Dictionary<string, OptionValue> _values = new(StringComparer.Ordinal);

    /// <summary>Puts one layer over another: what <paramref name="upper"/> holds wins.</summary>
    public static OptionValues Over(OptionValues lower, OptionValues upper)
    {
        var merged = new OptionValues();
        foreach (var (name, value) in lower._values.Concat(upper._values))
        {
            merged._values[name] = value;
        }

        return merged;
    }

    /// <summary>The same without the values of some options.</summary>
    internal OptionValues Without(IEnumerable<OptionDefinition> definitions)
    {
        var rest = Over(this, new());
        foreach (var definition in definitions)
        {
            rest._values.Remove(definition.Name);
        }

        return rest;
    }

    /// <summary>Keeps a value for an option.</summary>
    public void Set(OptionDefinition definition, string text, string origin) => Set(definition, new(text, origin));

    /// <summary>Keeps a value for an option.</summary>
    public void Set(OptionDefinition definition, OptionValue value) => _values[definition.Name] = value;

    /// <summary>The value of an option, or null when nobody gave one.</summary>
    public OptionValue? Of(string name) => _values.GetValueOrDefault(name);

    /// <summary>Whether an option was asked for: a switch that was given as false was not.</summary>
    public bool Asks(OptionDefinition definition) =>
        Of(definition.Name) is { } value && (definition.Kind is not OptionKind.Flag || OptionKind.Flag.TryRead(value.Text) == true);
}
