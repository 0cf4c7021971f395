namespace S3Sync.Catalog;

/// <summary>One value as it was written, and where: <c>--worker-size</c>, <c>S3SYNC_WORKER_SIZE</c>, <c>SOURCE</c>.</summary>
/// <param name="Text">The text, not yet read. May be a secret.</param>
/// <param name="Origin">The name the user knows it by.</param>
public sealed record OptionValue(string Text, string Origin);

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

    /// <summary>Keeps a value for an option.</summary>
    public void Set(OptionDefinition definition, string text, string origin) => _values[definition.Name] = new(text, origin);

    /// <summary>The value of an option, or null when nobody gave one.</summary>
    public OptionValue? Of(string name) => _values.GetValueOrDefault(name);

    /// <summary>Whether an option was asked for: a switch that was given as false was not.</summary>
    public bool Asks(OptionDefinition definition) =>
        Of(definition.Name) is { } value && (definition.Kind is not OptionKind.Flag || OptionKind.Flag.TryRead(value.Text) == true);
}
