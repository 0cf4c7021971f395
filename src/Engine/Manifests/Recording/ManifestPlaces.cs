using System.Buffers;
using System.Text;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.Storage.Local.FileSystem;
using S3Sync.Storage.S3;

namespace S3Sync.Manifests.Recording;

/// <summary>Where a run writes its manifest and its list of digests: whether that can be, and which keys they have among the entries.</summary>
internal static class ManifestPlaces
{
    private const string Manifest = "The manifest";
    private const string Checksums = "The list of digests";
    private const string Cache = "the cache of hashes";
    private const int Probed = 256;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Everything that is wrong with the places; nothing is written and no request is sent.</summary>
    public static IEnumerable<Problem> Check(Location source, Location target, SyncOptions options)
    {
        var (manifest, checksums, cache) = (options.Report.Manifest, options.Report.Checksums, options.Compare.HashCache);
        foreach (var (option, path) in Files(options.Report))
        {
            if (FileProblem(option, path, target) is { } problem)
            {
                yield return problem;
            }

            if (path == cache)
            {
                yield return ManifestProblems.PlacesAreOne(option, Cache, path);
            }
        }

        if (manifest is LocalLocation file && file.Path == checksums)
        {
            yield return ManifestProblems.PlacesAreOne(Checksums, "the manifest", checksums);
        }

        if (manifest is S3Location stored)
        {
            foreach (var problem in Stored(stored, source, target))
            {
                yield return problem;
            }
        }
    }

    /// <summary>The relative keys under which the run's own files lie in either side: they are never entries.</summary>
    public static IReadOnlySet<string> OwnKeys(Location source, Location target, ReportOptions report) =>
        new HashSet<string>([.. OwnKeysIn(source, target, report), .. OwnKeysIn(target, target, report)], StringComparer.Ordinal);

    /// <summary>The relative keys under which the run's own files lie in one side.</summary>
    public static IEnumerable<string> OwnKeysIn(Location side, Location target, ReportOptions report)
    {
        if (side is LocalLocation folder)
        {
            // A single file is the source: its folder is the root.
            var root = File.Exists(folder.Path) && Path.GetDirectoryName(folder.Path) is { } parent ? parent : folder.Path;
            return Files(report).Select(file => KeyInFolder.Of(file.Path, root)).OfType<string>();
        }

        return side is S3Location bucket && report.Manifest is S3Location stored && KeyIn(bucket, stored, towardsDirectory: target is LocalLocation) is { } key ? [key] : [];
    }

    /// <summary>Whether an object that a manifest would take the place of is somebody else's. What is empty or cannot be read is not known to be.</summary>
    public static async Task<bool> IsForeignAsync(S3Store bucket, string key)
    {
        try
        {
            await using var found = await bucket.Objects.GetAsync(key, null, null, CancellationToken.None);
            var bytes = new byte[Probed];
            var length = await found.Body.ReadAtLeastAsync(bytes, Probed, throwOnEndOfStream: false, CancellationToken.None);
            return length > 0 && !BeginsAsManifest(Encoding.UTF8.GetString(bytes, 0, length));
        }
        catch (StorageException)
        {
            return false; // Who may only write is told by the write what stands against it.
        }
    }

    /// <summary>Whether a run writes anything, and so leaves a record of it.</summary>
    public static bool IsRecorded(SyncOptions options) =>
        options is { DryRun: false, Status.Enabled: false } && (options.Report.Manifest is not null || options.Report.Checksums is not null);

    private static IEnumerable<(string Option, string Path)> Files(ReportOptions report)
    {
        if (report.Manifest is LocalLocation manifest)
        {
            yield return (Manifest, manifest.Path);
        }

        if (report.Checksums is { } checksums)
        {
            yield return (Checksums, checksums);
        }
    }

    private static Problem? FileProblem(string option, string path, Location target)
    {
        var folder = Path.GetDirectoryName(path);
        if (folder is null || Path.EndsInDirectorySeparator(path) || Kind(path) is NodeKind.Folder or NodeKind.Other)
        {
            return ManifestProblems.PlaceTaken(option, path);
        }

        // A target that is not there yet is made by the run.
        var isMade = target is LocalLocation made && (folder == made.Path || folder.StartsWith(made.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        return !Directory.Exists(folder) && !(isMade && Kind(folder) is null) ? ManifestProblems.FolderMissing(option, path, folder)
            : Kind(path) is NodeKind.File && !IsOurs(option, path) ? ManifestProblems.WouldReplace(option, path)
            : null;
    }

    private static IEnumerable<Problem> Stored(S3Location stored, Location source, Location target)
    {
        if (stored.Prefix.Length == 0 || stored.Prefix.EndsWith('/'))
        {
            yield return ManifestProblems.ManifestKeyMissing(stored.ToString());
        }
        else if (target is S3Location bucket && source is LocalLocation folder && KeyIn(bucket, stored, towardsDirectory: false) is { } key && !key.StartsWith('/') // which no file's key does
            && Path.Join(folder.Path, key) is var hidden && File.Exists(hidden) && !IsOurs(Manifest, hidden))
        {
            yield return ManifestProblems.ManifestHidesFile(stored.ToString(), hidden);
        }
    }

    // As a listing has it: towards a directory, what follows a prefix without a slash loses one.
    private static string? KeyIn(S3Location side, S3Location stored, bool towardsDirectory)
    {
        if (side.Bucket != stored.Bucket || stored.Prefix.Length <= side.Prefix.Length || !stored.Prefix.StartsWith(side.Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = stored.Prefix[side.Prefix.Length..];
        return towardsDirectory && side.Prefix.Length > 0 && !side.Prefix.EndsWith('/') && key.StartsWith('/') ? key[1..] : key;
    }

    private static NodeKind? Kind(string path)
    {
        try
        {
            return FileFacts.Of(path, follow: true)?.Kind;
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            return null;
        }
    }

    // An empty file is nobody's loss: some make the name first. What cannot be read is not known to be ours.
    private static bool IsOurs(string option, string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var bytes = new byte[Probed];
            var text = Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
            return text.Length == 0 || (option == Manifest ? BeginsAsManifest(text) : BeginsAsChecksums(text));
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            return false;
        }
    }

    private static bool BeginsAsManifest(string text) =>
        text.Where(static c => !char.IsWhiteSpace(c)).Take(Probed) is var dense && string.Concat(dense).StartsWith($"{{\"schema\":\"{ManifestHeader.SchemaStart}", StringComparison.Ordinal);

    private static bool BeginsAsChecksums(string text) =>
        text.TrimStart('\\') is { Length: > 66 } line && line.AsSpan(0, 64).IndexOfAnyExcept(HexDigits) < 0 && line[64] == ' ' && line[65] == ' ';
}
