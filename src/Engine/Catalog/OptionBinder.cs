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

            if (Read(definition, value, currentFolder, out var problem) is { } read)
            {
                options = definition.Set(options, read);
            }

            if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        return options;
    }

    /// <summary>Reads some of a synchronization's options, with the rules among them: for a command that is none, and reaches S3 as one does.</summary>
    public static SyncOptions BindSome(IReadOnlyList<OptionDefinition<SyncOptions>> definitions, OptionValues values, string currentFolder, ICollection<Problem> problems)
    {
        var options = Bind(definitions, values, currentFolder, problems);
        foreach (var problem in OptionRules.Among(definitions, values, []))
        {
            problems.Add(problem);
        }

        return options;
    }

    /// <summary>Reads the fields of a rule (<see cref="OptionCatalog.RuleFields"/>) into <paramref name="rule"/>; a refused one leaves its field and a problem.</summary>
    public static ObjectRule BindRule(ObjectRule rule, OptionValues values, string currentFolder, ICollection<Problem> problems)
    {
        var fields = OptionCatalog.All.Where(option => OptionCatalog.RuleFields.Any(field => field.Value == option));
        var options = Bind(fields, values, currentFolder, problems);
        var metadata = options.Metadata;
        return rule with
        {
            ContentType = metadata.ContentType,
            CacheControl = metadata.CacheControl,
            ContentDisposition = metadata.ContentDisposition,
            ContentEncoding = metadata.ContentEncoding,
            ContentLanguage = metadata.ContentLanguage,
            Expires = metadata.Expires,
            WebsiteRedirect = metadata.WebsiteRedirect,
            StorageClass = metadata.StorageClass,
            Acl = options.Protection.Acl,
            UserMetadata = metadata.UserMetadata,
            Tags = metadata.Tags,
        };
    }

    /// <summary>Reads a whole synchronization: both ends, every option, and the rules among them. Null when an end could not be read; valid when <paramref name="problems"/> got none.</summary>
    public static SyncRequest? BindSync(OptionValues values, string currentFolder, ICollection<Problem> problems) => BindSync(values, currentFolder, [], problems);

    /// <summary>The same; what is <paramref name="excused"/> was named where its value could not be read, which was told there.</summary>
    internal static SyncRequest? BindSync(OptionValues values, string currentFolder, IReadOnlyCollection<string> excused, ICollection<Problem> problems)
    {
        var ends = Bind(OptionCatalog.Ends, values, currentFolder, problems);
        values = values.Without([.. OptionRules.OfAnotherRun(values, ends), .. OptionRules.Overruled(values)]);
        var options = Bind(OptionCatalog.All, values, currentFolder, problems);
        foreach (var end in OptionCatalog.Ends.Where(end => values.Of(end.Name) is null && !excused.Contains(end.Name)))
        {
            problems.Add(UsageProblems.EndMissing(end.Shown, string.Join(" / ", end.EnvironmentNames)));
        }

        foreach (var problem in OptionRules.Check(values, ends, excused).Concat(EndChecks.Check(values, ends)).Concat(EndChecks.CheckCache(values, options.Compare.HashCache)))
        {
            problems.Add(problem with { Place = PlaceOf(problem, values) });
        }

        return ends is { Source: { } source, Target: { } target } ? new(source, target, options) { Warnings = [.. OptionRules.Warnings(values, ends)] } : null;
    }

    /// <summary>Reads one value; a secret is not repeated by what refuses it.</summary>
    internal static object? Read(OptionDefinition definition, OptionValue value, string currentFolder, out Problem? problem)
    {
        if (value is { Text: "", Pairs: null, Items: null })
        {
            problem = UsageProblems.ValueEmpty(value.Origin) with { Place = value.Place };
            return null;
        }

        var read = definition.Kind.Read(value, value.Folder ?? currentFolder, out var reason);
        var said = reason is not null && definition.IsSecret && definition.Kind.RepeatsText ? UsageProblems.SecretRefused(value.Origin) : reason;
        problem = said is null ? null : said with { Place = value.Place };
        return read;
    }

    // A rule among options names what it speaks of by the origins, and those of the config hold a place that no other has.
    private static ProblemPlace? PlaceOf(Problem problem, OptionValues values) => OptionCatalog.Ends.Cast<OptionDefinition>().Concat(OptionCatalog.All)
        .Select(definition => values.Of(definition.Name))
        .FirstOrDefault(value => value?.Place is not null && problem.Message.Contains(value.Origin, StringComparison.Ordinal))?.Place;
}
