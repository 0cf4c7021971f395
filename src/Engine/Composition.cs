using System.Security.Cryptography;
using S3Sync.Entries;
using S3Sync.Entries.Rules;
using S3Sync.Hashes;
using S3Sync.Integrity.Md5Lanes;
using S3Sync.Limits;
using S3Sync.Manifests.Recording;
using S3Sync.Options;
using S3Sync.Patterns.Globs;
using S3Sync.Planning;
using S3Sync.Planning.Comparing;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Side;
using S3Sync.Transfers;
using S3Sync.Transfers.Copy;
using S3Sync.Transfers.Download;
using S3Sync.Transfers.Restamping;
using S3Sync.Transfers.Stages;
using S3Sync.Transfers.Upload;
using S3Sync.Transfers.Versions;

namespace S3Sync;

/// <summary>The only place that wires collaborators: everything a run is made of, from a job.</summary>
internal sealed class Composition : IDisposable
{
    /// <summary>What relayed content may hold in buffers at a time.</summary>
    private const int RelayMebibytes = 64;

    private readonly IStore _source;
    private readonly IStore _target;
    private readonly AdaptiveLimit _limit;
    private readonly SeatBudget _seats;
    private readonly BufferBudget _buffers = new(RelayMebibytes);
    private readonly DeleteGuard _guard = new();
    private readonly Md5Queue _md5s = new(Md5Batch.Lanes);
    private readonly HashCache? _hashes;
    private readonly PlanRules _rules;
    private readonly EntryFilter _filter;
    private readonly GlobSet? _protected;
    private readonly RuleSet? _headerRules;
    private readonly Problem? _idleRules;
    private readonly S3Store? _onto;
    private readonly RecordedTarget? _recorded;
    private readonly RateLimits _rates;

    private Composition(SyncJob job, RunLedger ledger, TimeProvider time, RunRecord? record)
    {
        var options = job.Options;
        _limit = new(Math.Max(options.Transfer.WorkerSize, options.Transfer.MaxParallelUploads), time);
        _seats = new(_limit, options.Transfer.MaxParallelUploads);
        _rates = new(TokenBucket.Of(options.Transfer.RateLimitObjects, time), TokenBucket.Of(options.Transfer.RateLimitBandwidth, time));
        _source = Open(job.Source, job, LocalSide.Source, ledger, time);
        _target = Open(job.Target, job, LocalSide.Target, ledger, time);
        _hashes = CachePlaceOf(job) is { } place ? HashCache.Open(place, time) : null;
        var local = _target as LocalStore;
        _headerRules = local is null ? RuleSet.Of(options.Rules) : null;
        _idleRules = job.Target is LocalLocation folder && options.Rules.Count > 0 ? RuleProblems.NoEffect(folder.Path, options.Rules.Count) : null;
        _onto = ChecksHeaders(options) ? OpenOntoItself(job, ledger, time) : null;
        _rules = PlanRules.Of(options, (_source as LocalStore)?.OnlyFile is not null);
        _recorded = RecordedOf(job, ledger, time, record);
        _filter = new(options.Filter);
        _protected = _rules.Deletes ? GlobSet.Of(options.Delete.Protect) : null;
        Func<Task> beforeChange = record is null ? static () => Task.CompletedTask : record.BeforeChangeAsync;
        var planner = new Planner(_filter, Compare(options, local is not null, ledger.KeepsRecords), entry => local?.CheckTarget(entry), _rules)
        {
            Details = DetailFilter.Of(options.Filter, _source),
            Source = _source,
            Target = _rules.LooksUp ? _target : null,
            Protected = _protected,
            Tags = options.Metadata.SyncLatestTagging ? new(_source, _target) : null,
            Hidden = HiddenBy(job),
            Headers = _onto is not null && _target is S3Store stamped ? new HeaderCheck(stamped, CopyOnto(_onto, job, ledger), !options.Metadata.DisableTagging, time) : null,
        };
        Deletes = new();
        Sorter = new(planner, Deletes, _guard, ledger, key => local?.ProtectedPath(key) ?? key) { Hashes = _hashes, Rules = _headerRules };
        Stage = new(TransferOf(job, ledger), planner, ledger, options, time)
        {
            Hashes = _hashes,
            Records = ledger.KeepsRecords ? new(_source as LocalStore, local, _hashes) { RulesOf = key => _headerRules?.NamesFor(key) ?? [] } : null,
            Rates = _rates,
            BeforeChange = beforeChange,
            Tags = (_target as S3Store)?.Tags,
            Versions = options.Versions.Enabled && _target is S3Store bucket ? new(bucket, ledger, options.DryRun) { Rates = _rates, FiltersByDetails = planner.Details is not null } : null,
            Status = options.Status.Enabled ? new(planner, _source, _target, options) : null,
        };
        DeleteStage = new(_target, PlaceOf, local is null, _guard, ledger) { MaxDelete = options.Delete.MaxDelete, Rates = _rates, BeforeChange = beforeChange };
    }

