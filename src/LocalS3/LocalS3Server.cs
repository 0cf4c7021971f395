using S3Sync.LocalS3.Authentication;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Hosting;
using S3Sync.LocalS3.Hosting.Certificates;
using S3Sync.LocalS3.Operations;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3;

/// <summary>An S3 endpoint in this process, over a folder or memory: the quick start, <c>serve</c>, and the server under the tests.</summary>
public sealed partial class LocalS3Server : IAsyncDisposable
{
    private readonly KestrelHost host;
    private readonly FolderLock? folderLock;
    private readonly S3Router router;
    private readonly ServerCertificates? certificates;

    private LocalS3Server(KestrelHost host, RequestPipeline pipeline, S3Router router, FolderLock? folderLock, ServerCertificates? certificates)
    {
        this.host = host;
        this.router = router;
        this.folderLock = folderLock;
        this.certificates = certificates;
        Faults = pipeline.Faults;
        Requests = pipeline.Log;
        Unexpected = pipeline.Failures;
    }

    /// <summary>Where clients find it, such as <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Endpoint => host.Endpoint;

    /// <summary>The PEM file of the CA that signed the https certificate; null over http.</summary>
    public string? CaCertificatePath => certificates?.CaPath;

    /// <summary>Faults planned by tests; empty unless somebody plans one.</summary>
    public FaultPlan Faults { get; }

    /// <summary>What was asked, when <see cref="LocalS3Settings.RequestLogCapacity"/> lets it be kept.</summary>
    public RequestLog Requests { get; }

    /// <summary>The last exceptions that were answered with 500 InternalError: each is a defect of the endpoint.</summary>
    public IReadOnlyList<Exception> Failures => Unexpected.Snapshot();

    private FailureLog Unexpected { get; }

    /// <summary>Throws <see cref="LocalS3Exception"/> (S3S606) when a folder holds something that no endpoint put there, as a start does; writes nothing.</summary>
    public static void CheckFolder(string folder) => StoreFolder.Check(folder);

    /// <summary>Starts listening; throws <see cref="LocalS3Exception"/> when the folder or the port cannot be had.</summary>
    public static async Task<LocalS3Server> StartAsync(LocalS3Settings settings, CancellationToken cancellationToken = default)
    {
        if (settings.Keys.Count == 0) throw LocalS3Exception.NoKeys();
        if (settings.Folder is not null) CheckFolder(settings.Folder);
        var held = new Stack<IDisposable>();
        try
        {
            var folderLock = settings.Folder is string folder ? LockOf(folder, settings.ReadOnly) : null;
            if (folderLock is not null) held.Push(folderLock);
            var certificates = settings.Https ? Keep(held, ServerCertificates.For(settings.ReadOnly ? null : settings.Folder, settings.Address, settings.Time)) : null;
            var sessions = new SessionKeys(settings.Time);
            var router = Keep(held, new S3Router(settings, sessions));
            var authenticator = new RequestAuthenticator(settings.Keys, settings.PublicBuckets, sessions, settings.Time) { TemporaryKeys = settings.TemporaryKeys };
            var pipeline = new RequestPipeline(settings, RequestPipeline.ByOperations(authenticator, router));
            var host = await KestrelHost.StartAsync(settings, certificates, pipeline, cancellationToken);
            return new LocalS3Server(host, pipeline, router, folderLock, certificates);
        }
        catch
        {
            while (held.TryPop(out var one)) one.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening, lets requests in flight end for a moment, cuts the rest, and gives the folder free.</summary>
    public async Task StopAsync()
    {
        await host.StopAsync();
        router.Dispose();
        certificates?.Dispose();
        folderLock?.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();

    private static FolderLock? LockOf(string folder, bool readOnly) => readOnly ? FolderLock.TakeToRead(folder) : FolderLock.Take(folder);

    private static T Keep<T>(Stack<IDisposable> held, T one) where T : IDisposable
    {
        held.Push(one);
        return one;
    }
}
