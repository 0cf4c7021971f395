using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local.Target;

/// <summary>
/// Says before any byte is fetched whether a key can be a file below the target's root: it reads back as itself, its folders are folders,
/// nothing else stands there, and no other key of the source needs the same place. Keys come in key order.
/// </summary>
internal sealed class TargetCheck(string root, LocalFolders folders, TargetNames names)
{
    // Earlier objects whose key is the beginning of the present one. In key order all of them precede it without a gap that forgets one.
    private readonly Stack<string> _beginnings = new();

    /// <summary>Why an entry of the source cannot be written; null when it can.</summary>
    public Problem? Check(Entry entry)
    {
        while (_beginnings.TryPeek(out var earlier) && !entry.Key.StartsWith(earlier, StringComparison.Ordinal))
        {
            _beginnings.Pop();
        }

        var problem = FlawOf(entry) ?? InTheSource(entry) ?? OnDisk(entry);
        if (problem is null && entry.Kind == EntryKind.Object)
        {
            _beginnings.Push(entry.Key);
        }

        return problem;
    }

    private static Problem? FlawOf(Entry entry) =>
        LocalPath.Flaw(entry.Key) is { } flaw ? LocalProblems.KeyIsNoPath(entry.Key, flaw)
            : HoldsTemporaryName(entry.Key) ? LocalProblems.KeyIsTemporaryName(entry.Key)
            : entry.Kind == EntryKind.Marker && entry.Size > 0 ? LocalProblems.MarkerWithContent(entry.Key, entry.Size)
            : null;

    private static bool HoldsTemporaryName(string key) =>
        PartialName.IsPart(key.AsSpan(key.LastIndexOf('/') + 1)) || key.Split('/').Any(segment => PartialName.IsRoom(segment));

    private Problem? InTheSource(Entry entry)
    {
        foreach (var earlier in _beginnings)
        {
            if (entry.Key.Length > earlier.Length && entry.Key[earlier.Length] == '/')
            {
                return LocalProblems.KeyBelowObject(entry.Key, earlier);
            }
        }

        return null;
    }

    private Problem? OnDisk(Entry entry)
    {
        try
        {
            return folders.Obstacle(entry.Key) ?? InItsPlace(entry) ?? names.Check(entry.Key);
        }
        catch (IOException failure)
        {
            return LocalProblems.NameRefused(entry.Key, failure.Message);
        }
    }

    private Problem? InItsPlace(Entry entry)
    {
        var name = entry.Key.TrimEnd('/');
        var stands = FileFacts.Of(Path.Join(root, name), follow: false)?.Kind;
        return (stands, entry.Kind) switch
        {
            (NodeKind.Folder, EntryKind.Object) => LocalProblems.FolderInTheWay(entry.Key, name),
            (NodeKind.Link, EntryKind.Marker) => LocalProblems.KeyBelowLink(entry.Key, name),
            (NodeKind.File or NodeKind.Other, EntryKind.Marker) => LocalProblems.FileInTheWay(entry.Key, name),
            (NodeKind.Other, _) => LocalProblems.SpecialInTheWay(entry.Key, name),
            _ => null,
        };
    }
}
