using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using S3Sync.LocalS3.Authentication;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Buckets;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>Finds the operation that a request asks for and carries it out, over the store that the settings name.</summary>
internal sealed class S3Router : IDisposable
{
    private readonly LocalS3Settings _settings;
    private readonly IReadOnlyList<Route> _routes;

    /// <summary>Opens the store.</summary>
    /// <exception cref="InvalidDataException">What the folder holds is damaged.</exception>
    public S3Router(LocalS3Settings settings, SessionKeys sessions)
    {
        _settings = settings;
        _routes = Routes.All(new(sessions));
        Store = ObjectStore.Open(settings);
    }

    /// <summary>All buckets.</summary>
    public ObjectStore Store { get; }

    /// <summary>Answers a request; a refusal is thrown.</summary>
    /// <exception cref="S3ErrorException">The request is refused.</exception>
    public async Task HandleAsync(HttpContext context, AuthenticatedRequest authenticated, CancellationToken cancellationToken)
    {
        var rawTarget = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        var target = RequestTarget.Parse(rawTarget, context.Request.Host.Host);
        var request = new S3Request(context, authenticated, target, Store);
        SupportedHeaders.Check(request);
        var route = Find(request, target.Bucket is null ? RouteScope.Service : target.Key is null ? RouteScope.Bucket : RouteScope.Object);
        if (_settings.ReadOnly && !route.Reads)
        {
            throw S3Errors.AccessDenied();
        }

        if (route.Scope != RouteScope.Service && !route.MakesBucket)
        {
            request.Bucket = Bucket(request.BucketName, route);
            RequireKindOfBucket(request, route);
        }

        await route.Handle(request, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    private static void RequireKindOfBucket(S3Request request, Route route)
    {
        if (request.Bucket.IsDirectory && !route.InDirectoryBuckets)
        {
            throw S3Errors.NotImplemented("Directory buckets do not have this operation.");
        }
    }

    private static bool IsOfSigning(string name) => name == "x-id" || name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase);

    private Route Find(S3Request request, RouteScope scope)
    {
        var copies = request.Method == "PUT" && request.Header("x-amz-copy-source") is not null;
        var names = request.Query.Names.Where(name => !IsOfSigning(name)).ToList();
        var found = _routes.FirstOrDefault(route =>
            route.Method == request.Method && route.Scope == scope && route.Copies == copies
            && route.Required.All(names.Contains) && names.All(name => route.Required.Contains(name) || route.Optional.Contains(name)));
        return found ?? throw (names.Count == 0 ? S3Errors.MethodNotAllowed(request.Method) : S3Errors.NotImplemented(string.Join(", ", names)));
    }

    private Bucket Bucket(string name, Route route)
    {
        if (Store.Find(name) is { } bucket)
        {
            return bucket;
        }

        // A bucket that is not there yet has no settings to change, and cannot be removed.
        if (!_settings.BucketsOnDemand.Contains(name) || (route.Scope == RouteScope.Bucket && route.Method is ("PUT" or "DELETE")))
        {
            throw S3Errors.NoSuchBucket(name);
        }

        BucketNames.Check(name);
        if (!route.WritesFirst)
        {
            return Store.Unwritten(name);
        }

        Store.TryCreate(name, BucketSettings.DefaultRegion, out var made);
        return made;
    }
}
