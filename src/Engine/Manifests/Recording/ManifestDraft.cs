using S3Sync.Entries;
using S3Sync.Manifests.Json;

namespace S3Sync.Manifests.Recording;

/// <summary>
/// What a manifest will say of objects, gathered while a run goes on, in any order and in memory that does not grow with their number. Of several
/// facts about one key, as of its versions, the last one counts.
/// </summary>
internal sealed class ManifestDraft : IDisposable
{
    private readonly SortedSpill<ManifestFact> _facts = new(ManifestFact.Format);
    private readonly SortedSpill<ManifestFailure> _failures = new(new(CompareFailures, WriteFailure, ReadFailure));
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private readonly JsonText _text = new();

    /// <summary>How many facts there are, which is at least the number of entries.</summary>
    public long Count => _facts.Count;

    /// <summary>How many objects could not be published.</summary>
    public long Failed => _failures.Count;

    /// <summary>How many source entries were left out, by who decided.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>An object that is published.</summary>
    public void Add(ManifestEntry entry)
    {
        var valid = entry with { Key = Valid(entry.Key) };
        ManifestLines.Write(_text.Clear(), valid);
        _facts.Add(new(valid.Key, valid.Action, valid.Size, valid.Evidence, _text.Written.ToArray()));
    }

    /// <summary>A target entry that is gone.</summary>
    public void Delete(string key) => _facts.Add(new(Valid(key), null, 0, "", []));

    /// <summary>An object that could not be published.</summary>
    public void Fail(ManifestFailure failure) => _failures.Add(failure with { Key = Valid(failure.Key) });

    /// <summary>A source entry that was left out.</summary>
    public void Skip(string judge) => _skipped[judge] = _skipped.GetValueOrDefault(judge) + 1;

    /// <summary>The entries in key order, each key once.</summary>
    public IEnumerable<ManifestFact> Entries() => Last().Where(static fact => fact.Action is not null);

    /// <summary>The deleted keys in key order.</summary>
    public IEnumerable<string> Deleted() => Last().Where(static fact => fact.Action is null).Select(static fact => fact.Key);

    /// <summary>The failures in key order.</summary>
    public IEnumerable<ManifestFailure> Failures() => _failures.InOrder();

    public void Dispose()
    {
        _facts.Dispose();
        _failures.Dispose();
    }

    private IEnumerable<ManifestFact> Last()
    {
        ManifestFact? held = null;
        foreach (var fact in _facts.InOrder())
        {
            if (held is { } before && before.Key != fact.Key)
            {
                yield return before;
            }

            held = fact;
        }

        if (held is { } last)
        {
            yield return last;
        }
    }

    // A file's name may be no text at all. Such a name never becomes a key, but it may be told of; what is no character is U+FFFD from here on, so
    // that order and writing agree.
    private static string Valid(string key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (!char.IsSurrogate(key[i]))
            {
                continue;
            }

            if (i + 1 == key.Length || !char.IsSurrogatePair(key[i], key[i + 1]))
            {
                return string.Concat(key.EnumerateRunes().Select(static rune => rune.ToString()));
            }

            i++;
        }

        return key;
    }

    private static int CompareFailures(ManifestFailure left, ManifestFailure right) =>
        KeyOrder.Compare(left.Key, right.Key) is not 0 and var order ? order
            : string.CompareOrdinal(left.Code, right.Code) is not 0 and var code ? code
            : string.CompareOrdinal(left.Text, right.Text);

    private static void WriteFailure(BinaryWriter writer, ManifestFailure failure)
    {
        writer.Write(failure.Key);
        writer.Write(failure.Code);
        writer.Write(failure.Text);
    }

    private static ManifestFailure ReadFailure(BinaryReader reader) => new(reader.ReadString(), reader.ReadString(), reader.ReadString());
}
