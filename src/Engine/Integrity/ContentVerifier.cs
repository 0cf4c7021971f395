using S3Sync.Integrity.Md5Lanes;

namespace S3Sync.Integrity;

/// <summary>
/// Compares content that arrives in ranges, side by side, with what is stored: each range is digested once while it passes; what exists
/// only front to back is digested by <see cref="Front"/>. No byte is read again for it.
/// </summary>
internal sealed class ContentVerifier : IDisposable
{
    private readonly IReadOnlyList<StoredEvidence> _evidence;
    private readonly PartLayout _ranges;
    private readonly byte[]?[][] _digests;
    private readonly Md5Queue? _queue;
    private readonly bool _needsSha256;

    /// <summary>Prepares for content cut into <paramref name="ranges"/>; evidence over parts needs the source's own cut.</summary>
    /// <param name="evidence">What is stored.</param>
    /// <param name="ranges">The cut.</param>
    /// <param name="queue">Computes MD5s of ranges and contents side by side; null for content too small for that.</param>
    /// <param name="needsSha256">Compute the SHA-256 of the whole as well.</param>
    public ContentVerifier(IReadOnlyList<StoredEvidence> evidence, PartLayout ranges, Md5Queue? queue, bool needsSha256 = false)
    {
        _queue = queue;
        _evidence = evidence;
        _ranges = ranges;
        var single = ranges.Parts.Count == 1;
        ChecksumAlgorithm?[] recorded = needsSha256 ? [ChecksumAlgorithm.Sha256] : [];
        ByRange = [.. evidence.Where(item => single || item.FollowsFromRanges).Select(item => item.Digest).Concat(single ? recorded : []).Distinct()];
        var whole = evidence.Where(item => !single && !item.FollowsFromRanges).Select(item => item.Digest).Concat(single ? [] : recorded).Distinct().ToList();
        _needsSha256 = needsSha256;
        Front = whole.Count == 0 ? null : new(whole, queue);
        _digests = new byte[ranges.Parts.Count][][];
    }

    /// <summary>The digests each range needs; null stands for MD5.</summary>
    public IReadOnlyList<ChecksumAlgorithm?> ByRange { get; }

    /// <summary>Digests the content front to back; null when nothing needs it.</summary>
    public DigestSet? Front { get; }

    /// <summary>The SHA-256 of the whole content in lower-case hex, after <see cref="Conclude"/>; null when it was not asked for.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>The digests of one range that is about to arrive; a range that arrives again begins again.</summary>
    public DigestSet Begin() => new(ByRange, _queue);

    /// <summary>Keeps a range's digests. Ranges may finish in any order, each on its own thread.</summary>
    public void Finish(PartRange range, DigestSet digests) => _digests[range.Number - 1] = digests.Finish();

    /// <summary>One verdict for each piece of evidence, after every range has finished.</summary>
    public IReadOnlyList<Verdict> Conclude()
    {
        var front = Front?.Finish();
        if (_needsSha256)
        {
            var whole = Front is not null && front is not null ? front[Front.IndexOf(ChecksumAlgorithm.Sha256)] : _digests[0][IndexOf(ChecksumAlgorithm.Sha256)];
            Sha256 = Convert.ToHexStringLower(whole!); // every range has finished
        }

        return [.. _evidence.Select(item => item.Judge(DigestsFor(item, front)))];
    }

    public void Dispose() => Front?.Dispose();

    private int IndexOf(ChecksumAlgorithm? digest) => ((List<ChecksumAlgorithm?>)[.. ByRange]).IndexOf(digest);

    private List<(byte[] Digest, long Length)> DigestsFor(StoredEvidence item, byte[][]? front)
    {
        if (Front is not null && front is not null && !item.FollowsFromRanges)
        {
            return [(front[Front.IndexOf(item.Digest)], _ranges.Length)];
        }

        var index = IndexOf(item.Digest);
        return [.. _ranges.Parts.Select(range => (_digests[range.Number - 1][index]!, range.Length))]; // every range has finished
    }
}

/// <summary>Several digests over the same bytes, computed chunk by chunk while the chunk is in cache. Null stands for MD5.</summary>
internal sealed class DigestSet : IDisposable
{
    /// <summary>
    /// The bytes of a content to read, digest and leave before more comes: the chunks of all lanes together stay in a core's cache.
    /// </summary>
    public const int ChunkSize = 64 << 10;

    private readonly IReadOnlyList<ChecksumAlgorithm?> _kinds;
    private readonly ContentHasher[] _hashers;
    private readonly Md5Stream? _joined;

    /// <summary>Begins the digests; an MD5 is computed beside those of other contents when there is a queue for it.</summary>
    public DigestSet(IReadOnlyList<ChecksumAlgorithm?> kinds, Md5Queue? queue = null)
    {
        _kinds = kinds;
        _hashers = new ContentHasher[kinds.Count];
        for (var index = 0; index < kinds.Count; index++)
        {
            _hashers[index] = kinds[index] is { } algorithm ? ContentHasher.For(algorithm)
                : queue is null ? ContentHasher.Md5()
                : _joined = queue.Open();
        }
    }

    /// <summary>Where a digest is in the answer of <see cref="Finish"/>.</summary>
    public int IndexOf(ChecksumAlgorithm? kind)
    {
        for (var index = 0; index < _kinds.Count; index++)
        {
            if (_kinds[index] == kind)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Adds content.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        foreach (var hasher in _hashers)
        {
            hasher.Append(content);
        }
    }

    /// <summary>Adds a chunk, which is read until the returned task is done and not afterwards.</summary>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> chunk)
    {
        foreach (var hasher in _hashers)
        {
            if (hasher != _joined)
            {
                hasher.Append(chunk.Span);
            }
        }

        return _joined?.AppendAsync(chunk) ?? ValueTask.CompletedTask;
    }

    /// <summary>Adds content of any length in chunks.</summary>
    public async ValueTask AppendInChunksAsync(ReadOnlyMemory<byte> content)
    {
        for (var rest = content; rest.Length > 0;)
        {
            var length = Math.Min(ChunkSize, rest.Length);
            await AppendAsync(rest[..length]);
            rest = rest[length..];
        }
    }

    /// <summary>The digests, in the order of the kinds.</summary>
    public byte[][] Finish() => Array.ConvertAll(_hashers, static hasher => hasher.Finish());

    public void Dispose()
    {
        _joined?.Dispose();
        foreach (var hasher in _hashers)
        {
            hasher.Dispose();
        }
    }
}
