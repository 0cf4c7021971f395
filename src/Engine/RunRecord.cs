using S3Sync.Manifests;
using S3Sync.Manifests.Recording;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;

namespace S3Sync;

/// <summary>The written record of one run: gathered while it goes on, and written after it as a manifest and a list of digests.</summary>
internal sealed class RunRecord : IDisposable
{
    // Up to here a document can be read whole by any tool; above, it is lines.
    private const long MostInDocument = 1_000_000;

    private readonly SyncJob _job;
    private readonly TimeProvider _time;
    private readonly ManifestDraft _draft = new();
    private readonly Lazy<Task> _beforeChange;
    private readonly Lazy<Task> _requireOurs;
    private bool _isOurs;

    private RunRecord(SyncJob job, TimeProvider time)
    {
        _job = job;
        _time = time;
        _beforeChange = new(TakeBackAsync);
        _requireOurs = new(RequireOursAsync);
        Sink = new ManifestSink(_draft);
    }

    /// <summary>Sees every event of the run.</summary>
    public IEventSink Sink { get; }

    /// <summary>The record that was asked for; null when none was, or the run writes nothing.</summary>
    public static RunRecord? Of(SyncJob job, TimeProvider time) => ManifestPlaces.IsRecorded(job.Options) ? new(job, time) : null;

    /// <summary>The object in the manifest's place was read, and is a manifest or is not there.</summary>
    public void FoundOurs() => _isOurs = true;

    /// <summary>
    /// Called before each change of the target. The first one puts a manifest of a run that has not ended in the place of an earlier one: from here on
    /// that is no longer so, and a run that is killed could not say it.
    /// </summary>
    /// <exception cref="SyncException">It cannot be stored, or what is there is no manifest.</exception>
    public Task BeforeChangeAsync() => _beforeChange.Value;

    /// <summary>Writes what was asked for, each whole or not at all; what could not be written is a problem. Never cancelled.</summary>
    public async Task<(ManifestReceipt? Receipt, IReadOnlyList<Problem> Problems)> WriteAsync(SyncReport report, DateTimeOffset began)
    {
        var problems = new List<Problem>();
        var receipt = _job.Options.Report.Manifest is { } place && _beforeChange is not { IsValueCreated: true, Value.IsFaulted: true } ? await TryWriteAsync(place, HeaderOf(report, began), problems) : null;
        if (_job.Options.Report.Checksums is { } path)
        {
            try
            {
                WholeFile.Write(path, stream => ChecksumList.Write(stream, _draft));
            }
            catch (SystemException failure) when (failure is IOException or UnauthorizedAccessException)
            {
                problems.Add(ManifestProblems.Unwritable(path, Problem.Quoted(failure.Message)));
            }
        }

        return (receipt, problems);
    }

    public void Dispose() => _draft.Dispose();

    // Only a target in S3 is ever taken for what a manifest says.
    private async Task TakeBackAsync()
    {
        await _requireOurs.Value;
        if (_job is not { Options.Report.Manifest: S3Location place, Target: S3Location })
        {
            return;
        }

        try
        {
            var now = _time.GetUtcNow();
            using var nothing = new ManifestDraft();
            await StoreAsync(place, nothing, HeaderOf(RunOutcome.Cancelled, now, now, [RecordProblems.RunNotEnded(TextOf(_job.Target))]));
        }
        catch (Exception failure) when (failure is StorageException or SyncException or IOException or UnauthorizedAccessException)
        {
            var cause = (failure as StorageException)?.Problem ?? (failure as SyncException)?.Problem;
            throw new SyncException(ManifestProblems.UnwritableBefore(TextOf(place), Problem.Quoted(cause?.ToString() ?? failure.Message)), failure);
        }
    }

    private async Task RequireOursAsync()
    {
        if (!_isOurs && _job.Options.Report.Manifest is S3Location place)
        {
            using var bucket = Composition.ManifestBucket(_job, place, _time);
            if (await ManifestPlaces.IsForeignAsync(bucket, place.Prefix))
            {
                throw new SyncException(ManifestProblems.WouldReplaceObject(TextOf(place)));
            }
        }
    }

    private async Task<ManifestReceipt?> TryWriteAsync(Location place, ManifestHeader header, List<Problem> problems)
    {
        try
        {
            await _requireOurs.Value;
            return await WriteAsync(place, header);
        }
        catch (SystemException failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(ManifestProblems.Unwritable(TextOf(place), Problem.Quoted(failure.Message)));
        }
        catch (StorageException failure)
        {
            problems.Add(ManifestProblems.Unwritable(TextOf(place), Problem.Quoted(failure.Problem.ToString())));
        }
        catch (SyncException failure)
        {
            problems.Add(ManifestProblems.Unwritable(TextOf(place), Problem.Quoted(failure.Problem.ToString())));
        }

        return null;
    }

    private async Task<ManifestReceipt> WriteAsync(Location place, ManifestHeader header)
    {
        var isLines = IsLines(place, _draft);
        ManifestTrailer? trailer = null;
        if (place is S3Location stored)
        {
            trailer = await StoreAsync(stored, _draft, header);
        }
        else
        {
            WholeFile.Write(((LocalLocation)place).Path, stream => trailer = Write(stream, _draft, isLines, header));
        }

        return new(TextOf(place), trailer!.Digest, trailer.Totals.Objects, trailer.Totals.Unproven, isLines); // written above
    }

    private async Task<ManifestTrailer> StoreAsync(S3Location place, ManifestDraft draft, ManifestHeader header)
    {
        var isLines = IsLines(place, draft);
        ManifestTrailer? trailer = null;
        using var bucket = Composition.ManifestBucket(_job, place, _time);
        await ManifestObject.StoreAsync(bucket, place.Prefix, isLines ? "application/x-ndjson" : "application/json", stream => trailer = Write(stream, draft, isLines, header));
        return trailer!; // written above
    }

    private static ManifestTrailer Write(Stream stream, ManifestDraft draft, bool isLines, ManifestHeader header)
    {
        using var writer = new ManifestWriter(stream, draft, isLines);
        return writer.Write(header);
    }

    private static bool IsLines(Location place, ManifestDraft draft) => TextOf(place).EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || draft.Count > MostInDocument;

    private ManifestHeader HeaderOf(SyncReport report, DateTimeOffset began) => HeaderOf(report.Outcome, began, _time.GetUtcNow(), report.RunProblems);

    private ManifestHeader HeaderOf(RunOutcome verdict, DateTimeOffset began, DateTimeOffset ended, IReadOnlyList<Problem> problems) => new()
    {
        Target = TextOf(_job.Target),
        Endpoint = EndpointOf(_job),
        Verdict = verdict,
        Run = new()
        {
            Source = TextOf(_job.Source),
            SourceEndpoint = Named(_job.Source, _job.Options.SourceS3),
            Began = began,
            Ended = ended,
            Origin = _job.Options.Report.Origin,
            Problems = problems,
        },
    };

    /// <summary>The target's endpoint as a manifest names it; null unless the user named one.</summary>
    public static string? EndpointOf(SyncJob job) => Named(job.Target, job.Options.TargetS3);

    private static string TextOf(Location place) => place.ToString()!; // every location says where it is

    // An address may hold a password, as a mistake; the record is for everybody.
    private static string? Named(Location location, S3SideOptions side) =>
        location is S3Location && side is { IsOwnEndpoint: false, EndpointUrl: { } url } && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            ? parsed.UserInfo.Length == 0 ? url : parsed.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : null;
}
