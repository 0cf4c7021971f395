using S3Sync.LocalS3.Objects.Storage;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Objects;

/// <summary>The multipart uploads of a bucket that have not ended. Not thread-safe: the bucket's lock guards it.</summary>
/// <param name="discard">Removes the bytes of parts that belong to nothing any more.</param>
internal sealed class UploadTable(Action<IEnumerable<StoredPart>> discard)
{
    private readonly Dictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _uploads.Count;

    /// <summary>Every upload, in no order.</summary>
    public IEnumerable<MultipartUpload> All => _uploads.Values;

    /// <summary>An upload; null when it ended or never was.</summary>
    public MultipartUpload? Find(string id) => _uploads.GetValueOrDefault(id);

    /// <summary>An upload that has not ended.</summary>
    public MultipartUpload Require(string id) => Find(id) ?? throw S3Errors.NoSuchUpload(id);

    /// <summary>An upload whose parts are still these: one that was stored anew since somebody looked is another part.</summary>
    public void RequireParts(string id, IReadOnlyList<StoredPart> parts)
    {
        var stored = Require(id).Parts;
        if (parts.FirstOrDefault(part => !ReferenceEquals(stored.GetValueOrDefault(part.Number)?.Segment, part.Segment)) is { } changed)
        {
            throw S3Errors.InvalidPart(changed.Number);
        }
    }

    /// <summary>Applies what happened to the uploads.</summary>
    public void Apply(JournalRecord record)
    {
        if (record.Upload is { } upload)
        {
            _uploads[upload.Id] = upload;
        }

        if (record.Part is { } uploaded)
        {
            Store(_uploads[uploaded.UploadId].Parts, uploaded.Part);
        }

        if (record.Ended is { } id && _uploads.Remove(id, out var ended))
        {
            var kept = record.Put?.Content?.Parts.Select(part => part.Segment).ToHashSet() ?? [];
            discard(ended.Parts.Values.Where(part => !kept.Contains(part.Segment)));
        }
    }

    private void Store(SortedDictionary<int, StoredPart> parts, StoredPart part)
    {
        discard(parts.TryGetValue(part.Number, out var replaced) ? [replaced] : []);
        parts[part.Number] = part;
    }
}
