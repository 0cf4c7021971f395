using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog;

/// <summary>The rules among options: what excludes what, what needs what, and which end must be S3.</summary>
internal static class OptionRules
{
    /// <summary>Every broken rule; an end that could not be read is not judged.</summary>
    public static IEnumerable<Problem> Check(OptionValues values, SyncEnds ends)
    {
        var asked = OptionCatalog.All.Where(values.Asks).ToList();
        return asked.SelectMany(definition => Exclusions(definition, asked, values))
            .Concat(asked.SelectMany(definition => Requirement(definition, asked, values)))
            .Concat(asked.SelectMany(definition => Side(definition, values, ends)))
            .Concat(ETagOfDirectoryBucket(asked, values, ends));
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

    // A directory bucket's ETags are not MD5s, so a difference would say nothing: "Directory buckets", Amazon S3 User Guide.
    private static IEnumerable<Problem> ETagOfDirectoryBucket(IReadOnlyList<OptionDefinition> asked, OptionValues values, SyncEnds ends)
    {
        if (asked.FirstOrDefault(static definition => definition.Name is Definitions.FilteringDefinitions.CheckETag or Definitions.FilteringDefinitions.CheckTimeAndETag) is not { } check)
        {
            return [];
        }

        return new[] { ends.Source, ends.Target }.OfType<S3Location>().Where(end => end.IsDirectoryBucket)
            .Select(end => UsageProblems.ETagOfDirectoryBucket(Origin(values, check), end.Bucket));
    }

    private static string Origin(OptionValues values, OptionDefinition definition) => values.Of(definition.Name)!.Origin; // asked for, so it is there
}
