using System.Collections;
using System.Text;
using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage.Local;

namespace S3Sync.Hashes;

/// <summary>What a run's cache is about.</summary>
/// <param name="Path">The absolute path of the cache file.</param>
/// <param name="Root">The absolute path of the directory whose files it knows.</param>
/// <param name="OfSource">Whether that directory is the source.</param>
/// <param name="IsReadOnly">Whether nothing is written: a dry run.</param>
internal sealed record CachePlace(string Path, string Root, bool OfSource, bool IsReadOnly)
{
    /// <summary>The key that the cache file itself has when it lies in the root; null when it lies elsewhere. The root may be reached by another path.</summary>
    public string? KeyInRoot() => KeyInFolder.Of(Path, Root);
}

/// <summary>
/// ETags of local files, remembered from run to run. What is known is read forward beside the listing, in key order; what becomes known is
/// spilled as it comes, and both are merged into a new file at the end. A file is known only in the very state that it was hashed in.
/// </summary>
internal sealed class HashCache : IDisposable
{
    // A file that was written in the tick of the clock in which its hashing began may have been written again in that tick. Two seconds are the
    // coarsest clock in use (FAT).
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly CachePlace _place;
    private readonly TimeProvider _time;
    private readonly SortedSpill<RememberedHash> _new = new(RememberedHash.Spill);
    private readonly CacheReader? _old;
    private readonly BitArray _kept = new(0);
    private int _passed;
    private bool _isAtEnd = true;
    private long _dropped;
    private byte[] _key = new byte[1024];
    private byte[] _hidden = [];
    private volatile string? _trouble;

    private HashCache(CachePlace place, TimeProvider time)
    {
        _place = place;
        _time = time;
        try
        {
            _old = CacheReader.Open(place.Path, place.Root, out var flaw);
            Complaint = flaw is null ? null : LocalProblems.HashCacheIgnored(place.Path, flaw);
            if (_old is not null)
            {
                _kept.Length = checked((int)_old.Count);
                _isAtEnd = !_old.MoveNext();
            }
        }
        catch (FileNotFoundException)
        {
            // The first run with this file.
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            Complaint = LocalProblems.HashCacheIgnored(place.Path, failure.Message);
        }
    }

    /// <summary>Why what the file holds is not trusted; null when it is, or there is none.</summary>
    public Problem? Complaint { get; }

    /// <summary>The time that a hashing may begin at.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Opens a cache, and makes sure that it can be written at the end.</summary>
    /// <exception cref="SyncException">It cannot be written, or would take the place of another file.</exception>
    public static HashCache Open(CachePlace place, TimeProvider time)
    {
        try
        {
            if (File.Exists(place.Path) && CacheReader.IsForeign(place.Path))
            {
                throw new SyncException(LocalProblems.HashCacheForeign(place.Path));
            }

            if (!place.IsReadOnly)
            {
                new CacheWriter(place.Path, place.Root).Dispose();
            }

            return Directory.Exists(place.Path) ? throw new SyncException(LocalProblems.HashCacheUnusable(place.Path, "it is a directory")) : new(place, time);
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            throw new SyncException(LocalProblems.HashCacheUnusable(place.Path, failure.Message), failure);
        }
    }

    /// <summary>Adds what is known of a pair's local file. Call it for every pair, in key order.</summary>
    public EntryPair Attach(EntryPair pair)
    {
        if (_isAtEnd)
        {
            return pair;
        }

        try
        {
            return Find(pair.Key, _place.OfSource ? pair.Source : pair.Target) is not { } known ? pair
                : _place.OfSource ? pair with { Source = (Entry)pair.Source! with { Remembered = known } } // it was found for this entry
                : pair with { Target = (Entry)pair.Target! with { Remembered = known } }; // the same
        }
        catch (IOException failure)
        {
            _isAtEnd = true;
            _trouble = failure.Message;
            return pair;
        }
    }

