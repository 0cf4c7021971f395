using S3Sync.Entries;
using S3Sync.Metadata;

namespace S3Sync.Planning.Versions;

/// <summary>
/// The versions of one key on both sides: which of the source's the target has. A target only adds versions at its end, so what counts is the
/// newest of the source's that it has; everything newer is to be added, in order.
/// </summary>
internal sealed class VersionMatch
{
    /// <summary>The judge in <c>object filtered.</c> events.</summary>
    public const string Judge = "VersionMatch";

    private readonly List<Entry> _source;
    private readonly List<Entry> _target;
    private readonly IReadOnlyDictionary<Entry, FilterRule> _dropped;
    private readonly VersionHistory _history;
    private readonly bool _targetIsHidden;
    private readonly HashSet<int> _present = [];
    private int _newest = -1;
    private bool _isSettled;

    /// <param name="source">The source's versions.</param>
    /// <param name="target">The target's; null when it has none.</param>
    /// <param name="dropped">The source's versions that a filter leaves out.</param>
    public VersionMatch(VersionHistory source, VersionHistory? target, IReadOnlyDictionary<Entry, FilterRule> dropped)
    {
        (_history, _dropped) = (source, dropped);
        _source = [.. source.Versions.Where(static version => !version.IsDeleteMarker)];
        _target = [.. (target?.Versions ?? []).Where(static version => !version.IsDeleteMarker)];
        _targetIsHidden = target is null || target.Latest.IsDeleteMarker;
        IsTold = TellFromListings();
    }

    /// <summary>The listings alone tell it. Otherwise the <see cref="Undecided"/> versions of the target have to be asked for where they came from.</summary>
    public bool IsTold { get; }

    /// <summary>The target's versions, newest first: the order in which they are to be asked for.</summary>
    public IEnumerable<Entry> Undecided => Enumerable.Reverse(_target);

    /// <summary>Learns the metadata of a version of the target. True when nothing more needs to be asked: no version that takes part is newer than this one.</summary>
    public bool Learn(IReadOnlyDictionary<string, string> metadata)
    {
        var index = _source.FindIndex(version => OriginMetadata.IsOf(metadata, version.VersionId, version.Modified));
        if (index >= 0)
        {
            _present.Add(index);
            _newest = Math.Max(_newest, index);
        }

        _isSettled = index >= 0 && Enumerable.Range(index + 1, _source.Count - index - 1).All(later => _dropped.ContainsKey(_source[later]));
        return _isSettled;
    }

    /// <summary>The plan, once it is told or every undecided version was learned.</summary>
    public VersionPlan Conclude()
    {
        var steps = _source.Select(Step).ToList();
        if (_history.Latest is { IsDeleteMarker: true } marker)
        {
            steps.Add(Left(marker) is { } left ? left : new VersionStep.Hide(marker, _targetIsHidden));
        }

        return new(steps, Unplaced());
    }

    private VersionStep Step(Entry version, int index) =>
        Left(version) is { } left ? left
        : index > _newest ? new VersionStep.Add(version)
        : Left(version, _present.Contains(index) ? "the target has this version" : _isSettled ? "not newer than what the target has"
            : "the target has newer versions, and this one cannot be put before them");

    private VersionStep.Leave? Left(Entry version) =>
        _dropped.TryGetValue(version, out var rule) ? new VersionStep.Leave(version, Planner.Dropped(version, rule)) : null;

    private static VersionStep.Leave Left(Entry version, string why) => new(version, new(version.Key, Judge, why) { Source = version });

    private int Unplaced()
    {
        var older = Enumerable.Range(0, Math.Max(0, _newest)).Where(index => !_dropped.ContainsKey(_source[index])).ToList();
        return _isSettled ? Math.Max(0, older.Count + 1 - _target.Count) : older.Count(index => !_present.Contains(index));
    }

    // What a run leaves behind is, at the end of the target's history, the beginning of what takes part of the source's: the same contents in the
    // same order. That tells it, unless the last of them comes again later in the source: then it could be that one.
    private bool TellFromListings()
    {
        if (_target.Count == 0)
        {
            return true;
        }

        var taken = Enumerable.Range(0, _source.Count).Where(index => !_dropped.ContainsKey(_source[index])).ToList();
        for (var length = Math.Min(taken.Count, _target.Count); length > 0; length--)
        {
            if (EndsWith(taken, length))
            {
                var newest = taken[length - 1];
                if (_source.Skip(newest + 1).Any(later => AreAlike(later, _target[^1])))
                {
                    return false;
                }

                _newest = newest;
                _present.UnionWith(taken.Take(length));
                return true;
            }
        }

        return false;
    }

    private bool EndsWith(List<int> taken, int length)
    {
        for (var back = 1; back <= length; back++)
        {
            if (!CanBeCopy(_source[taken[length - back]], _target[^back]))
            {
                return false;
            }
        }

        return true;
    }

    // What was written before the source's version, or in the same tick, may be the copy of an earlier one with the same content, which the source no
    // longer has: then only its metadata can tell.
    private static bool CanBeCopy(Entry source, Entry target) => AreAlike(source, target) && target.Modified > source.Modified;

    private static bool AreAlike(Entry left, Entry right) => left.ETag is { } etag && etag == right.ETag && left.Size == right.Size;
}
