using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Integrity.Forms;
using S3Sync.Metadata;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;
using S3Sync.Storage.Local.Target;
using S3Sync.Storage.Local.Walk;

namespace S3Sync.Storage.Local;

/// <summary>Which end of the run a directory is: links are followed in the source and are entries of their own in the target.</summary>
internal enum LocalSide
{
    Source,
    Target,
}

/// <summary>A directory as one side of a run: listed in key order, read in slices, written through temporary files.</summary>
internal sealed class LocalStore : IStore, IDisposable
{
    private readonly string _root;
    private readonly LocalSide _side;
    private readonly long _configuredPartSize;
    private readonly WalkRules _rules;
    private readonly LocalFolders _folders;
    private readonly TargetNames _names;
    private readonly TargetCheck _check;
    private readonly LocalDeletion _deletion;

    /// <summary>Opens a side; nothing is touched yet.</summary>
    /// <param name="root">The absolute path of the directory, which need not exist.</param>
    /// <param name="side">Which side it is.</param>
    /// <param name="options">How it is walked.</param>
    /// <param name="configuredPartSize">The run's part size in bytes: the first that ETags are tried with.</param>
    /// <param name="isOwnObject">Whether a relative key (a folder's ends in <c>/</c>) is one of the run's own objects, which are never listed.</param>
    /// <param name="time">Tells how old a reading is.</param>
    public LocalStore(string root, LocalSide side, LocalOptions options, long configuredPartSize, Func<string, bool> isOwnObject, TimeProvider time)
    {
        _root = Path.TrimEndingDirectorySeparator(root);
        _side = side;
        _configuredPartSize = configuredPartSize;
        _rules = new(IsSource: side == LocalSide.Source, IgnoreLinks: side == LocalSide.Source && options.IgnoreSymlinks, isOwnObject, time);
        _folders = new(_root);
        _names = new(_root, () => new NameProbe(_root).Ask());
        _check = new(_root, _folders, _names);
        _deletion = new(_root, _folders);
    }

    /// <summary>The name of the one file that is the source, with the folder it is in as the root; null when the whole folder is.</summary>
    public string? OnlyFile { get; init; }

    /// <summary>Nothing is to be changed, not even what earlier runs left behind.</summary>
    public bool OnlyLooks
    {
        get => _rules.OnlyLooks;
        init => _rules = _rules with { OnlyLooks = value };
    }

    /// <summary>Whether the entries of files carry the state that they were in.</summary>
    public bool KeepsStamps
    {
        get => _rules.KeepsStamps;
        init => _rules = _rules with { KeepsStamps = value };
    }

