namespace S3Sync.Integrity.Forms;

/// <summary>What content has in the form of given evidence.</summary>
/// <param name="Agrees">Whether it is the given evidence.</param>
/// <param name="Made">The content's own: the given one when it agrees, else that of the first form that fits.</param>
/// <param name="PartSize">The size in bytes of the parts it is over; 0 when it is over the whole, or the parts have different sizes.</param>
internal sealed record ContentMatch(bool Agrees, StoredEvidence Made, long PartSize);

/// <summary>
/// The ETags or checksums that local content would have in the form of a given one, all computed side by side in one read: that of the whole
/// when the given one has no part count, whatever the content's size, and one for each fitting part size otherwise.
/// </summary>
internal sealed class ContentCandidates : IDisposable
{
    private readonly StoredEvidence _wanted;
    private readonly long _size;
    private readonly List<Form> _forms = [];
    private long _appended;

    /// <summary>Prepares the forms that content of <paramref name="size"/> bytes can have; none for an opaque tag.</summary>
    /// <param name="wanted">What is stored elsewhere.</param>
    /// <param name="size">The content's size in bytes.</param>
    /// <param name="configuredPartSize">The run's own part size in bytes, the first that is tried.</param>
    /// <param name="partSizes">The very parts it is over, where they are known; null to try the sizes in use.</param>
    public ContentCandidates(StoredEvidence wanted, long size, long configuredPartSize, IReadOnlyList<long>? partSizes = null)
    {
        _wanted = wanted;
        _size = size;
        if (wanted is StoredEvidence.OfETag { Value.IsDigest: false })
        {
            return;
        }

        if (!wanted.IsOverParts)
        {
            _forms.Add(new(wanted, [], 0));
        }
        else if (partSizes is not null)
        {
            _forms.AddRange(partSizes.Sum() == size ? [new Form(wanted, partSizes, 0)] : []);
        }
        else
        {
            _forms.AddRange(ETagForms.PartSizes(size, PartsOf(wanted), configuredPartSize).Select(part => new Form(wanted, [], part)));
        }
    }

    /// <summary>Whether there is anything to compute: false when no form fits, and the content need not be read.</summary>
    public bool AnyFits => _forms.Count > 0;

    /// <summary>Adds content.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        _appended += content.Length;
        foreach (var form in _forms)
        {
            form.Append(content);
        }
    }

    /// <summary>What the content has; null when no form fits or the content was not of the given size.</summary>
    public ContentMatch? Finish()
    {
        if (_appended != _size || !AnyFits)
        {
            return null;
        }

        var made = _forms.ConvertAll(form => (Verdict: _wanted.Judge(form.Finish()), form.PartSize));
        var found = made.FindIndex(one => one.Verdict is not Verdict.Disagrees);
        return found >= 0 ? new(true, _wanted, made[found].PartSize) : new(false, MadeBy(made[0].Verdict), made[0].PartSize);
    }

    /// <inheritdoc/>
    public void Dispose() => _forms.ForEach(form => form.Dispose());

    private static int PartsOf(StoredEvidence wanted) => wanted switch
    {
        StoredEvidence.OfETag tag => tag.Value.PartCount,
        StoredEvidence.OfChecksum checksum => checksum.Value.Parts,
        _ => 0,
    };

    private StoredEvidence MadeBy(Verdict verdict)
    {
        var actual = ((Verdict.Disagrees)verdict).Actual; // only those are asked for
        return _wanted is StoredEvidence.OfChecksum { Value.Algorithm: var algorithm }
            ? new StoredEvidence.OfChecksum(Checksum.Parse(algorithm, actual))
            : new StoredEvidence.OfETag(new ETag(actual));
    }

    // Parts of given sizes, or of one size, or the whole as the only part.
    private sealed class Form(StoredEvidence wanted, IReadOnlyList<long> sizes, long partSize) : IDisposable
    {
        private readonly ContentHasher _hasher = wanted.Digest is { } algorithm ? ContentHasher.For(algorithm) : ContentHasher.Md5();
        private readonly List<(byte[] Digest, long Length)> _parts = [];
        private long _room = RoomOf(sizes, partSize, 0);
        private long _filled;

        public long PartSize => partSize;

        public void Append(ReadOnlySpan<byte> content)
        {
            while (content.Length >= _room)
            {
                var room = (int)_room;
                Take(content[..room]);
                content = content[room..];
                EndPart();
            }

            Take(content);
        }

        public List<(byte[] Digest, long Length)> Finish()
        {
            if (_filled > 0 || _parts.Count == 0)
            {
                EndPart();
            }

            return _parts;
        }

        public void Dispose() => _hasher.Dispose();

        private static long RoomOf(IReadOnlyList<long> sizes, long partSize, int part) =>
            part < sizes.Count ? sizes[part] : partSize > 0 ? partSize : long.MaxValue;

        private void Take(ReadOnlySpan<byte> content)
        {
            _hasher.Append(content);
            _filled += content.Length;
            _room -= content.Length;
        }

        private void EndPart()
        {
            _parts.Add((_hasher.Finish(), _filled));
            _filled = 0;
            _room = RoomOf(sizes, partSize, _parts.Count);
        }
    }
}
