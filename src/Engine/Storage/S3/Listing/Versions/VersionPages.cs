using System.Runtime.CompilerServices;
using S3Sync.Entries;
using S3Sync.Problems;

namespace S3Sync.Storage.S3.Listing.Versions;

/// <summary>Reads ListObjectVersions page after page.</summary>
internal sealed class VersionPages(S3Requests requests, S3Client client)
{
    private readonly PageRequests _pages = new(requests, client);

    /// <summary>Every version and delete marker whose key begins with <paramref name="prefix"/>: keys in the endpoint's order, of each key the newest first.</summary>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="after">The key before the first; null for the beginning.</param>
    /// <param name="upTo">The last key that may come; null for the end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ListedObject> ReadAsync(string prefix, string? after, string? upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (VersionMarker? from = after is null ? null : new VersionMarker(after, null); ;)
        {
            var page = await PageAsync(prefix, from, cancellationToken);
            foreach (var found in page.Versions)
            {
                if (upTo is not null && KeyOrder.Compare(found.Key, upTo) > 0)
                {
                    yield break;
                }

                yield return found;
            }

            if (!page.IsTruncated)
            {
                yield break;
            }

            from = Continuation(page, from, prefix);
        }
    }

    /// <summary>
    /// What was current at an instant: of each key the newest version that is not later, unless that is a delete marker. Versions
    /// are told to the second, so one that was made within the instant's second belongs to it.
    /// </summary>
    public async IAsyncEnumerable<ListedObject> ReadAtAsync(
        DateTimeOffset instant, string prefix, string? after, string? upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? decided = null;
        await foreach (var found in ReadAsync(prefix, after, upTo, cancellationToken))
        {
            if (found.Key == decided || found.Modified > instant)
            {
                continue;
            }

            decided = found.Key;
            if (!found.IsDeleteMarker)
            {
                yield return found;
            }
        }
    }

    // An endpoint that does not name the last version it told means the last one of the page.
    private VersionMarker Continuation(VersionPage page, VersionMarker? asked, string prefix)
    {
        var last = page.Next ?? (page.Versions is [.., var version] ? new VersionMarker(version.Key, version.VersionId) : null);
        return last is { } next && next != asked ? next : throw new SyncException(StoreProblems.ListingStuck(requests.PlaceOf(prefix)));
    }

    private Task<VersionPage> PageAsync(string prefix, VersionMarker? from, CancellationToken cancellationToken) =>
        _pages.SendAsync(
            S3Call.ListVersions,
            prefix,
            request => request.Query("key-marker", from?.Key).Query("version-id-marker", from?.VersionId).Query("versions", ""),
            VersionPage.Parse,
            cancellationToken);
}
