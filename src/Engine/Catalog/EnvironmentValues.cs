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
        var values = new OptionValues();
        foreach (var definition in definitions)
        {
            var names = definition.EnvironmentNames.Take(plainNames ? 2 : 1);
            if (names.FirstOrDefault(name => environment.GetValueOrDefault(name) is { Length: > 0 }) is { } found)
            {
                values.Set(definition, environment[found], found);
            }
        }

        return values;
    }
}
