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

    private RunRecord(SyncJob job, TimeProvider time)
    {
        _job = job;
        _time = time;
        Sink = new ManifestSink(_draft);
    }

    /// <summary>Sees every event of the run.</summary>
    public IEventSink Sink { get; }

    /// <summary>The record that was asked for; null when none was, or the run writes nothing.</summary>
    public static RunRecord? Of(SyncJob job, TimeProvider time) => ManifestPlaces.IsRecorded(job.Options) ? new(job, time) : null;

    /// <summary>Writes what was asked for, each whole or not at all; what could not be written is a problem. Never cancelled.</summary>
    public async Task<(ManifestReceipt? Receipt, IReadOnlyList<Problem> Problems)> WriteAsync(SyncReport report, DateTimeOffset began)
    {
        var problems = new List<Problem>();
        var receipt = _job.Options.Report.Manifest is { } place ? await TryWriteAsync(place, HeaderOf(report, began), problems) : null;
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

    private async Task<ManifestReceipt?> TryWriteAsync(Location place, ManifestHeader header, List<Problem> problems)
    {
        try
        {
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
        var isLines = TextOf(place).EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || _draft.Count > MostInDocument;
        ManifestTrailer? trailer = null;
        void Write(Stream stream)
        {
            using var writer = new ManifestWriter(stream, _draft, isLines);
            trailer = writer.Write(header);
        }

        if (place is S3Location stored)
        {
            using var bucket = Composition.ManifestBucket(_job, stored, _time);
            await ManifestObject.StoreAsync(bucket, stored.Prefix, isLines ? "application/x-ndjson" : "application/json", Write);
        }
        else
        {
            WholeFile.Write(((LocalLocation)place).Path, Write);
        }

        return new(TextOf(place), trailer!.Digest, trailer.Totals.Objects, trailer.Totals.Unproven, isLines); // written above
    }

    private ManifestHeader HeaderOf(SyncReport report, DateTimeOffset began) => new()
    {
        Target = TextOf(_job.Target),
        Endpoint = Named(_job.Target, _job.Options.TargetS3),
        Verdict = report.Outcome,
        Run = new()
        {
            Source = TextOf(_job.Source),
            SourceEndpoint = Named(_job.Source, _job.Options.SourceS3),
            Began = began,
            Ended = _time.GetUtcNow(),
            Origin = _job.Options.Report.Origin,
            Problems = report.RunProblems,
        },
    };

    private static string TextOf(Location place) => place.ToString()!; // every location says where it is

    // An address may hold a password, as a mistake; the record is for everybody.
    private static string? Named(Location location, S3SideOptions side) =>
        location is S3Location && side is { IsOwnEndpoint: false, EndpointUrl: { } url } && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            ? parsed.UserInfo.Length == 0 ? url : parsed.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : null;
}
