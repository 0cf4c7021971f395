using S3Sync.Entries;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local.Walk;

/// <summary>
/// What is read early in one folder: the next of its files and the next of its folders, many at a time, since handing over work costs more than
/// looking at a file. Both are bounded, and the walk alone asks for more as it comes on, so a walk that is not pulled reads nothing more.
/// </summary>
internal sealed class WalkWindow(WalkLevel level, WalkReader reader)
{
    private const int RunLength = 1024;
    private const int RunsEarly = 2;
    private const int FoldersInBatch = 32;
    private const int BatchesEarly = 2;

    // So many names are left to the walk itself while the first run is looked at.
    private const int Lead = 64;

    // A folder that is further away would be read too early.
    private const int Sight = 4096;

    private readonly Queue<(int Start, Early<Entry?[]> Reading)> _runs = new();
    private readonly Queue<(int[] Indexes, Early<WalkLevel?[]> Reading)> _batches = new();
    private readonly Queue<(int Index, WalkLevel Read, Early<WalkLevel?[]> Reading)> _ready = new();
    private Entry?[] _looked = [];
    private int _lookedStart;
    private NamePath? _paths;
    private Func<bool> _isFresh = static () => true;
    private int _runsEnd;
    private int _foldersEnd;

    /// <summary>Looks at the folder's first files, as part of reading it early.</summary>
    /// <param name="most">How many names at most.</param>
    /// <returns>How many names there were to look at.</returns>
    public int Begin(int most)
    {
        _looked = reader.LookEarly(level, 0, Math.Min(level.Names.Count, Math.Min(most, RunLength)));
        return _runsEnd = _looked.Length;
    }

    /// <summary>Asks for the files that come next, as far as the window goes.</summary>
    public void FillRuns()
    {
        _runsEnd = Math.Max(_runsEnd, level.Next + Lead);
        while (reader.IsOpen && _runs.Count < RunsEarly && _runsEnd < level.Names.Count)
        {
            var (start, count) = (_runsEnd, Math.Min(RunLength, level.Names.Count - _runsEnd));
            _runs.Enqueue((start, new(() => reader.LookEarly(level, start, count), reader.Rules.Time)));
            _runsEnd += count;
        }
    }

    /// <summary>Asks for the folders that come next, as far as the window goes.</summary>
    /// <returns>Whether some come next: what follows on the folder itself is too far away then.</returns>
    public bool FillFolders()
    {
        while (reader.IsOpen && _batches.Count < BatchesEarly && NextFolders() is { Length: > 0 } indexes)
        {
            _batches.Enqueue((indexes, new(() => reader.ReadEarly(level, indexes), reader.Rules.Time)));
        }

        // Behind the next folder come its own folders, not its neighbours: without them the walk would wait at its beginning.
        if (_ready.TryPeek(out var ready))
        {
            ready.Read.Window.FillFolders();
        }
        else if (_batches.TryPeek(out var batch) && batch.Reading.Finished is [{ } first, ..])
        {
            first.Window.FillFolders();
        }

        return _ready.Count + _batches.Count > 0;
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
            FillRuns();
        }

        var place = index - _lookedStart;
        return place < _looked.Length && _looked[place] is { } entry && _isFresh() ? entry : reader.Look(level, index, _paths ??= WalkReader.PathsIn(level));
    }

    /// <summary>The folder at a place, when it was read early; null leaves it to its turn. Places ascend.</summary>
    public async ValueTask<WalkLevel?> TakeFolderAsync(int index)
    {
        while (_batches.TryPeek(out var batch) && batch.Indexes[0] <= index)
        {
            _batches.Dequeue();
            _ = await batch.Reading.TakeAsync();
            var levels = batch.Reading.Finished ?? [];
            for (var place = 0; place < levels.Length; place++)
            {
                if (levels[place] is { } read)
                {
                    _ready.Enqueue((batch.Indexes[place], read, batch.Reading));
                }
            }
        }

        while (_ready.TryPeek(out var next) && next.Index <= index)
        {
            _ready.Dequeue();
            if (next.Index == index && next.Reading.IsFresh)
            {
                next.Read.Window._isFresh = () => next.Reading.IsFresh;
                return next.Read;
            }

            await next.Read.Window.StopAsync();
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

        while (_batches.TryDequeue(out var batch))
        {
            await batch.Reading.StopAsync();
            foreach (var read in batch.Reading.Finished ?? [])
            {
                await (read?.Window.StopAsync() ?? default);
            }
        }

        while (_ready.TryDequeue(out var ready))
        {
            await ready.Read.Window.StopAsync();
        }
    }

    private int[] NextFolders()
    {
        var indexes = new List<int>();
        var end = Math.Min(level.Names.Count, level.Next + Sight);
        for (_foldersEnd = Math.Max(_foldersEnd, level.Next); _foldersEnd < end && indexes.Count < FoldersInBatch; _foldersEnd++)
        {
            if (level.Names.HintAt(_foldersEnd) == NameHint.Folder && !level.Names.Utf8(_foldersEnd).StartsWith(PartialName.Start))
            {
                indexes.Add(_foldersEnd);
            }
        }

        return [.. indexes];
    }
}
