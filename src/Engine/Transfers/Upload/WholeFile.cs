using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.Transfers.Ordered;

namespace S3Sync.Transfers.Upload;

/// <summary>
/// The SHA-256 of a file that is uploaded in parts side by side: a pass of its own, front to back, close behind the parts, so that it reads from
/// the page cache. That it read what was uploaded is proven by the parts' checksums, where those make one of the whole; and in any case the
/// file is in the same state before and after.
/// </summary>
internal sealed class WholeFile : IAsyncDisposable
{
    private readonly SourceFile _file;
    private readonly Stream _content;
    private readonly DigestSet _digests;
    private readonly FileFront _front;

    /// <summary>Opens the file once more.</summary>
    /// <param name="file">The file as the upload looked at it.</param>
    /// <param name="layout">The upload's parts.</param>
    /// <param name="checksum">What the parts are digested with; null when nothing that can be combined.</param>
    public WholeFile(SourceFile file, PartLayout layout, ChecksumAlgorithm? checksum)
    {
        _file = file;
        _content = file.Whole().Open();
        _digests = new(checksum is { } proof ? [ChecksumAlgorithm.Sha256, proof] : [ChecksumAlgorithm.Sha256]);
        _front = new((_, buffer, token) => _content.ReadAsync(buffer, token), layout, _digests);
    }

    /// <summary>The SHA-256 in lower-case hex; null before <see cref="Conclude"/>.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>A part has been stored.</summary>
    public Task FinishedAsync(PartRange range, CancellationToken cancellationToken) => _front.FinishedAsync(range, cancellationToken);

    /// <summary>Ends the pass and compares it with what was uploaded.</summary>
    /// <exception cref="StorageException">It has read something else (Changed).</exception>
    public void Conclude(IReadOnlyList<WrittenPart> parts)
    {
        var made = _digests.Finish();
        if (made.Length > 1 && parts[0].Checksum is { Algorithm: var algorithm })
        {
            var sent = MultipartChecksum.FullObject(algorithm, parts.Select(static part => (Convert.FromBase64String(part.Checksum!.Base64), part.Range.Length)).ToList()); // all parts have what the first has
            if (sent != Checksum.OfDigest(algorithm, made[1]))
            {
                throw new StorageException(LocalProblems.FileChanged(_file.Path), FailureKind.Changed);
            }
        }

        Sha256 = Convert.ToHexStringLower(made[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        _digests.Dispose();
    }
}
