using System.Runtime.CompilerServices;
using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local.Walk;

/// <summary>
/// Lists a tree depth first in key order, lazily: a folder is read when its turn comes or shortly before, so memory is that of the folders on the
/// way down and of the few that come next. Siblings sort by name with <c>/</c> after a folder's name, which makes the order of the walk the order
/// of the keys.
/// </summary>
/// <remarks>
/// A source that goes away on the way is noticed, at every name that is gone, every folder and the end: the root must be the folder that it was.
/// What cannot be noticed is a file system below the root that was unmounted before its folder was read: an empty mount point is an empty folder.
/// </remarks>
internal sealed class LocalWalk(string root, WalkRules rules)
{
    // A tree with no more names is walked on its turn alone.
    private const int SmallTree = 256;

    private readonly WalkReader _reader = new(rules);
    private readonly Stack<WalkLevel> _levels = new();
    private long _names;
    private FileIdentity? _rootIdentity;

    /// <summary>Everything below the root; nothing when a target's root is not there.</summary>
    /// <exception cref="SyncException">
    /// The root is not a folder or cannot be read; a source's root is not there, or is no longer the folder that it was at the beginning.
    /// </exception>
    public static IAsyncEnumerable<Listed> ListAsync(string root, WalkRules rules, CancellationToken cancellationToken) =>
        new LocalWalk(root, rules).WalkAsync(cancellationToken);

