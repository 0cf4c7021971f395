using System.Runtime.CompilerServices;
using S3Sync.Entries;
using S3Sync.Manifests;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;

namespace S3Sync;

/// <summary>
/// The target as the manifest of an earlier run says it is, in place of its listing: one GET. A manifest that is missing, damaged, of another place
/// or of a run that did not end well is not relied on, and the target is listed.
/// </summary>
/// <param name="job">The run.</param>
/// <param name="place">Where the manifest is kept, for people.</param>
/// <param name="fetch">Fetches the manifest; null when there is none.</param>
/// <param name="target">The target.</param>
/// <param name="ledger">Told why a manifest is not relied on.</param>
internal sealed class RecordedTarget(SyncJob job, string place, Func<CancellationToken, Task<ManifestReader?>> fetch, IStore target, RunLedger ledger)
{
    private const char FolderEnd = '/';
    private const string Scheme = "s3://";

    /// <summary>The target's entries in key order. Of what the manifest does not name, nothing is known and nothing is said.</summary>
    public async IAsyncEnumerable<Listed> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var manifest = await OpenAsync(cancellationToken);
        var listed = manifest is null ? target.ListAsync(cancellationToken)
            : job.Options.Compare.VerifyRemote ? HeldAgainst(manifest, cancellationToken)
            : manifest.EntriesAsync(cancellationToken).Select(static entry => (Listed)EntryOf(entry));
        await foreach (var entry in listed.WithCancellation(cancellationToken))
        {
            yield return entry;
        }
    }

    // Nothing is decided by a manifest before the whole of it is known to be sound.
    private async Task<ManifestReader?> OpenAsync(CancellationToken cancellationToken)
    {
        ManifestReader? manifest = null;
        Problem problem;
        try
        {
            manifest = await fetch(cancellationToken);
            if (manifest is null)
            {
                // As before every first run: nothing is less complete for it.
                await ledger.TellAsync(new SyncEvent.Noted(RecordProblems.NoManifestYet(place)));
                return null;
            }

            if (WhyForeign(manifest.Header) is { } why)
            {
                problem = RecordProblems.ManifestNotTrusted(place, why);
            }
            else
            {
                await manifest.CheckAsync(cancellationToken);
                return manifest;
            }
        }
        catch (SyncException failure)
        {
            problem = RecordProblems.ManifestNotTrusted(place, failure.Problem.Message);
        }

        manifest?.Dispose();
        await ledger.TellAsync(new SyncEvent.Warned(null, problem));
        return null;
    }

    private string? WhyForeign(ManifestHeader header) =>
        header.Verdict != RunOutcome.Completed ? $"the run that wrote it has not completed: {header.Verdict.ToString().ToLowerInvariant()}"
        : Whole(header.Target) != Whole(job.Target.ToString()!) ? $"it is of another target, {header.Target}" // locations have texts
        : !SyncJob.IsOneEndpoint(header.Endpoint, RunRecord.EndpointOf(job)) ? $"it is of another endpoint, {header.Endpoint ?? "which it does not name"}"
        : null;

    // A bucket without a prefix may end in a slash or not; prefixes are plain text, so that site and site/ are two places.
    private static string Whole(string url) =>
        url.StartsWith(Scheme, StringComparison.Ordinal) && !url.AsSpan(Scheme.Length).Contains(FolderEnd) ? url + FolderEnd : url;

    // What both have under a key is the listed one, held against what was recorded; what the target has alone is nobody's business here.
    private async IAsyncEnumerable<Listed> HeldAgainst(ManifestReader manifest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var recorded = manifest.EntriesAsync(cancellationToken).Select(static entry => (Listed)EntryOf(entry));
        await foreach (var pair in Pairing.JoinAsync(target.ListAsync(cancellationToken), recorded, cancellationToken))
        {
            if (pair.Source is Withheld hidden)
            {
                yield return hidden;
            }
            else if (pair is { Source: Entry found, Target: Entry said })
            {
                // Of what was recorded without an ETag the size alone could be held against it, which proves nothing: it is compared as any other.
                yield return found.Size == said.Size && said.ETag is null ? found
                    : found with { Recorded = said.Recorded! with { IsRefuted = found.Size != said.Size || found.ETag != said.ETag } }; // each has one
            }
        }
    }

    private static Entry EntryOf(ManifestEntry entry) =>
        new(entry.Key, entry.Key.EndsWith(FolderEnd) ? EntryKind.Marker : EntryKind.Object, entry.Size, default, entry.ETag)
        {
            Recorded = new(entry.IsDigestStored ? entry.Sha256 : null, entry.VersionId) { Checksums = entry.Checksums, Headers = entry.Headers },
        };
}
