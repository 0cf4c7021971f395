using System.Runtime.CompilerServices;

namespace S3Sync.Entries;

/// <summary>Every version of one key that is there, delete markers included.</summary>
/// <param name="Key">The relative key.</param>
/// <param name="Versions">At least one; the oldest first, the latest last.</param>
internal sealed record VersionHistory(string Key, IReadOnlyList<Entry> Versions) : Listed(Key)
{
    /// <summary>The version that is current, or the delete marker that hides the key.</summary>
    public Entry Latest => Versions[^1];

    /// <summary>
    /// Gathers a listing of versions by key. Endpoints tell the newest version of a key first ("ListObjectVersions", Amazon S3 API Reference), and that
    /// order is the order they were made in; their times are told to the second and could not tell it. Memory is the largest history.
    /// </summary>
    public static async IAsyncEnumerable<Listed> GatherAsync(IAsyncEnumerable<Listed> listing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var versions = new List<Entry>();
        await foreach (var listed in listing.WithCancellation(cancellationToken))
        {
            if (versions.Count > 0 && (listed is not Entry || listed.Key != versions[0].Key))
            {
                yield return Finish(versions);
            }

            if (listed is Entry entry)
            {
                versions.Add(entry);
            }
            else
            {
                yield return listed;
            }
        }

        if (versions.Count > 0)
        {
            yield return Finish(versions);
        }
    }

    private static VersionHistory Finish(List<Entry> newestFirst)
    {
        var history = new VersionHistory(newestFirst[0].Key, [.. Enumerable.Reverse(newestFirst)]);
        newestFirst.Clear();
        return history;
    }
}