    private async IAsyncEnumerable<Listed> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!OpenRoot())
        {
            yield break;
        }

        try
        {
            while (_levels.TryPeek(out var level))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (level.Next == level.Names.Count)
                {
                    await LeaveAsync();
                }
                else if (await NextAsync(level, level.Next++) is { } listed)
                {
                    yield return listed;
                }
            }
        }
        finally
        {
            await StopAsync();
        }

        // An end that is reached after the root went away looks like any other. No key is sure to come last, so this is no entry but the end of the run.
        RequireRoot();
    }

    private async ValueTask<Listed?> NextAsync(WalkLevel level, int index)
    {
        if (++_names == SmallTree)
        {
            _reader.IsOpen = true;
            Fill();
        }

        if (level.Names.HintAt(index) != NameHint.Folder)
        {
            return await level.Window.TakeAsync(index) ?? Take(level, index, null);
        }

        var early = await level.Window.TakeFolderAsync(index);
        var listed = Take(level, index, early);
        if (early is not null && early != _levels.Peek())
        {
            await early.Window.StopAsync();
        }

        Fill();
        return listed;
    }

    // The folders that come next are those of the innermost folder that still has some.
    private void Fill()
    {
        _levels.Peek().Window.FillRuns();
        foreach (var level in _levels)
        {
            if (level.Window.FillFolders())
            {
                return;
            }
        }
    }

    private async ValueTask LeaveAsync()
    {
        await _levels.Pop().Window.StopAsync();
        if (_levels.Count > 0)
        {
            Fill();
        }
    }

    private async ValueTask StopAsync()
    {
        _reader.Stop();
        foreach (var level in _levels)
        {
            await level.Window.StopAsync();
        }
    }

    private bool OpenRoot()
    {
        try
        {
            if (FileFacts.Of(root, follow: true) is not { } facts)
            {
                return rules.IsSource ? throw new SyncException(LocalProblems.SourceMissing(root)) : false;
            }

            if (facts.Kind != NodeKind.Folder)
            {
                throw new SyncException(LocalProblems.NotAFolder(root));
            }

            if (!FileFacts.IsUnderstood(root))
            {
                throw new SyncException(LocalProblems.RuntimeNotUnderstood(root));
            }

            if (_reader.Read("", root) is not { } level)
            {
                return rules.IsSource ? throw new SyncException(LocalProblems.SourceWentAway(root)) : false;
            }

            _rootIdentity = level.Identity;
            _levels.Push(level);
            return true;
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            throw new SyncException(LocalProblems.RootUnreadable(root, failure.Message), failure);
        }
    }

    private void RequireRoot()
    {
        if (!rules.IsSource)
        {
            return;
        }

        try
        {
            if (FileFacts.WithinFolder(root) != _rootIdentity)
            {
                throw new SyncException(LocalProblems.SourceWentAway(root));
            }
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            throw new SyncException(LocalProblems.RootUnreadable(root, failure.Message), failure);
        }
    }

    private Listed? Take(WalkLevel level, int index, WalkLevel? early)
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
            if (!rules.OnlyLooks)
            {
                PartialName.Sweep(path);
            }

            return null;
        }

        if (hint == NameHint.Folder && PartialName.IsRoom(name) && (rules.OnlyLooks ? PartialName.IsSpentRoom(path) : PartialName.SweepRoom(path)))
        {
            return null;
        }

        var isFolder = hint is NameHint.Folder or NameHint.LinkToFolder;
        return rules.IsOwnObject(isFolder ? key + "/" : key) ? null
            : isFolder ? TakeFolder(level, key + "/", path, hint, early)
            : hint == NameHint.Link && rules.IgnoreLinks ? Left(key, null)
            : TakeFile(level, key, path, follow: hint == NameHint.Link && rules.IsSource);
    }

    private Listed? TakeFolder(WalkLevel above, string key, string path, NameHint hint, WalkLevel? early)
    {
        try
        {
            if (FileFacts.Of(path, follow: hint == NameHint.LinkToFolder) is not { } facts)
            {
                return Gone(above, key, path);
            }

            if (facts.Kind != NodeKind.Folder)
            {
                return Left(key, LocalProblems.ChangedWhileListing(path));
            }

            if (hint == NameHint.LinkToFolder && _levels.Any(level => level.Identity == facts.Identity))
            {
                return Left(key, LocalProblems.LinkLoop(path));
            }

            // What was read early counts when the very folder still stands there.
            if ((early?.Identity == facts.Identity ? early : _reader.Read(key, path)) is not { } level)
            {
                return Gone(above, key, path);
            }

            RequireRoot();
            _levels.Push(level);
            return new Entry(key, EntryKind.Folder, 0, facts.Modified);
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            return Unknown(key, LocalProblems.FolderUnreadable(path, failure.Message));
        }
    }

    private Listed? TakeFile(WalkLevel above, string key, string path, bool follow)
    {
        try
        {
            return FileFacts.Of(path, follow) switch
            {
                null => Gone(above, key, path),
                { Kind: NodeKind.File } file => rules.EntryOf(key, file),
                { Kind: NodeKind.Link } link when !rules.IsSource => new Entry(key, EntryKind.Link, 0, link.Modified),
                { Kind: NodeKind.Other } => Left(key, LocalProblems.NotARegularFile(path)) with { IsWarning = true },
                _ => Left(key, LocalProblems.ChangedWhileListing(path)),
            };
        }
        catch (IOException failure)
        {
            // A chain of links that ends in itself comes here too: the system gives up (ELOOP).
            return Left(key, LocalProblems.CannotLookAt(path, failure.Message));
        }
    }

    // A name that its folder gave and that leads to nothing, or to a folder that went away while it was read. The more of what is above it went
    // away with it, the less is known; a folder that is gone is told once, not with each of its names.
    private Withheld? Gone(WalkLevel above, string key, string path)
    {
        if (!rules.IsSource)
        {
            return null;
        }

        RequireRoot();
        if (!above.IsStillThere())
        {
            above.Abandon();
            return Unknown(key, LocalProblems.FolderWentAway(above.Path));
        }

        var isBroken = FileFacts.Of(path, follow: false) is { Kind: NodeKind.Link } && FileFacts.Of(path, follow: true) is null;
        return isBroken ? Left(key, LocalProblems.BrokenLink(path))
            : key.EndsWith('/') ? Unknown(key, LocalProblems.FolderWentAway(path))
            : Left(key, LocalProblems.GoneWhileListing(path)) with { IsWarning = true };
    }

    private static Withheld Unknown(string key, Problem problem) => new(key, problem, MakesListingIncomplete: true);

    private static Withheld Left(string key, Problem? problem) => new(key, problem, MakesListingIncomplete: false);
}
