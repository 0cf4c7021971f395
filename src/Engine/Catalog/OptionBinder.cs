using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog;

/// <summary>What a user asked for, read and checked.</summary>
public sealed record SyncRequest(Location Source, Location Target, SyncOptions Options)
{
    /// <summary>What was asked for and has no effect between these ends.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];
}

/// <summary>Turns the values that were given into options; everything that is wrong is told at once.</summary>
public static class OptionBinder
{
    /// <summary>Reads the values of one record's options; a refused one leaves its default and a problem.</summary>
    public static T Bind<T>(IEnumerable<OptionDefinition<T>> definitions, OptionValues values, string currentFolder, ICollection<Problem> problems)
        where T : new()
    {
        var options = new T();
        foreach (var definition in definitions)
        {
            if (values.Of(definition.Name) is not { } value)
            {
                continue;
            }

            if (value.Text.Length == 0)
            {
                problems.Add(UsageProblems.ValueEmpty(value.Origin));
            }
            else if (definition.Kind.Read(value, currentFolder, out var problem) is { } read)
            {
                options = definition.Set(options, read);
            }
            else if (problem is not null)
            {
                problems.Add(definition.IsSecret && definition.Kind.RepeatsText ? UsageProblems.SecretRefused(value.Origin) : problem);
            }
        }

        return options;
    }

    /// <summary>Reads a whole synchronization: both ends, every option, and the rules among them. Null when an end could not be read; valid when <paramref name="problems"/> got none.</summary>
    public static SyncRequest? BindSync(OptionValues values, string currentFolder, ICollection<Problem> problems)
    {
        var ends = Bind(OptionCatalog.Ends, values, currentFolder, problems);
        var options = Bind(OptionCatalog.All, values, currentFolder, problems);
        foreach (var end in OptionCatalog.Ends.Where(end => values.Of(end.Name) is null))
        {
            problems.Add(UsageProblems.EndMissing(end.Shown, string.Join(" / ", end.EnvironmentNames)));
        }

        foreach (var problem in OptionRules.Check(values, ends).Concat(EndChecks.Check(values, ends)).Concat(EndChecks.CheckCache(values, options.Compare.HashCache)))
        {
            problems.Add(problem);
        }

        return ends is { Source: { } source, Target: { } target } ? new(source, target, options) { Warnings = [.. OptionRules.Warnings(values, ends)] } : null;
    }
}
