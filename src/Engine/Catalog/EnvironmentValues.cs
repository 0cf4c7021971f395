namespace S3Sync.Catalog;

/// <summary>Reads options from environment variables that the host hands in.</summary>
public static class EnvironmentValues
{
    /// <summary>
    /// The values that <paramref name="environment"/> holds for <paramref name="definitions"/>: the name with <c>S3SYNC_</c> first,
    /// then the plain one when <paramref name="plainNames"/> are read. An empty variable is one that was not set.
    /// </summary>
    public static OptionValues Read(IEnumerable<OptionDefinition> definitions, IReadOnlyDictionary<string, string> environment, bool plainNames)
    {
        var all = definitions.ToList();
        var prefixed = new OptionValues();
        foreach (var definition in all.Where(definition => definition.ReadsEnvironment))
        {
            Take(prefixed, definition, definition.EnvironmentNames[0], environment, OptionLayer.Environment);
        }

        return plainNames ? OptionValues.Over(ReadPlain(all, environment), prefixed) : prefixed;
    }

    /// <summary>The values that stand in <paramref name="environment"/> by the plain names alone.</summary>
    public static OptionValues ReadPlain(IEnumerable<OptionDefinition> definitions, IReadOnlyDictionary<string, string> environment)
    {
        var values = new OptionValues();
        foreach (var definition in definitions.Where(definition => definition is { ReadsEnvironment: true, ReadsPlainName: true }))
        {
            Take(values, definition, definition.PlainEnvironmentName, environment, OptionLayer.PlainEnvironment);
        }

        return values;
    }

    private static void Take(OptionValues values, OptionDefinition definition, string name, IReadOnlyDictionary<string, string> environment, OptionLayer layer)
    {
        if (environment.GetValueOrDefault(name) is { Length: > 0 } text)
        {
            values.Set(definition, new OptionValue(text, name) { Layer = layer });
        }
    }
}
