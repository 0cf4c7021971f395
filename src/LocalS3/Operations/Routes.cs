using S3Sync.LocalS3.Operations.Buckets;
using S3Sync.LocalS3.Operations.Copying;
using S3Sync.LocalS3.Operations.Listing;
using S3Sync.LocalS3.Operations.Multipart;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>What a request is about.</summary>
internal enum RouteScope
{
    /// <summary>The endpoint itself.</summary>
    Service,

    /// <summary>A bucket.</summary>
    Bucket,

    /// <summary>An object.</summary>
    Object,
}

/// <summary>One operation: which requests are it, and what carries it out.</summary>
/// <param name="Method">The method.</param>
/// <param name="Scope">What it is about.</param>
/// <param name="Required">The query parameters that make a request this operation.</param>
/// <param name="Handle">Carries it out.</param>
internal sealed record Route(string Method, RouteScope Scope, IReadOnlyList<string> Required, Func<S3Request, CancellationToken, Task> Handle)
{
    /// <summary>The query parameters it understands besides; any other means something that is not done here.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>Whether the request must name a copy's source, or must not.</summary>
    public bool Copies { get; init; }

    /// <summary>Whether directory buckets have it.</summary>
    public bool InDirectoryBuckets { get; init; } = true;

    /// <summary>Whether it is there without its bucket.</summary>
    public bool MakesBucket { get; init; }

    /// <summary>Whether it puts the first thing into a bucket, so that a bucket on demand is made for it.</summary>
    public bool WritesFirst { get; init; }

    /// <summary>Whether it changes nothing.</summary>
    public bool Reads => Method is "GET" or "HEAD";
}

/// <summary>The table of all operations. A request that fits none is answered 501, never with another operation's answer.</summary>
internal static class Routes
{
    private static readonly string[] VersionId = ["versionId"];

    /// <summary>Every operation; what needs more of a query stands before what needs less.</summary>
    public static IReadOnlyList<Route> All(SessionOperations sessions) => [.. OfService(), .. OfBuckets(sessions), .. OfObjects(), .. OfParts()];

    private static IEnumerable<Route> OfService() =>
    [
        new("GET", RouteScope.Service, [], BucketOperations.ListAsync) { Optional = ["prefix", "max-buckets", "continuation-token", "bucket-region"] },
    ];

    private static IEnumerable<Route> OfBuckets(SessionOperations sessions) =>
    [
        new("PUT", RouteScope.Bucket, [], BucketOperations.CreateAsync) { MakesBucket = true },
        new("DELETE", RouteScope.Bucket, [], BucketOperations.DeleteAsync),
        new("HEAD", RouteScope.Bucket, [], BucketOperations.HeadAsync),
        new("GET", RouteScope.Bucket, ["location"], BucketOperations.LocationAsync) { InDirectoryBuckets = false },
        new("GET", RouteScope.Bucket, ["versioning"], BucketOperations.GetVersioningAsync) { InDirectoryBuckets = false },
        new("PUT", RouteScope.Bucket, ["versioning"], BucketOperations.PutVersioningAsync) { InDirectoryBuckets = false },
        new("GET", RouteScope.Bucket, ["session"], sessions.CreateAsync),
        new("GET", RouteScope.Bucket, ["uploads"], UploadListings.ListAsync) { Optional = UploadListings.Parameters },
        new("GET", RouteScope.Bucket, ["versions"], VersionListings.ListAsync) { Optional = VersionListings.Parameters, InDirectoryBuckets = false },
        new("GET", RouteScope.Bucket, ["list-type"], ObjectListings.ListAsync) { Optional = ObjectListings.Version2 },
        new("GET", RouteScope.Bucket, [], ObjectListings.ListVersion1Async) { Optional = ObjectListings.Version1, InDirectoryBuckets = false },
        new("POST", RouteScope.Bucket, ["delete"], DeleteOperations.DeleteManyAsync),
    ];

    private static IEnumerable<Route> OfObjects() =>
    [
        new("GET", RouteScope.Object, ["tagging"], TaggingOperations.GetAsync) { Optional = VersionId, InDirectoryBuckets = false },
        new("PUT", RouteScope.Object, ["tagging"], TaggingOperations.PutAsync) { Optional = VersionId, InDirectoryBuckets = false },
        new("DELETE", RouteScope.Object, ["tagging"], TaggingOperations.DeleteAsync) { Optional = VersionId, InDirectoryBuckets = false },
        new("GET", RouteScope.Object, ["acl"], AclOperations.GetAsync) { Optional = VersionId, InDirectoryBuckets = false },
        new("PUT", RouteScope.Object, ["acl"], AclOperations.PutAsync) { Optional = VersionId, InDirectoryBuckets = false },
        new("GET", RouteScope.Object, ["attributes"], AttributeOperations.GetAsync) { Optional = VersionId },
        new("GET", RouteScope.Object, ["uploadId"], UploadListings.ListPartsAsync) { Optional = ["part-number-marker", "max-parts", "encoding-type"] },
        new("GET", RouteScope.Object, [], ReadOperations.GetAsync) { Optional = ReadOperations.Parameters },
        new("HEAD", RouteScope.Object, [], ReadOperations.HeadAsync) { Optional = ReadOperations.Parameters },
        new("PUT", RouteScope.Object, [], PutOperations.PutAsync) { WritesFirst = true },
        new("PUT", RouteScope.Object, [], CopyOperations.CopyAsync) { Copies = true, WritesFirst = true },
        new("DELETE", RouteScope.Object, [], DeleteOperations.DeleteAsync) { Optional = VersionId },
    ];

    private static IEnumerable<Route> OfParts() =>
    [
        new("POST", RouteScope.Object, ["uploads"], UploadOperations.CreateAsync) { WritesFirst = true },
        new("POST", RouteScope.Object, ["uploadId"], CompleteOperation.CompleteAsync),
        new("PUT", RouteScope.Object, ["uploadId", "partNumber"], PartOperations.UploadAsync),
        new("PUT", RouteScope.Object, ["uploadId", "partNumber"], PartOperations.CopyAsync) { Copies = true },
        new("DELETE", RouteScope.Object, ["uploadId"], UploadOperations.AbortAsync),
    ];
}
