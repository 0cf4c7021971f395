using S3Sync.Catalog.Definitions;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog;

/// <summary>The rules among options: what excludes what, what needs what, and which end must be S3.</summary>
internal static class OptionRules
{
    /// <summary>
    /// Every broken rule; an end that could not be read is not judged, and an option that is <paramref name="excused"/> is there, whatever it is.
    /// </summary>
    public static IEnumerable<Problem> Check(OptionValues values, SyncEnds ends, IReadOnlyCollection<string> excused)
    {
        return Among(OptionCatalog.All, values, excused)
            .Concat(OptionCatalog.All.Where(values.Asks).SelectMany(definition => Side(definition, values, ends)))
            .Concat(CrossRules.Check(values, ends));
    }

    /// <summary>
    /// The options of one end that variables of the environment give while that end is a directory. The environment is there for many runs, also for
    /// those in the other direction, so it asks for nothing there.
    /// </summary>
    public static IEnumerable<OptionDefinition> OfAnotherRun(OptionValues values, SyncEnds ends) => OptionCatalog.All.Where(definition =>
        (definition.Name.StartsWith("source-", StringComparison.Ordinal) || definition.Name.StartsWith("target-", StringComparison.Ordinal))
        && values.Of(definition.Name) is { Layer: OptionLayer.Environment or OptionLayer.PlainEnvironment } && Side(definition, values, ends).Any());

    /// <summary>
    /// What has no meaning after a word of a stronger layer: deletes, where a report is asked for, and what needs a switch that is turned off there.
    /// </summary>
    public static IEnumerable<OptionDefinition> Overruled(OptionValues values) => OptionCatalog.All.Where(definition =>
        values.Of(definition.Name) is { } value && Against(definition, values).Any(word => word is not null && word.Layer > value.Layer));

    /// <summary>Every broken rule among some options: what excludes what, and what needs what.</summary>
    public static IEnumerable<Problem> Among(IEnumerable<OptionDefinition> definitions, OptionValues values, IReadOnlyCollection<string> excused)
    {
        var asked = definitions.Where(values.Asks).ToList();
        return asked.SelectMany(definition => Exclusions(definition, asked, values))
            .Concat(asked.Where(definition => !excused.Contains(definition.Requires)).SelectMany(definition => Requirement(definition, asked, values)));
    }

    /// <summary>
    /// What was asked for by the host or in the config and has no effect between these ends. Variables of the environment are set for many
    /// runs and are not told of.
    /// </summary>
    public static IEnumerable<Problem> Warnings(OptionValues values, SyncEnds ends) => OptionCatalog.All
        .Where(definition => values.Asks(definition) && values.Of(definition.Name) is { Layer: OptionLayer.Given or OptionLayer.Config } && !Matters(definition.MattersFor, ends))
        .Select(definition => UsageProblems.NoEffect(Origin(values, definition), definition.MattersFor is OptionSides.SourceS3 ? "SOURCE" : "TARGET") with { Place = values.Of(definition.Name)?.Place })
        .Concat(Unrecorded(values));

    // Who asks for a record of a run that writes nothing is told, wherever it was asked for.
    private static IEnumerable<Problem> Unrecorded(OptionValues values)
    {
        var reason = Asked(values, "dry-run", "report-sync-status").FirstOrDefault();
        return reason is null ? [] : Asked(values, ManifestDefinitions.Manifest, ManifestDefinitions.Checksums)
            .Select(record => ManifestProblems.NothingRecorded(Origin(values, record), Origin(values, reason)));
    }

    private static IEnumerable<OptionDefinition> Asked(OptionValues values, params IEnumerable<string> names) => names.Select(OptionCatalog.Find).Where(values.Asks);

    private static bool Matters(OptionSides sides, SyncEnds ends) => sides switch
    {
        OptionSides.SourceS3 => ends.Source is not LocalLocation,
        OptionSides.TargetS3 => ends.Target is not LocalLocation,
        _ => true,
    };

    private static IEnumerable<OptionValue?> Against(OptionDefinition definition, OptionValues values)
    {
        if (definition.Requires is { } needed && !values.Asks(OptionCatalog.Find(needed)))
        {
            yield return values.Of(needed);
        }

        if ((definition.Name == DangerousDefinitions.Delete || definition.Requires == DangerousDefinitions.Delete) && OptionCatalog.Find("report-sync-status") is var report && values.Asks(report))
        {
            yield return values.Of(report.Name);
        }
    }

    private static IEnumerable<Problem> Exclusions(OptionDefinition definition, IReadOnlyList<OptionDefinition> asked, OptionValues values) =>
        asked.Where(other => definition.Excludes.Contains(other.Name, StringComparer.Ordinal))
            .Select(other => UsageProblems.Excluded(Origin(values, definition), Origin(values, other)));

    private static IEnumerable<Problem> Requirement(OptionDefinition definition, IReadOnlyList<OptionDefinition> asked, OptionValues values) =>
        definition.Requires is { } needed && asked.All(other => other.Name != needed)
            ? [UsageProblems.NeedsOther(Origin(values, definition), OptionCatalog.Find(needed).Shown)]
            : [];

    private static IEnumerable<Problem> Side(OptionDefinition definition, OptionValues values, SyncEnds ends)
    {
        var origin = Origin(values, definition);
        if (definition.Sides is OptionSides.SourceS3 or OptionSides.BothS3 && ends.Source is LocalLocation source)
        {
            yield return UsageProblems.SourceMustBeS3(origin, source.Path);
        }

        if (definition.Sides is OptionSides.TargetS3 or OptionSides.BothS3 && ends.Target is LocalLocation target)
        {
            yield return UsageProblems.TargetMustBeS3(origin, target.Path);
        }

        if (definition.Sides is OptionSides.SourceLocal && ends.Source is S3Location s3)
        {
            yield return UsageProblems.SourceMustBeLocal(origin, s3.ToString());
        }

        if (definition.Sides is OptionSides.OneLocal && ends is { Source: S3Location from, Target: S3Location to })
        {
            yield return UsageProblems.OneMustBeLocal(origin, from.ToString(), to.ToString());
        }
    }

    private static string Origin(OptionValues values, OptionDefinition definition) => values.Of(definition.Name)!.Origin; // asked for, so it is there
}