    /// <summary>Remembers what was computed for a key's file, unless the file was written just before.</summary>
    /// <param name="key">The relative key.</param>
    /// <param name="content">What was computed.</param>
    /// <param name="began">When the file was looked at first.</param>
    public void Remember(string key, HashedContent content, DateTimeOffset began)
    {
        var newest = began - Settling;
        if (_place.IsReadOnly || _trouble is not null || content.Evidence is StoredEvidence.OfETag { Value.IsDigest: false } || IsAfter(content.Stamp.Modified, content.Stamp.ModifiedNanosecond, newest)
            || IsAfter(content.Stamp.Changed, content.Stamp.ChangedNanosecond, newest))
        {
            return;
        }

        try
        {
            _new.Add(new(key, content));
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            _trouble = failure.Message;
        }
    }

    /// <summary>Writes what is known now, also after a run that ended early: what it did not come to is kept as it was.</summary>
    /// <returns>Why it could not be written; null when it was, or nothing has changed.</returns>
    public Problem? Save()
    {
        if (_place.IsReadOnly || (_trouble is null && _old is not null && _dropped == 0 && _new.Count == 0))
        {
            return null;
        }

        try
        {
            if (_trouble is { } trouble)
            {
                return LocalProblems.HashCacheNotSaved(_place.Path, trouble);
            }

            using var writer = new CacheWriter(_place.Path, _place.Root);
            Merge(writer);
            _old?.Dispose();
            writer.Publish();
            return null;
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            return LocalProblems.HashCacheNotSaved(_place.Path, failure.Message);
        }
    }

    public void Dispose()
    {
        _old?.Dispose();
        _new.Dispose();
    }

    private static bool IsAfter(long second, int nanosecond, DateTimeOffset time) =>
        second > time.ToUnixTimeSeconds() || (second == time.ToUnixTimeSeconds() && nanosecond > time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);

    private static IEnumerable<RememberedHash> LastOfEach(IEnumerable<RememberedHash> hashes)
    {
        RememberedHash? last = null;
        foreach (var hash in hashes)
        {
            if (last is not null && last.Key != hash.Key)
            {
                yield return last;
            }

            last = hash;
        }

        if (last is not null)
        {
            yield return last;
        }
    }

    private HashedContent? Find(string key, Listed? local)
    {
        var wanted = Utf8(key);
        while (!_isAtEnd && _old!.Key.SequenceCompareTo(wanted) < 0) // at its end when there is none
        {
            Pass(isKept: IsHidden(_old.Key));
        }

        if (local is Withheld)
        {
            _hidden = wanted.TrimEnd((byte)'/').ToArray();
        }

        if (_isAtEnd || !_old!.Key.SequenceEqual(wanted)) // the same
        {
            return null;
        }

        var known = local is Entry { Stamp: { } stamp } && CacheFormat.Read(_old.Fields) is var content && content.Stamp == stamp ? content : null;
        Pass(isKept: known is not null || IsHidden(_old.Key));
        return known;
    }

    // What the listing could not tell of is not gone.
    private bool IsHidden(ReadOnlySpan<byte> key) =>
        _hidden.Length > 0 && key.StartsWith(_hidden) && (key.Length == _hidden.Length || key[_hidden.Length] == '/');

    private void Pass(bool isKept)
    {
        _kept[_passed++] = isKept;
        _dropped += isKept ? 0 : 1;
        _isAtEnd = _passed == _kept.Length || !_old!.MoveNext(); // it has a present key
    }

    private ReadOnlySpan<byte> Utf8(string key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Length);
        if (_key.Length < most)
        {
            _key = new byte[most];
        }

        return _key.AsSpan(0, Encoding.UTF8.GetBytes(key, _key));
    }

    private void Merge(CacheWriter writer)
    {
        using var added = LastOfEach(_new.InOrder()).GetEnumerator();
        var next = added.MoveNext() ? added.Current : null;
        _old?.Restart();
        for (var index = 0; _old is not null && _old.MoveNext(); index++)
        {
            var order = -1;
            while (next is not null && (order = Utf8(next.Key).SequenceCompareTo(_old.Key)) < 0)
            {
                writer.Add(next);
                next = added.MoveNext() ? added.Current : null;
            }

            if ((index >= _passed || _kept[index]) && (next is null || order != 0))
            {
                writer.Add(_old.Raw, _old.MissingLength);
            }
        }

        for (; next is not null; next = added.MoveNext() ? added.Current : null)
        {
            writer.Add(next);
        }
    }
}
