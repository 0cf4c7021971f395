using S3Sync.Entries;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local.Walk;

/// <summary>
/// What is read early in one folder: the next of its files, a run of names at a time, and the next of its folders. Both are few, and the walk alone
/// asks for more as it comes on, so a walk that is not pulled reads nothing more.
/// </summary>
internal sealed class WalkWindow(WalkLevel level, WalkReader reader)
{
    private const int RunLength = 256;
    private const int RunsEarly = 3;
    private const int FoldersEarly = 4;

    // So many names are left to the walk itself while the first run is looked at.
    private const int Lead = 64;

    // A folder that is further away would be read too early.
    private const int Sight = 4096;

    private readonly Queue<(int Start, Early<Entry?[]> Reading)> _runs = new();
    private readonly Queue<(int Index, Early<WalkLevel> Reading)> _folders = new();
    private Entry?[] _looked = [];
    private int _lookedStart;
    private NamePath? _paths;
    private Func<bool> _isFresh = static () => true;
    private int _runsEnd;
    private int _foldersEnd;

    /// <summary>Looks at the folder's first files, as part of reading it early.</summary>
    public void Begin()
    {
        _looked = reader.LookEarly(level, 0, Math.Min(level.Names.Count, RunLength));
        _runsEnd = _looked.Length;
    }

    /// <summary>The walk enters the folder that <paramref name="reading"/> brought.</summary>
    public void Enter(Early<WalkLevel>? reading) => _isFresh = reading is null ? _isFresh : () => reading.IsFresh;

    /// <summary>Asks for what comes next, as far as the window goes.</summary>
    public void Fill()
    {
        if (!reader.IsOpen)
        {
            return;
        }

        FillFolders();
        _runsEnd = Math.Max(_runsEnd, level.Next + Lead);
        while (_runs.Count < RunsEarly && _runsEnd < level.Names.Count)
        {
            var (start, count) = (_runsEnd, Math.Min(RunLength, level.Names.Count - _runsEnd));
            _runs.Enqueue((start, new(() => reader.LookEarly(level, start, count), reader.Rules.Time)));
            _runsEnd += count;
        }
    }

    /// <summary>The entry of the name at a place, looked at early or now, when it is a plain file; null leaves it to the rules. Places come one after another.</summary>
    public async ValueTask<Entry?> TakeAsync(int index)
    {
        if (_runs.TryPeek(out var next) && next.Start == index)
        {
            _runs.Dequeue();
            _looked = await next.Reading.TakeAsync() ?? [];
            _lookedStart = index;
            _isFresh = () => next.Reading.IsFresh;
            Fill();
        }

        var place = index - _lookedStart;
        return place < _looked.Length && _looked[place] is { } entry && _isFresh() ? entry : reader.Look(level, index, _paths ??= WalkReader.PathsIn(level));
    }

    /// <summary>The folder at a place, when it was read early; null leaves it to its turn. Places ascend.</summary>
    public async ValueTask<WalkLevel?> TakeFolderAsync(int index)
    {
        while (_folders.TryPeek(out var next) && next.Index <= index)
        {
            _folders.Dequeue();
            if (next.Index == index && await next.Reading.TakeAsync() is { } read)
            {
                read.Window.Enter(next.Reading);
                return read;
            }

            await StopAsync(next.Reading);
        }

        return null;
    }

    /// <summary>Gives up what is still early, and waits for what was begun.</summary>
    public async ValueTask StopAsync()
    {
        while (_runs.TryDequeue(out var run))
        {
            await run.Reading.StopAsync();
        }

        while (_folders.TryDequeue(out var folder))
        {
            await StopAsync(folder.Reading);
        }
    }

    private static async ValueTask StopAsync(Early<WalkLevel> reading)
    {
        await reading.StopAsync();
        if (reading.Finished is { } read)
        {
            await read.Window.StopAsync();
        }
    }

    // Behind the first folder come its own folders, not its neighbours: without them the walk would wait at its beginning.
    private void FillFolders()
    {
        var end = Math.Min(level.Names.Count, level.Next + Sight);
        for (_foldersEnd = Math.Max(_foldersEnd, level.Next); _foldersEnd < end && _folders.Count < FoldersEarly; _foldersEnd++)
        {
            var index = _foldersEnd;
            if (level.Names.HintAt(index) == NameHint.Folder && !level.Names.Utf8(index).StartsWith(PartialName.Start))
            {
                var key = WalkReader.KeyOf(level, index);
                _folders.Enqueue((index, new(() => reader.ReadEarly(key + "/", Path.Join(level.Path, key.AsSpan(level.Prefix.Length))), reader.Rules.Time)));
            }
        }

        if (_folders.TryPeek(out var first) && first.Reading.Finished is { } next)
        {
            next.Window.FillFolders();
        }
    }
}
