using System.Runtime.CompilerServices;
using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage;

namespace S3Sync.Manifests.Verification;

/// <summary>
/// Holds a manifest against a listing of its target: both come in key order, so one walk over both finds what is missing, different and too much, in
/// memory that does not grow. What has to be asked for is asked side by side, and told in key order.
/// </summary>
/// <param name="manifest">The manifest.</param>
/// <param name="store">Where it is held against.</param>
/// <param name="check">How an entry is looked at.</param>
/// <param name="tellsExtra">Whether a key that the manifest does not have is told of.</param>
/// <param name="workers">How many entries are looked at at a time.</param>
internal sealed class ManifestVerifier(ManifestReader manifest, IStore store, EntryCheck check, Func<string, bool> tellsExtra, int workers) : IDisposable
{
    // A large object must not stop the others behind it for long: so many more may be under way or waiting to be told.
    private const int WindowPerWorker = 8;

    private readonly SemaphoreSlim _seats = new(workers);
    private long _objects;
    private long _proven;
    private long _different;
    private long _extra;
    private long _unproven;

    /// <summary>Entries looked at so far; may be read from any thread.</summary>
    public long Objects => Interlocked.Read(ref _objects);

    /// <summary>Verifies; each finding is told once, in key order.</summary>
    /// <exception cref="SyncException">The manifest is damaged, or the target cannot be listed.</exception>
    public async Task<VerifyReport> RunAsync(string target, Action<VerifyFinding> tell, CancellationToken cancellationToken)
    {
        var trailer = await manifest.CheckAsync(cancellationToken);
        var waiting = new Queue<(bool IsExtra, Task<IReadOnlyList<VerifyFinding>> Looking)>();
        await foreach (var (entry, listed) in PairsAsync(cancellationToken))
        {
            if (Begin(entry, listed, cancellationToken) is { } looking)
            {
                waiting.Enqueue((entry is null, looking));
            }

            while (waiting.Count > workers * WindowPerWorker || (waiting.TryPeek(out var first) && first.Looking.IsCompleted))
            {
                var (isExtra, done) = waiting.Dequeue();
                Count(isExtra, await done, tell);
            }
        }

        while (waiting.TryDequeue(out var last))
        {
            Count(last.IsExtra, await last.Looking, tell);
        }

        if (trailer.Totals.Failed > 0)
        {
            _unproven += trailer.Totals.Failed;
            tell(new(null, VerifyKind.Unproven) { Problem = ManifestProblems.RecordedFailures(target, trailer.Totals.Failed) });
        }
        else if (manifest.Header.Verdict != Reporting.RunOutcome.Completed)
        {
            _unproven++;
            tell(new(null, VerifyKind.Unproven) { Problem = ManifestProblems.RecordedRunIncomplete(target) });
        }

        return new(manifest.Header, target, _objects, _proven, _different, _extra, _unproven);
    }

    public void Dispose() => _seats.Dispose();

    private Task<IReadOnlyList<VerifyFinding>>? Begin(ManifestEntry? entry, Listed? listed, CancellationToken cancellationToken)
    {
        if (entry is null)
        {
            return listed is Entry { Kind: not EntryKind.Folder } extra && tellsExtra(extra.Key)
                ? Task.FromResult<IReadOnlyList<VerifyFinding>>([new(extra.Key, VerifyKind.Extra)])
                : null;
        }

        Interlocked.Increment(ref _objects);
        return check.Listed(entry, listed) is { } finding ? Task.FromResult<IReadOnlyList<VerifyFinding>>([finding])
            : LookAsync(entry, (Entry)listed!, cancellationToken); // nothing speaks against it, so it is there
    }

    private async Task<IReadOnlyList<VerifyFinding>> LookAsync(ManifestEntry entry, Entry found, CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        try
        {
            return await check.LookAsync(entry, found, cancellationToken);
        }
        finally
        {
            _seats.Release();
        }
    }

    private void Count(bool isExtra, IReadOnlyList<VerifyFinding> findings, Action<VerifyFinding> tell)
    {
        _extra += isExtra ? 1 : 0;
        var isDifferent = !isExtra && findings.Any(static finding => finding.Kind != VerifyKind.Unproven);
        _different += isDifferent ? 1 : 0;
        _unproven += !isDifferent && !isExtra && findings.Count > 0 ? 1 : 0;
        _proven += findings.Count == 0 ? 1 : 0;
        foreach (var finding in findings)
        {
            tell(finding);
        }
    }

    private async IAsyncEnumerable<(ManifestEntry? Entry, Listed? Listed)> PairsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var entries = manifest.EntriesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var listing = store.ListAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var entry = await entries.MoveNextAsync() ? entries.Current : null;
        var listed = await listing.MoveNextAsync() ? listing.Current : null;
        Withheld? over = null;
        while (entry is not null || listed is not null)
        {
            var order = entry is null ? 1 : listed is null ? -1 : KeyOrder.Compare(entry.Key, listed.Key);
            over = order >= 0 && listed is Withheld withheld ? withheld : over;

            // What lies in a folder that cannot be read is not missing: nobody knows.
            yield return (order <= 0 ? entry : null, order >= 0 ? listed : over is not null && IsBelow(entry!.Key, over.Key) ? over : null); // an order below 0 has an entry
            entry = order > 0 ? entry : await entries.MoveNextAsync() ? entries.Current : null;
            listed = order < 0 ? listed : await listing.MoveNextAsync() ? listing.Current : null;
        }
    }

    private static bool IsBelow(string key, string folder) => key.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
