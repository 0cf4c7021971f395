using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog;

/// <summary>Looks at the places on this machine, without writing anything: the source is there, the target and the cache of hashes can be.</summary>
internal static class EndChecks
{
    /// <summary>Everything that is wrong with the ends; one that could not be read is not judged.</summary>
    public static IEnumerable<Problem> Check(OptionValues values, SyncEnds ends)
    {
        if (ends is { Source: LocalLocation, Target: LocalLocation })
        {
            yield return UsageProblems.BothLocal();
        }

        if (ends.Source is LocalLocation source && SourceProblem(values, source.Path) is { } missing)
        {
            yield return missing;
        }

        if (ends.Target is LocalLocation target && TargetProblem(OriginOf(values, OptionCatalog.Target), target.Path) is { } blocked)
        {
            yield return blocked;
        }
    }

    /// <summary>What is wrong with the place of the cache of hashes.</summary>
    public static IEnumerable<Problem> CheckCache(OptionValues values, string? path)
    {
        var origin = values.Of(Definitions.FilteringDefinitions.HashCache)?.Origin ?? "";
        if (path is null)
        {
            yield break;
        }

        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            yield return UsageProblems.HashCacheIsADirectory(origin, path);
        }
        else if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            yield return UsageProblems.HashCacheWithoutFolder(origin, path, folder);
        }
    }

    private static Problem? SourceProblem(OptionValues values, string path)
    {
        var origin = OriginOf(values, OptionCatalog.Source);
        var delete = OptionCatalog.Find(Definitions.DangerousDefinitions.Delete);
        return Directory.Exists(path) ? null
            : !File.Exists(path) ? UsageProblems.SourceMissing(origin, path)
            : values.Asks(delete) ? UsageProblems.SourceIsAFile(origin, path, OriginOf(values, delete))
            : null;
    }

    private static Problem? TargetProblem(string origin, string path)
    {
        for (var at = path; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(at))
            {
                return null;
            }

            if (File.Exists(at) || new FileInfo(at).LinkTarget is not null)
            {
                return UsageProblems.TargetThroughFile(origin, path, at);
            }
        }

        return null;
    }

    private static string OriginOf(OptionValues values, OptionDefinition end) => values.Of(end.Name)?.Origin ?? end.Shown;
}
