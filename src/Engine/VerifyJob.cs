using S3Sync.Manifests;
using S3Sync.Manifests.Verification;
using S3Sync.Options;
using S3Sync.Patterns.Globs;
using S3Sync.Problems;

namespace S3Sync;

/// <summary>What is to be proven: a manifest, where it is held against the world, and how far.</summary>
public sealed record VerifyJob
{
    /// <summary>The manifest: a file, or an object.</summary>
    public required Location Manifest { get; init; }

    /// <summary>Where the objects are; null for the place that the manifest names.</summary>
    public Location? Target { get; init; }

    /// <summary>How far to look.</summary>
    public VerifyLevel Level { get; init; }

    /// <summary>Tell also of objects that the manifest does not have.</summary>
    public bool TellsExtra { get; init; }

    /// <summary>Globs of what may be there beside the manifest's objects, such as what others put there: <see cref="TellsExtra"/> does not tell of it.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>How S3 is reached, by what is said of the target; for the manifest as well.</summary>
    public SyncOptions Options { get; init; } = new();

    /// <summary>Everything that is wrong with the patterns and with how S3 is to be reached; no request is sent.</summary>
    public IReadOnlyList<Problem> Check() => [.. RuleChecks.CheckGlobs("exclude", Exclude), .. SideChecks.Check(Manifest, Target ?? Manifest, Options)];
}

/// <summary>Proves that what a manifest says is still there.</summary>
public sealed class VerifyEngine : IDisposable
{
    private readonly VerifyJob _job;
    private readonly TimeProvider _time;
    private readonly ManifestReader _manifest;
    private ManifestVerifier? _running;

    private VerifyEngine(VerifyJob job, ManifestReader manifest, Location target, TimeProvider time)
    {
        _job = job;
        _manifest = manifest;
        Target = target;
        _time = time;
    }

    /// <summary>Where the objects are looked for.</summary>
    public Location Target { get; }

    /// <summary>Entries looked at so far; may be read from any thread.</summary>
    public long Objects => Volatile.Read(ref _running)?.Objects ?? 0;

    /// <summary>Opens the manifest and finds out where to look; nothing is looked at yet.</summary>
    /// <exception cref="SyncException">There is no manifest, it is none, or it names an endpoint and the options do not.</exception>
    public static async Task<VerifyEngine> OpenAsync(VerifyJob job, TimeProvider time, CancellationToken cancellationToken)
    {
        var manifest = await OpenManifestAsync(job, time, cancellationToken);
        try
        {
            var recorded = Locate(manifest.Header.Target);
            if (job.Target is null && recorded is S3Location && manifest.Header.Endpoint is { } endpoint && job.Options.TargetS3.EndpointUrl is null)
            {
                // A manifest may come from anywhere: where credentials are sent is not for it to say.
                throw new SyncException(ManifestProblems.EndpointNeeded(job.Manifest.ToString()!, endpoint)); // a location has a text
            }

            return new(job, manifest, job.Target ?? recorded, time);
        }
        catch
        {
            manifest.Dispose();
            throw;
        }
    }

    /// <summary>Verifies; each finding is told once, in key order.</summary>
    /// <exception cref="SyncException">The manifest is damaged, or the target cannot be listed.</exception>
    public async Task<VerifyReport> RunAsync(Action<VerifyFinding> tell, CancellationToken cancellationToken)
    {
        var store = Composition.OpenToVerify(_job, Target, _time);
        try
        {
            var check = new EntryCheck(store, _job.Level, IsRecordedPlace, _job.Options.Retry.ObjectRetryCount);
            using var verifier = new ManifestVerifier(_manifest, store, check, TellsExtra(), _job.Options.Transfer.WorkerSize);
            Volatile.Write(ref _running, verifier);
            return await verifier.RunAsync(Target.ToString()!, tell, cancellationToken); // every location says where it is
        }
        finally
        {
            (store as IDisposable)?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _manifest.Dispose();

    // A bucket of the same name at another endpoint is another place.
    private bool IsRecordedPlace => Target == Locate(_manifest.Header.Target)
        && (_manifest.Header.Endpoint is not { } endpoint || SyncJob.IsOneEndpoint(endpoint, _job.Options.TargetS3.EndpointUrl));

    private Func<string, bool> TellsExtra()
    {
        var excluded = GlobSet.Of(_job.Exclude);
        return _job.TellsExtra ? key => excluded?.Covers(key) != true : static _ => false;
    }

    private static async Task<ManifestReader> OpenManifestAsync(VerifyJob job, TimeProvider time, CancellationToken cancellationToken)
    {
        if (job.Manifest is LocalLocation file)
        {
            return await ManifestReader.OpenAsync(file.Path, cancellationToken);
        }

        var place = (S3Location)job.Manifest;
        using var bucket = Composition.BucketToVerify(job, place, time);
        return await Manifests.Recording.ManifestObject.FetchAsync(bucket, place.Prefix, cancellationToken)
            ?? throw new SyncException(ManifestProblems.ManifestMissing(place.ToString()));
    }

    private static Location Locate(string text)
    {
        const string scheme = "s3://";
        if (!text.StartsWith(scheme, StringComparison.Ordinal))
        {
            return new LocalLocation(text);
        }

        var rest = text[scheme.Length..].Split('/', 2);
        return new S3Location(rest[0], rest.Length > 1 ? rest[1] : "");
    }
}
