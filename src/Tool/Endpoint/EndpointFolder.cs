using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Tool.Endpoint;

/// <summary>The folder that <c>--local-s3</c> names, and what it must not be.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Origin">Where it was named.</param>
internal sealed record EndpointFolder(string Path, string Origin)
{
    /// <summary>Whether an end is served from the folder: an s3:// one without an endpoint of its own.</summary>
    public static bool Serves(Location end, S3SideOptions options) => end is S3Location && options.EndpointUrl is null;

    /// <summary>What is wrong with serving <paramref name="sync"/> from here; nothing is written.</summary>
    public IEnumerable<Problem> Check(SyncRequest sync)
    {
        if (!Serves(sync.Source, sync.Options.SourceS3) && !Serves(sync.Target, sync.Options.TargetS3))
        {
            yield return UsageProblems.EndpointUnused(Origin);
        }

        if (Blocking(Path) is { } blocking)
        {
            yield return UsageProblems.EndpointFolderBlocked(Origin, Path, blocking);
        }

        foreach (var (end, definition) in new[] { (sync.Source, OptionCatalog.Source), (sync.Target, OptionCatalog.Target) })
        {
            if (end is LocalLocation local && RealPath.IsNested(Path, local.Path))
            {
                yield return UsageProblems.EndpointFolderNested(Origin, Path, definition.Shown, local.Path);
            }
        }
    }

    /// <summary>The first thing on the way to <paramref name="path"/> that is there and is no directory.</summary>
    public static string? Blocking(string path)
    {
        for (var at = path; at is not null && !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at))
        {
            if (File.Exists(at) || new FileInfo(at).LinkTarget is not null)
            {
                return at;
            }
        }

        return null;
    }
}
