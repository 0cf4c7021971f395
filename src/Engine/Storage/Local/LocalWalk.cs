using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local;

/// <summary>How a tree is walked.</summary>
/// <param name="FollowLinks">On the source side: a link stands for what it leads to.</param>
/// <param name="IgnoreLinks">On the source side: a link is left out, and protects what it names.</param>
/// <param name="IsOwnObject">Keys of the run's own objects, which are never listed.</param>
internal sealed record WalkRules(bool FollowLinks, bool IgnoreLinks, Func<string, bool> IsOwnObject);

/// <summary>
/// Lists a tree depth first in key order, lazily: a folder is read when its turn comes, so memory is that of the folders on the way down.
/// Siblings sort by name with <c>/</c> after a folder's name, which makes the order of the walk the order of the keys.
/// </summary>
internal sealed class LocalWalk(string root, WalkRules rules)
{
    private readonly FolderReader _reader = new(rules.FollowLinks && !rules.IgnoreLinks);
    private readonly Stack<Level> _levels = new();

    /// <summary>Everything below the root; nothing when the root is not there.</summary>
    /// <exception cref="SyncException">The root is not a folder or cannot be read.</exception>
    public static IEnumerable<Listed> List(string root, WalkRules rules, CancellationToken cancellationToken) =>
        new LocalWalk(root, rules).Walk(cancellationToken);

    private IEnumerable<Listed> Walk(CancellationToken cancellationToken)
    {
        if (!OpenRoot())
        {
            yield break;
        }

        while (_levels.TryPeek(out var level))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (level.Next == level.Names.Count)
            {
                _levels.Pop();
            }
            else if (Take(level, level.Next++) is { } listed)
            {
                yield return listed;
            }
        }
    }

    private bool OpenRoot()
    {
        try
        {
            if (FileFacts.Of(root, follow: true) is not { } facts)
            {
                return false;
            }

            if (facts.Kind != NodeKind.Folder)
            {
                throw new SyncException(LocalProblems.NotAFolder(root));
            }

            if (!FileFacts.IsUnderstood(root))
            {
                throw new SyncException(LocalProblems.RuntimeNotUnderstood(root));
            }

            _levels.Push(new Level("", root, facts.Identity, _reader.Read(root)));
            return true;
        }
        catch (SystemException failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SyncException(LocalProblems.RootUnreadable(root, failure.Message), failure);
        }
    }

    private Listed? Take(Level level, int index)
    {
        var (name, hint) = level.Names[index];
        var key = level.Prefix + name;
        var path = Path.Join(level.Path, name);
        if (hint == NameHint.NotUnicode)
        {
            return Left(key, LocalProblems.NameNotUnicode(level.Path, level.Names.Escaped(index)));
        }

        if (hint == NameHint.File && PartialName.IsPart(name))
        {
            PartialName.Sweep(path);
            return null;
        }

        if (hint == NameHint.Folder && PartialName.IsRoom(name) && PartialName.SweepRoom(path))
        {
            return null;
        }

        var isFolder = hint is NameHint.Folder or NameHint.LinkToFolder;
        return rules.IsOwnObject(isFolder ? key + "/" : key) ? null
            : isFolder ? TakeFolder(key + "/", path, hint)
            : hint == NameHint.Link ? TakeLink(key, path)
            : TakeFile(key, path, follow: false);
    }

    private Listed? TakeFolder(string key, string path, NameHint hint)
    {
        try
        {
            if (FileFacts.Of(path, follow: hint == NameHint.LinkToFolder) is not { } facts)
            {
                return hint == NameHint.LinkToFolder ? Left(key, LocalProblems.BrokenLink(path)) : null;
            }

            if (facts.Kind != NodeKind.Folder)
            {
                return Left(key, LocalProblems.ChangedWhileListing(path));
            }

            if (hint == NameHint.LinkToFolder && _levels.Any(level => level.Identity == facts.Identity))
            {
                return Left(key, LocalProblems.LinkLoop(path));
            }

            _levels.Push(new Level(key, path, facts.Identity, _reader.Read(path)));
            return new Entry(key, EntryKind.Folder, 0, facts.Modified);
        }
        catch (SystemException failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Withheld(key, LocalProblems.FolderUnreadable(path, failure.Message), MakesListingIncomplete: true);
        }
    }

    private Listed? TakeLink(string key, string path)
    {
        if (rules.IgnoreLinks)
        {
            return Left(key, null);
        }

        return TakeFile(key, path, rules.FollowLinks);
    }

    private Listed? TakeFile(string key, string path, bool follow)
    {
        try
        {
            return FileFacts.Of(path, follow) switch
            {
                null when follow => Left(key, LocalProblems.BrokenLink(path)),
                null => null,
                { Kind: NodeKind.File } file => new Entry(key, EntryKind.Object, file.Size, file.Modified),
                { Kind: NodeKind.Link } link when !rules.FollowLinks => new Entry(key, EntryKind.Link, 0, link.Modified),
                { Kind: NodeKind.Other } => Left(key, LocalProblems.NotARegularFile(path)),
                _ => Left(key, LocalProblems.ChangedWhileListing(path)),
            };
        }
        catch (IOException failure)
        {
            // A chain of links that ends in itself comes here too: the system gives up (ELOOP).
            return Left(key, LocalProblems.CannotLookAt(path, failure.Message));
        }
    }

    private static Withheld Left(string key, Problem? problem) => new(key, problem, MakesListingIncomplete: false);

    private sealed class Level(string prefix, string path, FileIdentity identity, FolderNames names)
    {
        public string Prefix => prefix;

        public string Path => path;

        public FileIdentity Identity => identity;

        public FolderNames Names => names;

        public int Next { get; set; }
    }
}
