namespace S3Sync.Integrity.Forms;

/// <summary>
/// The ETags that local content would have in the form of a given one, all computed side by side in one read: the MD5 of the whole when the
/// wanted tag has no part count, whatever the content's size, and one digest for each fitting part size otherwise.
/// </summary>
internal sealed class ETagCandidates : IDisposable
{
    private readonly ETag _wanted;
    private readonly long _size;
    private readonly List<Form> _forms = [];
    private long _appended;

    /// <summary>Prepares the forms that content of <paramref name="size"/> bytes can have; none for an opaque tag.</summary>
    public ETagCandidates(ETag wanted, long size, long configuredPartSize)
    {
        _wanted = wanted;
        _size = size;
        if (wanted.IsMultipart)
        {
            _forms.AddRange(ETagForms.PartSizes(size, wanted.PartCount, configuredPartSize).Select(part => new Form(part)));
        }
        else if (wanted.IsDigest)
        {
            _forms.Add(new Form(null));
        }
    }

    /// <summary>Whether there is anything to compute: false when no form fits, and the content need not be read.</summary>
    public bool AnyFits => _forms.Count > 0;

    /// <summary>The size in bytes of the parts of the tag that <see cref="Finish"/> gave; 0 for the digest of the whole.</summary>
    public long PartSize { get; private set; }

    /// <summary>Adds content.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        _appended += content.Length;
        foreach (var form in _forms)
        {
            form.Append(content);
        }
    }

    /// <summary>The wanted tag when one form makes it; else the first form's tag, which differs; null when no form fits or the content was not of the given size.</summary>
    public ETag? Finish()
    {
        if (_appended != _size || !AnyFits)
        {
            return null;
        }

        var made = _forms.ConvertAll(form => form.Finish());
        var found = made.FindIndex(tag => string.Equals(tag.Value, _wanted.Value, StringComparison.OrdinalIgnoreCase));
        PartSize = _forms[Math.Max(0, found)].PartSize;
        return found < 0 ? made[0] : _wanted;
    }

    /// <inheritdoc/>
    public void Dispose() => _forms.ForEach(form => form.Dispose());

    private sealed class Form(long? partSize) : IDisposable
    {
        private readonly ContentHasher _md5 = ContentHasher.Md5();
        private readonly List<byte[]> _parts = [];
        private long _room = partSize ?? long.MaxValue;

        public long PartSize => partSize ?? 0;

        public void Append(ReadOnlySpan<byte> content)
        {
            while (content.Length >= _room)
            {
                _md5.Append(content[..(int)_room]);
                content = content[(int)_room..];
                EndPart();
            }

            _md5.Append(content);
            _room -= content.Length;
        }

        public ETag Finish()
        {
            if (partSize is null)
            {
                return ETag.OfContent(_md5.Finish());
            }

            if (_room < partSize || _parts.Count == 0)
            {
                EndPart();
            }

            return ETag.OfParts(_parts);
        }

        public void Dispose() => _md5.Dispose();

        private void EndPart()
        {
            _parts.Add(_md5.Finish());
            _room = partSize ?? long.MaxValue;
        }
    }
}
