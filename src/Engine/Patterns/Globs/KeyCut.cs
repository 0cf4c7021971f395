using System.Buffers;

namespace S3Sync.Patterns.Globs;

/// <summary>A key that is cut at its slashes for a moment, without an allocation however many segments it has.</summary>
internal readonly ref struct KeyCut
{
    /// <summary>How many segments keys usually have at most; room for more is rented.</summary>
    public const int UsualSegments = 32;

    private readonly int[]? _rented;

    /// <summary>Cuts a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="room">Room for <see cref="UsualSegments"/> segments.</param>
    public KeyCut(ReadOnlySpan<char> key, Span<int> room)
    {
        var count = KeySegments.CountOf(key);
        _rented = count > room.Length ? ArrayPool<int>.Shared.Rent(count) : null;
        Segments = KeySegments.Of(key, _rented ?? room);
    }

    /// <summary>The segments.</summary>
    public KeySegments Segments { get; }

    /// <summary>Gives back what was rented.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<int>.Shared.Return(_rented);
        }
    }
}
