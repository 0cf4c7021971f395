using System.Text;

namespace S3Sync.Entries;

/// <summary>How items of a spill are put into order and into bytes.</summary>
/// <param name="Order">Their order; equal ones keep the order of their adding.</param>
/// <param name="Write">Writes one.</param>
/// <param name="Read">Reads one.</param>
internal sealed record SpillFormat<T>(Comparison<T> Order, Action<BinaryWriter, T> Write, Func<BinaryReader, T> Read);

/// <summary>
/// Takes items as they finish, in any order and from any thread, and gives them back in order. Above a bound they go to a temporary file in
/// sorted runs that are merged on reading, so memory does not grow with their number.
/// </summary>
internal sealed class SortedSpill<T>(SpillFormat<T> format, int inMemory = 10_000) : IDisposable
{
    // So many items of each run are in memory while the runs are merged.
    private const int ReadAhead = 64;

    private readonly Lock _adding = new();
    private readonly List<T> _items = [];
    private readonly List<Run> _runs = [];
    private FileStream? _file;

    /// <summary>How many items there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an item.</summary>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    public void Add(T item)
    {
        lock (_adding)
        {
            _items.Add(item);
            Count++;
            if (_items.Count >= inMemory)
            {
                Spill();
            }
        }
    }

    /// <summary>Every item in order. Nothing is added while it is read.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public IEnumerable<T> InOrder()
    {
        using var reader = _file is null ? null : new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        var fronts = new PriorityQueue<int, (T Item, int Run)>(Comparer<(T Item, int Run)>.Create(Compare));
        // There are runs only when there is a file.
        var sources = _runs.ConvertAll(run => Items(run, reader!));
        sources.Add(Sorted().GetEnumerator());
        try
        {
            for (var run = 0; run < sources.Count; run++)
            {
                Advance(run);
            }

            while (fronts.TryDequeue(out var run, out var front))
            {
                yield return front.Item;
                Advance(run);
            }
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }

        void Advance(int run)
        {
            if (sources[run].MoveNext())
            {
                fronts.Enqueue(run, (sources[run].Current, run));
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private int Compare((T Item, int Run) left, (T Item, int Run) right) =>
        format.Order(left.Item, right.Item) is not 0 and var order ? order : left.Run - right.Run;

    private IEnumerable<T> Sorted() => _items.Order(Comparer<T>.Create(format.Order));

    private void Spill()
    {
        _file ??= SpillFile.Create();
        var run = new Run(_file.Position, _items.Count);
        using (var writer = new BinaryWriter(_file, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var item in Sorted())
            {
                format.Write(writer, item);
            }
        }

        _runs.Add(run);
        _items.Clear();
    }

    // The runs share one file, so each reads a few items at a time from where it stood.
    private IEnumerator<T> Items(Run run, BinaryReader reader)
    {
        var ahead = new Queue<T>(ReadAhead);
        for (var (offset, left) = (run.Offset, run.Count); left > 0;)
        {
            reader.BaseStream.Position = offset;
            for (; ahead.Count < ReadAhead && left > 0; left--)
            {
                ahead.Enqueue(format.Read(reader));
            }

            offset = reader.BaseStream.Position;
            while (ahead.TryDequeue(out var item))
            {
                yield return item;
            }
        }
    }

    private readonly record struct Run(long Offset, int Count);
}
