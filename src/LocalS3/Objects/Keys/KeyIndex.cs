namespace S3Sync.LocalS3.Objects.Keys;

/// <summary>
/// The newest version of every key of a bucket, in the bucket's order: sorted runs of at most 512 entries, so that a page costs a page, a write
/// moves at most one run, and two million keys cost eight bytes each.
/// </summary>
internal sealed class KeyIndex(IComparer<string> order) : IKeyIndex
{
    private const int RunLength = 512;

    private readonly List<List<ObjectVersion>> _runs = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public ObjectVersion? Find(string key)
    {
        var (run, at, found) = Locate(key);
        return found ? _runs[run][at] : null;
    }

    /// <inheritdoc/>
    public void Set(ObjectVersion version)
    {
        var (run, at, found) = Locate(version.Key);
        if (found)
        {
            _runs[run][at] = version;
            return;
        }

        Insert(run, at, version);
        Count++;
    }

    /// <inheritdoc/>
    public void Remove(string key)
    {
        var (run, at, found) = Locate(key);
        if (!found)
        {
            return;
        }

        _runs[run].RemoveAt(at);
        if (_runs[run].Count == 0)
        {
            _runs.RemoveAt(run);
        }

        Count--;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ObjectVersion> Page(string from, bool inclusive, int count)
    {
        var (run, at, found) = Locate(from);
        var start = found && !inclusive ? at + 1 : at;
        var page = new List<ObjectVersion>(Math.Min(count, Count));
        for (; run < _runs.Count && page.Count < count; run++, start = 0)
        {
            var taken = Math.Min(count - page.Count, _runs[run].Count - start);
            page.AddRange(_runs[run].GetRange(start, taken));
        }

        return page;
    }

    private void Insert(int run, int at, ObjectVersion version)
    {
        if (_runs.Count == 0)
        {
            _runs.Add([]);
        }

        if (_runs[run].Count == RunLength)
        {
            // Keys that arrive in order leave full runs behind; any other full run is cut in the middle.
            var cut = at == RunLength ? RunLength : RunLength / 2;
            _runs.Insert(run + 1, _runs[run].GetRange(cut, RunLength - cut));
            _runs[run].RemoveRange(cut, RunLength - cut);
            (run, at) = at >= cut ? (run + 1, at - cut) : (run, at);
        }

        _runs[run].Insert(at, version);
    }

    // The place of a key: the last run whose first key is not after it, and the position there.
    private (int Run, int At, bool Found) Locate(string key)
    {
        var (low, high) = (0, _runs.Count - 1);
        if (high >= 0 && order.Compare(_runs[high][^1].Key, key) < 0)
        {
            return (high, _runs[high].Count, false);
        }

        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = order.Compare(_runs[middle][0].Key, key) <= 0 ? (middle, high) : (low, middle - 1);
        }

        return _runs.Count == 0 ? (0, 0, false) : Within(low, key);
    }

    private (int Run, int At, bool Found) Within(int run, string key)
    {
        var entries = _runs[run];
        var (low, high) = (0, entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var compared = order.Compare(entries[middle].Key, key);
            if (compared == 0)
            {
                return (run, middle, true);
            }

            (low, high) = compared < 0 ? (middle + 1, high) : (low, middle);
        }

        return (run, low, false);
    }
}
