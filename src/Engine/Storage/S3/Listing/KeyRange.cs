using S3Sync.Entries;

namespace S3Sync.Storage.S3.Listing;

/// <summary>A part of a listing that is read page after page: the keys after one and up to another.</summary>
/// <param name="after">The key before its first; null for the beginning.</param>
/// <param name="upTo">The last key that may be in it; null for the end.</param>
internal sealed class KeyRange(string? after, string? upTo)
{
    private readonly Queue<IReadOnlyList<ListedObject>> _read = new();
    private string? _token;

    /// <summary>The last key that may be in it.</summary>
    public string? UpTo { get; private set; } = upTo;

    /// <summary>It was cut off another one.</summary>
    public bool IsCut { get; private init; }

    /// <summary>The page that was asked for last; null when none is on its way.</summary>
    public Task<ListingPage>? Asked { get; private set; }

    /// <summary>The first and the last key of the last page; null before it came.</summary>
    public (string First, string Last)? Page { get; private set; }

    /// <summary>How many pages have come.</summary>
    public int Pages { get; private set; }

    /// <summary>All of its pages have come.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The key behind its last one that came with it; null when none did. The range behind it must have it, too.</summary>
    public string? Beyond { get; private set; }

    /// <summary>Pages that have come and were not taken yet.</summary>
    public int Waiting => _read.Count;

    /// <summary>Asks for the next page.</summary>
    /// <param name="page">Asks, with the key to begin after or the token to go on with.</param>
    public void Ask(Func<string?, string?, Task<ListingPage>> page) => Asked = page(after, _token);

    /// <summary>Takes in the page that was asked for; the answer is how many keys of it are in the range.</summary>
    /// <exception cref="RangeIgnoredException">The endpoint began before the range.</exception>
    public int Receive(ListingPage page, Func<ListingPage, string?, string?> continuation)
    {
        Asked = null;
        if (page.Objects.Count > 0 && after is not null && KeyOrder.Compare(page.Objects[0].Key, after) <= 0)
        {
            throw new RangeIgnoredException();
        }

        _token = continuation(page, _token);
        var objects = WithinBound(page.Objects);
        Beyond = objects.Count < page.Objects.Count ? page.Objects[objects.Count].Key : null;
        IsWhole = _token is null || Beyond is not null;
        Pages++;
        if (objects.Count > 0)
        {
            Page = (objects[0].Key, objects[^1].Key);
            _read.Enqueue(objects);
        }

        return objects.Count;
    }

    /// <summary>Takes the next page that has come; null when none has.</summary>
    public IReadOnlyList<ListedObject>? Take() => _read.TryDequeue(out var page) ? page : null;

    /// <summary>Cuts off what is after a key, and returns that as a range of its own.</summary>
    public KeyRange SplitAfter(string key)
    {
        var rest = new KeyRange(key, UpTo) { IsCut = true };
        UpTo = key;
        return rest;
    }

    private IReadOnlyList<ListedObject> WithinBound(IReadOnlyList<ListedObject> objects)
    {
        if (UpTo is null || objects.Count == 0 || KeyOrder.Compare(objects[^1].Key, UpTo) <= 0)
        {
            return objects;
        }

        return [.. objects.TakeWhile(found => KeyOrder.Compare(found.Key, UpTo) <= 0)];
    }
}

/// <summary>The endpoint answered a listing that was to begin after a key with that key or one before it.</summary>
internal sealed class RangeIgnoredException : Exception
{
}
