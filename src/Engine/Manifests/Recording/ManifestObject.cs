using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Manifests.Recording;

/// <summary>A manifest as an object: stored by one verified PUT, and fetched into a temporary file to be read as often as is needed.</summary>
internal static class ManifestObject
{
    // "PutObject", Amazon S3 API Reference: 5 GB in a single operation.
    private const long MostBytes = 5L << 30;
    private const int BufferSize = 1 << 16;

    /// <summary>Fetches a manifest; null when there is none.</summary>
    /// <param name="store">The bucket.</param>
    /// <param name="key">The full key.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SyncException">It cannot be read, or is no manifest.</exception>
    public static async Task<ManifestReader?> FetchAsync(S3Store store, string key, CancellationToken cancellationToken)
    {
        var place = store.PlaceOf(key);
        var file = SpillFile.Create();
        try
        {
            await using var received = await store.Objects.GetAsync(key, null, null, cancellationToken);
            await received.Body.CopyToAsync(file, cancellationToken);
            file.Position = 0;
        }
        catch (StorageException failure)
        {
            await file.DisposeAsync();
            return failure.Kind == FailureKind.Gone ? null : throw new SyncException(ManifestProblems.ManifestUnreadable(place, Problem.Quoted(failure.Problem.Message)), failure);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        return await ManifestReader.OpenAsync(file, place, cancellationToken);
    }

    /// <summary>Stores what <paramref name="write"/> writes. Never cancelled: what was done is to be known.</summary>
    /// <exception cref="StorageException">It could not be stored, or is not what was sent.</exception>
    public static async Task StoreAsync(S3Store store, string key, string contentType, Action<Stream> write)
    {
        var temporary = Path.Join(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(file);
            }

            await PutAsync(store, key, contentType, temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task PutAsync(S3Store store, string key, string contentType, string path)
    {
        var (place, length) = (store.PlaceOf(key), new FileInfo(path).Length);
        if (length > MostBytes)
        {
            throw new StorageException(ManifestProblems.TooLarge(place, length), FailureKind.Permanent);
        }

        var (md5, sha256) = Digests(path);
        var body = new RequestBody
        {
            Length = length,
            Open = () => File.OpenRead(path),
            Sha256Hex = Convert.ToHexStringLower(sha256),
            ContentMd5 = store.Location.IsDirectoryBucket ? null : Convert.ToBase64String(md5),
        };
        var stored = await store.Objects.PutAsync(key, body, new() { ContentType = contentType }, CancellationToken.None);
        if (stored is { Encryption: null or "AES256", ETag: { IsDigest: true } tag } && !store.Location.IsDirectoryBucket && tag != ETag.OfContent(md5))
        {
            throw new StorageException(IntegrityProblems.StoredDiffers(place, "ETag", ETag.OfContent(md5).Value, tag.Value), FailureKind.Broken);
        }
    }

    private static (byte[] Md5, byte[] Sha256) Digests(string path)
    {
        using var file = File.OpenRead(path);
        using var md5 = ContentHasher.Md5();
        using var sha256 = ContentHasher.Sha256();
        var buffer = new byte[BufferSize];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            md5.Append(buffer.AsSpan(0, read));
            sha256.Append(buffer.AsSpan(0, read));
        }

        return (md5.Finish(), sha256.Finish());
    }
}