    /// <inheritdoc/>
    /// <remarks>Temporary files of dead processes are removed on the way. A target that is not there is empty; a source that is not there is refused.</remarks>
    public IAsyncEnumerable<Listed> ListAsync(CancellationToken cancellationToken)
    {
        if (_side == LocalSide.Source && !Path.Exists(Path.Join(_root, OnlyFile)))
        {
            throw new SyncException(LocalProblems.SourceMissing(Path.Join(_root, OnlyFile)));
        }

        return OnlyFile is { } name ? ListOnly(name) : LocalWalk.ListAsync(_root, _rules, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>A digest is computed in one read, in the form of the one it is compared with; the file is not read when no form fits.</remarks>
    /// <exception cref="StorageException">The file is gone or changed (Changed), or cannot be read.</exception>
    public async Task<EntryDetails> DescribeAsync(Entry entry, DetailNeeds needs, CancellationToken cancellationToken)
    {
        // Once is enough when that is what is compared.
        using var sha256 = needs.Sha256 && needs.Like is not StoredEvidence.OfChecksum { Value: { Algorithm: ChecksumAlgorithm.Sha256, Type: ChecksumType.FullObject } } ? ContentHasher.Sha256() : null;
        var named = needs.Stored ? new EntryDetails { ContentType = ContentTypes.Guess(entry.Key) } : EntryDetails.None;
        if (needs.Like is not { } wanted || entry.Kind != EntryKind.Object)
        {
            return named;
        }

        var file = Probe(entry);
        using var candidates = new ContentCandidates(wanted, file.Size, _configuredPartSize, needs.PartSizes);
        if (!candidates.AnyFits)
        {
            return named;
        }

        await file.Whole().ForEachBlockAsync(
            block =>
            {
                candidates.Append(block.Span);
                sha256?.Append(block.Span);
            },
            cancellationToken);
        if (file.Changed() is { } changed)
        {
            throw new StorageException(changed, FailureKind.Changed);
        }

        return candidates.Finish() is { } match
            ? named with
            {
                Agrees = match.Agrees,
                Content = needs.PartSizes is null ? new(file.Facts.Stamp, match.Made, match.PartSize) { Sha256 = sha256 is null ? Sha256In(match.Made) : Convert.ToHexStringLower(sha256.Finish()) } : null,
            }
            : named;
    }

    private static string? Sha256In(StoredEvidence made) =>
        made is StoredEvidence.OfChecksum { Value: { Algorithm: ChecksumAlgorithm.Sha256, Type: ChecksumType.FullObject } digest } ? Convert.ToHexStringLower(Convert.FromBase64String(digest.Base64)) : null;

    /// <summary>The SHA-256 of an entry's file, with the state that the file was in.</summary>
    /// <exception cref="StorageException">The file is gone or is another one by now (Changed), or cannot be read.</exception>
    public async Task<HashedContent> DigestAsync(Entry entry, CancellationToken cancellationToken) => (await DigestAsync(entry, null, cancellationToken)).Content;

    /// <summary>The same, and whether the content has an ETag, as far as the form of that can be told; false when none is given.</summary>
    /// <inheritdoc cref="DigestAsync(Entry, CancellationToken)"/>
    public async Task<(HashedContent Content, bool Agrees)> DigestAsync(Entry entry, ETag? etag, CancellationToken cancellationToken)
    {
        var file = Probe(entry);
        if (file.Size != entry.Size || file.Modified != entry.Modified)
        {
            throw new StorageException(LocalProblems.FileChanged(file.Path), FailureKind.Changed);
        }

        using var hasher = ContentHasher.Sha256();
        using var candidates = etag is { } wanted ? new ContentCandidates(new StoredEvidence.OfETag(wanted), file.Size, _configuredPartSize) : null;
        await file.Whole().ForEachBlockAsync(
            block =>
            {
                hasher.Append(block.Span);
                candidates?.Append(block.Span);
            },
            cancellationToken);
        if (file.Changed() is { } changed)
        {
            throw new StorageException(changed, FailureKind.Changed);
        }

        var digest = hasher.Finish();
        var match = candidates?.Finish();
        var evidence = match?.Made ?? new StoredEvidence.OfChecksum(Checksum.OfDigest(ChecksumAlgorithm.Sha256, digest));
        return (new(file.Facts.Stamp, evidence, match?.PartSize ?? 0) { Sha256 = Convert.ToHexStringLower(digest) }, match is { Agrees: true });
    }

    /// <inheritdoc/>
    public Task<Entry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var isMarker = key.EndsWith('/');
        var path = PathOf(key.TrimEnd('/'));
        try
        {
            return Task.FromResult(FileFacts.Of(path, follow: _rules.IsSource) switch
            {
                { Kind: NodeKind.File } file when !isMarker => _rules.EntryOf(key, file),
                { Kind: NodeKind.Link } link when !isMarker => new Entry(key, EntryKind.Link, 0, link.Modified),
                { Kind: NodeKind.Folder } folder when isMarker => new Entry(key, EntryKind.Folder, 0, folder.Modified),
                _ => null,
            });
        }
        catch (IOException failure)
        {
            throw LocalFailures.Reading(path, failure);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var outcomes = new DeleteOutcome[entries.Count];
        for (var index = 0; index < outcomes.Length && !cancellationToken.IsCancellationRequested; index++)
        {
            outcomes[index] = DeleteOutcome.Of(_deletion.Delete(entries[index]));
        }

        return Task.FromResult<IReadOnlyList<DeleteOutcome>>(outcomes);
    }

    /// <summary>The absolute path of a key, in the operating system's own form.</summary>
    public string PathOf(string key) => Path.Join(_root, key);

    /// <summary>Why an entry of an S3 source cannot be written here; null when it can. Called once for each in key order, before anything is fetched.</summary>
    public Problem? CheckTarget(Entry sourceEntry) => _check.Check(sourceEntry);

    /// <summary>
    /// The key that a refused key protects here, with everything below it: what its path would lead to. Empty when the path is the root itself,
    /// which protects no entry.
    /// </summary>
    public string ProtectedPath(string key) => _names.Shown(LocalPath.Normalised(key));

    /// <summary>Looks at an entry's file now.</summary>
    /// <exception cref="StorageException">It is gone (Changed), is no regular file, or cannot be looked at.</exception>
    public SourceFile Probe(Entry entry) => SourceFile.Look(PathOf(entry.Key), _rules.IsSource);

    /// <summary>Begins to write a key: its folders are made, and the temporary file stands beside its final place.</summary>
    /// <exception cref="StorageException">There is no room, a link or file is in the way, or the folder cannot be written.</exception>
    public PartialFile CreatePartial(string key, long size) =>
        PartialFile.Create(PathOf(key), size, () => _folders.Make(key));

    /// <summary>Makes the folder of a marker, a key that ends in <c>/</c>.</summary>
    /// <exception cref="StorageException">A link or file is in the way, or the folder cannot be made.</exception>
    public void CreateFolder(string key) => _folders.Make(key);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private async IAsyncEnumerable<Listed> ListOnly(string name)
    {
        await Task.CompletedTask;
        yield return Only(name, PathOf(name));
    }

    private Listed Only(string name, string path)
    {
        try
        {
            return FileFacts.Of(path, follow: true) switch
            {
                { Kind: NodeKind.File } file => _rules.EntryOf(name, file),
                { Kind: NodeKind.Other } => new Withheld(name, LocalProblems.NotARegularFile(path), MakesListingIncomplete: false),
                null => throw new SyncException(LocalProblems.SourceMissing(path)),
                _ => throw new SyncException(LocalProblems.ChangedWhileListing(path)),
            };
        }
        catch (IOException failure)
        {
            throw new SyncException(LocalProblems.CannotLookAt(path, failure.Message), failure);
        }
    }
}