    /// <summary>The planned deletes.</summary>
    public DeleteList Deletes { get; }

    /// <summary>Sorts planned actions.</summary>
    public ActionSorter Sorter { get; }

    /// <summary>Carries out transfers.</summary>
    public TransferStage Stage { get; }

    /// <summary>Deletes last.</summary>
    public DeleteStage DeleteStage { get; }

    /// <summary>Wires a run. Throws <see cref="SyncException"/> when a side cannot be connected to; no request is sent.</summary>
    public static Composition Of(SyncJob job, RunLedger ledger, TimeProvider time, RunRecord? record) =>
        new(job.WithImplied(), ledger, time, record);

    /// <summary>Connects to the bucket that a manifest is stored in, by the way to the target, or to the source when the target is a directory.</summary>
    /// <exception cref="SyncException">The options cannot lead to a connection.</exception>
    public static S3Store ManifestBucket(SyncJob job, S3Location place, TimeProvider time) => S3Store.Open(
        place with { Prefix = "" },
        job.Target is S3Location ? job.Options.TargetS3 : job.Options.SourceS3,
        job.Options.Retry,
        new() { Connection = job.Options.Connection, Protection = job.Target is S3Location ? job.Options.Protection with { Acl = null } : new() },
        time,
        Jitter);

    /// <summary>Connects to what a manifest is held against.</summary>
    /// <exception cref="SyncException">The options cannot lead to a connection.</exception>
    public static IStore OpenToVerify(VerifyJob job, Location target, TimeProvider time)
    {
        var own = ManifestPlaces.OwnKeys(target, target, new() { Manifest = job.Manifest });
        bool IsOwn(string key) => own.Contains(key) || OwnObjects.Contains(key);
        return target switch
        {
            S3Location bucket => S3Store.Open(bucket, job.Options.TargetS3, job.Options.Retry, SettingsToVerify(job) with { IsOwnObject = IsOwn }, time, Jitter),
            LocalLocation folder => new LocalStore(folder.Path, LocalSide.Source, job.Options.Local, job.Options.Transfer.MultipartChunkSize, IsOwn, time) { OnlyLooks = true },
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, null),
        };
    }

    /// <summary>Connects to the bucket that a manifest is read from.</summary>
    /// <exception cref="SyncException">The options cannot lead to a connection.</exception>
    public static S3Store BucketToVerify(VerifyJob job, S3Location place, TimeProvider time) =>
        S3Store.Open(place with { Prefix = "" }, job.Options.TargetS3, job.Options.Retry, SettingsToVerify(job), time, Jitter);

    private static S3StoreSettings SettingsToVerify(VerifyJob job) => new()
    {
        Connection = job.Options.Connection,
        MaxParallelListings = job.Options.Transfer.MaxParallelListings,
    };

    /// <summary>Both listings, joined.</summary>
    public IAsyncEnumerable<EntryPair> PairsAsync(CancellationToken cancellationToken) =>
        Pairing.JoinAsync(
            _source.ListAsync(cancellationToken),
            !_rules.ListsTarget ? AsyncEnumerable.Empty<Listed>() : _recorded?.ListAsync(cancellationToken) ?? _target.ListAsync(cancellationToken),
            cancellationToken);

    /// <summary>
    /// Makes sure that neither side holds the other: an endpoint may come from the environment or a profile, which only the connection knows.
    /// </summary>
    /// <exception cref="SyncException">One does.</exception>
    public void RequireApart()
    {
        if (_source is S3Store from && _target is S3Store to && SyncJob.Overlap(from.Location, from.Endpoint, to.Location, to.Endpoint))
        {
            throw new SyncException(RunProblems.SamePlace(from.Location.ToString(), to.Location.ToString()));
        }
    }

    /// <summary>Looks whether the buckets keep the versions that are asked for; the answer is what to warn of.</summary>
    /// <exception cref="SyncException">They do not, or do not tell.</exception>
    public Task<Problem?> RequireVersionsAsync(VersionOptions asked, CancellationToken cancellationToken) =>
        new VersionRequirement(_source as S3Store, _target as S3Store).CheckAsync(asked, cancellationToken);

    /// <summary>What the cache of hashes has to say before anything is listed; null when nothing.</summary>
    public Problem? HashComplaint => _hashes?.Complaint;

    /// <summary>
    /// The patterns that have matched nothing; none when a side was not seen whole, or is a single file that they are not all about. What somebody
    /// else has put beside the target's own objects, and is protected, a manifest does not know.
    /// </summary>
    public IEnumerable<Problem> PatternComplaints => _guard.IncompleteSide is not null || (_source as LocalStore)?.OnlyFile is not null ? []
        : (_headerRules?.Unused() ?? []).Select(static unused => RuleProblems.PatternUnused(unused.Rule.Origin, unused.Rule.Name, unused.IsExclude ? "exclude" : "match", unused.Text))
            .Concat(_filter.UnusedExcludes.Select(RuleProblems.ExcludeUnused))
            .Concat((_recorded is null ? _protected?.Unused ?? [] : []).Select(RuleProblems.ProtectUnused));

    /// <summary>What the two sides have to say before anything is asked of them.</summary>
    public IEnumerable<Problem> SideComplaints => new[] { _source, _target }.OfType<S3Store>().Select(static store => store.Complaint).OfType<Problem>()
        .Concat(_idleRules is null ? [] : [_idleRules]);

    /// <summary>Writes what is remembered for the next run; the problem when that failed.</summary>
    public Problem? SaveHashes() => _hashes?.Save();

    public void Dispose()
    {
        Deletes.Dispose();
        _hashes?.Dispose();
        _seats.Dispose();
        _limit.Dispose();
        _buffers.Dispose();
        _onto?.Dispose();
        (_source as IDisposable)?.Dispose();
        (_target as IDisposable)?.Dispose();
    }

    private IStore Open(Location location, SyncJob job, LocalSide side, RunLedger ledger, TimeProvider time) => location switch
    {
        LocalLocation local => OpenLocal(local.Path, side, job, time),
        S3Location bucket => S3Store.Open(bucket, side == LocalSide.Source ? job.Options.SourceS3 : job.Options.TargetS3, job.Options.Retry, SettingsFor(bucket, side, job, ledger), time, Jitter),
        _ => throw new ArgumentOutOfRangeException(nameof(location), location, null),
    };

    // A source may be one file: its folder is the root, and nothing else in it is looked at.
    private static LocalStore OpenLocal(string path, LocalSide side, SyncJob job, TimeProvider time)
    {
        var folder = side == LocalSide.Source && File.Exists(path) ? Path.GetDirectoryName(path) : null;
        if (folder is not null && job.Options.Delete.Enabled)
        {
            throw new SyncException(RunProblems.DeleteWithSingleFile(path));
        }

        return new(folder ?? path, side, job.Options.Local, job.Options.Transfer.MultipartChunkSize, OwnObjectsOf(job), time)
        {
            OnlyFile = folder is null ? null : Path.GetFileName(path),
            KeepsStamps = job.Options.Compare.HashCache is not null,
            OnlyLooks = job.Options.DryRun || job.Options.Status.Enabled,
        };
    }

    private S3StoreSettings SettingsFor(S3Location bucket, LocalSide side, SyncJob job, RunLedger ledger) => new()
    {
        DropOneLeadingSlash = DropsSlash(job, bucket),
        IsOwnObject = side == LocalSide.Source ? OwnObjectsIn(ManifestPlaces.OwnKeysIn(job.Source, job.Target, job.Options.Report)) : OwnObjectsOf(job),
        MaxParallelListings = job.Options.Transfer.MaxParallelListings,
        Connection = job.Options.Connection,
        Protection = side == LocalSide.Target ? job.Options.Protection : new(),
        CopySource = side == LocalSide.Target ? job.Options.SourceS3 : new(),
        ReadRate = side == LocalSide.Source ? _rates.Bytes : null,
        SendRate = side == LocalSide.Target && job.Source is LocalLocation ? _rates.Bytes : null,
        OnThrottled = _limit.Throttled,
        OnAttempt = ledger.Wanted.HasFlag(EventDetails.Requests)
            ? ended => ledger.TellAsync(new SyncEvent.Requested(ended.Operation, ended.Place, ended.Number, ended.Status, ended.Duration))
            : null,
        OnRetry = (place, attempt, problem) => ledger.TellAsync(new SyncEvent.RequestRetried(place, attempt, problem)),
        ListsVersions = job.Options.Versions.Enabled,
        BindsDeletes = job.Options.Transfer.IfMatch,
        PointInTime = side == LocalSide.Source ? job.Options.Versions.PointInTime : null,
    };

    private static CachePlace? CachePlaceOf(SyncJob job) =>
        job.Options.Compare.HashCache is not { } path ? null
            : job.Source is LocalLocation source ? new(path, source.Path, OfSource: true, IsReadOnly: job.Options.DryRun || job.Options.Status.Enabled)
            : job.Target is LocalLocation target ? new(path, target.Path, OfSource: false, IsReadOnly: job.Options.DryRun || job.Options.Status.Enabled)
            : null;

    private static Func<string, bool> OwnObjectsOf(SyncJob job) =>
        OwnObjectsIn([.. ManifestPlaces.OwnKeys(job.Source, job.Target, job.Options.Report), .. new[] { CachePlaceOf(job)?.KeyInRoot() }.OfType<string>()]);

    private static Func<string, bool> OwnObjectsIn(IEnumerable<string> keys)
    {
        var own = keys.ToHashSet(StringComparer.Ordinal);
        return own.Count > 0 ? key => own.Contains(key) || OwnObjects.Contains(key) : OwnObjects.Contains;
    }

    // Of a directory, it was looked at before the run.
    private static Func<string, Problem?> HiddenBy(SyncJob job)
    {
        var cache = CachePlaceOf(job) is { OfSource: false } place ? place.KeyInRoot() : null;
        var own = ManifestPlaces.OwnKeysIn(job.Target, job.Target, job.Options.Report).Concat(new[] { cache }.OfType<string>()).ToHashSet(StringComparer.Ordinal);
        return job.Source is S3Location && own.Count > 0 ? key => own.Contains(key) ? ManifestProblems.HidesObject(key) : null : static _ => null;
    }

    // Many runners retry at the same moment after a throttled answer: jitter has to differ between them.
    private static double Jitter() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    // Towards a directory the original strips leading slashes, which makes `s3://bucket/prefix` mean what its users expect.
    private static bool DropsSlash(SyncJob job, S3Location bucket) =>
        job.Target is LocalLocation && bucket.Prefix.Length > 0 && !bucket.Prefix.EndsWith('/');

    private IComparison Compare(SyncOptions options, bool targetIsLocal, bool keepsRecords)
    {
        var local = targetIsLocal ? _target : _source as LocalStore;
        var sides = new ContentSides(_source, _target, local, _hashes, options.Transfer.MultipartChunkSize) { NeedsSha256 = keepsRecords || options.Compare.Manifest };
        var time = new TimeAndSizeComparison(targetIsLocal);
        var etag = new ETagComparison(sides, options.Transfer.AutoChunkSize);
        // A report is of contents: times only save the look at them.
        var looksAtTime = !options.Status.Enabled;
        return (options.Compare.Rule, options.Compare.ChecksumAlgorithm) switch
        {
            (CompareRule.TimeAndSize, _) when looksAtTime => time,
            (CompareRule.Size, _) => new SizeComparison(),
            (CompareRule.TimeAndETag, _) when looksAtTime => new TimeFirstComparison(time, etag),
            (CompareRule.ETag or CompareRule.TimeAndSize or CompareRule.TimeAndETag, _) => etag,
            (CompareRule.Content, _) when options.Compare.Manifest => new RecordedComparison(sides, ByContent(sides)),
            (CompareRule.Content, _) => ByContent(sides),
            (CompareRule.TimeAndChecksum, { } algorithm) when looksAtTime => new TimeFirstComparison(time, new ChecksumComparison(sides, algorithm)),
            (CompareRule.Checksum or CompareRule.TimeAndChecksum, { } algorithm) => new ChecksumComparison(sides, algorithm),
            var rule => throw new ArgumentOutOfRangeException(nameof(options), rule, null),
        };
    }

    private static ETagComparison ByContent(ContentSides sides) => new(sides, asksForParts: true) { TakesChecksums = true };

    // A report is of what is there now.
    private RecordedTarget? RecordedOf(SyncJob job, RunLedger ledger, TimeProvider time, RunRecord? record) =>
        job.Options is { Compare.Manifest: true, Status.Enabled: false, Report.Manifest: S3Location kept }
            ? new(job, kept.ToString(), token => FetchManifestAsync(job, kept, time, record, token), _target, ledger)
            : null;

    private static async Task<Manifests.ManifestReader?> FetchManifestAsync(SyncJob job, S3Location kept, TimeProvider time, RunRecord? record, CancellationToken cancellationToken)
    {
        using var bucket = ManifestBucket(job, kept, time);
        var found = await Manifests.Recording.ManifestObject.FetchAsync(bucket, kept.Prefix, cancellationToken);
        record?.FoundOurs();
        return found;
    }

    private ITransfer TransferOf(SyncJob job, RunLedger ledger) => (_source, _target) switch
    {
        (LocalStore from, S3Store to) => new FileUpload(from, to, WriterTo(to, job, ledger), HeadersFor(to, job), job.Options.Transfer),
        (S3Store from, LocalStore to) => new ObjectDownload(from, to, _seats, _md5s, ledger, job.Options),
        (S3Store from, S3Store to) when job.Options.Transfer.ServerSideCopy =>
            new ServerCopy(from, to, WriterTo(to, job, ledger), HeadersFor(to, job), job.Options.Transfer),
        (S3Store from, S3Store to) => RelayOf(from, to, job, ledger),
        _ => throw new SyncException(RunProblems.NoS3Side(job.Source.ToString()!, job.Target.ToString()!)), // records always have a text
    };

    private RelayCopy RelayOf(S3Store from, S3Store to, SyncJob job, RunLedger ledger)
    {
        var writer = WriterTo(to, job, ledger);
        var parts = new RelayParts(new(from, job.Options.Transfer.MultipartChunkSize), to, writer, _buffers);
        return new(from, to, writer, parts, HeadersFor(to, job), job.Options);
    }

    private ObjectWriter WriterTo(S3Store to, SyncJob job, RunLedger ledger)
    {
        var digester = new BodyDigester(DigestNeeds.Of(job.Options.Integrity, to.Location.IsDirectoryBucket, to.IsEncrypted), _md5s);
        return new(to, new(to, job.Options.Integrity), digester, _seats, _buffers, ledger);
    }

    // What must not be written over is not written over for its headers; and a copy onto itself would add to a history what its source has not.
    private bool ChecksHeaders(SyncOptions options) =>
        _headerRules is not null && options.Compare.CheckHeaders && !options.Transfer.IfNoneMatch && !options.Versions.Enabled && !options.Status.Enabled;

    // The target once more, as its own source: its customer key opens what is copied, and what the options say of new objects does not concern it.
    private S3Store? OpenOntoItself(SyncJob job, RunLedger ledger, TimeProvider time) => job.Target is not S3Location bucket ? null
        : S3Store.Open(bucket, job.Options.TargetS3, job.Options.Retry, SettingsFor(bucket, LocalSide.Target, job, ledger) with { CopySource = job.Options.TargetS3, Protection = new() }, time, Jitter);

    private ServerCopy CopyOnto(S3Store bucket, SyncJob job, RunLedger ledger)
    {
        var verification = new WriteVerification(bucket, job.Options.Integrity with { RequireVerification = false });
        var writer = new ObjectWriter(bucket, verification, new(new(Md5: false, Sha256: false, null), _md5s), _seats, _buffers, ledger);
        return new(bucket, bucket, writer, HeadersFor(bucket, job), job.Options.Transfer) { IsOntoItself = true };
    }

    private static WrittenHeaders HeadersFor(S3Store to, SyncJob job) => new(job.Options.Metadata, to.Location.IsDirectoryBucket, job.Options.Versions.Enabled) { Conditions = job.Options.Transfer };

    private string PlaceOf(Entry entry) => _target is S3Store bucket ? bucket.FullKey(entry) : ((LocalStore)_target).PathOf(entry.Key);
}
