using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using S3Sync.LocalS3.Authentication;
using S3Sync.LocalS3.Objects;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>A request as the operations see it: what it names, says and brings, and where its answer goes.</summary>
/// <param name="context">The connection's side of it.</param>
/// <param name="authenticated">Who sent it, and its content.</param>
/// <param name="target">What it names.</param>
/// <param name="store">All buckets.</param>
internal sealed class S3Request(HttpContext context, AuthenticatedRequest authenticated, RequestTarget target, ObjectStore store)
{
    private Bucket? _bucket;

    /// <summary>Who sent it, and its content.</summary>
    public AuthenticatedRequest Authenticated => authenticated;

    /// <summary>All buckets.</summary>
    public ObjectStore Store => store;

    /// <summary>The method.</summary>
    public string Method => context.Request.Method;

    /// <summary>The query.</summary>
    public QueryParameters Query => target.Query;

    /// <summary>The bucket's name; empty for the service itself.</summary>
    public string BucketName => target.Bucket ?? string.Empty;

    /// <summary>The key; empty for the bucket itself.</summary>
    public string Key => target.Key ?? string.Empty;

    /// <summary>The bucket; the router finds it before an operation runs.</summary>
    public Bucket Bucket
    {
        get => _bucket ?? throw new InvalidOperationException("This operation has no bucket.");
        set => _bucket = value;
    }

    /// <summary>Where the answer goes.</summary>
    public HttpResponse Response => context.Response;

    /// <summary>Every header's name.</summary>
    public IEnumerable<string> HeaderNames => context.Request.Headers.Keys.Where(IsKnown);

    /// <summary>A header's value, several joined by commas; null when it was not sent.</summary>
    public string? Header(string name) =>
        IsKnown(name) && context.Request.Headers.TryGetValue(name, out var values) && !StringValues.IsNullOrEmpty(values) ? string.Join(',', values.ToArray()) : null;

    /// <summary>Sets an answer's header; null sets none.</summary>
    public void Answer(string name, string? value)
    {
        if (value is not null && IsKnown(name))
        {
            Response.Headers[name] = value;
        }
    }

    // An endpoint from before additional checksums takes their headers for any others that it does not know.
    private bool IsKnown(string name) => store.KeepsChecksums
        || !(name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase) || name.Equals("x-amz-sdk-checksum-algorithm", StringComparison.OrdinalIgnoreCase) || name.Equals("x-amz-trailer", StringComparison.OrdinalIgnoreCase));

    /// <summary>Ends the answer without content.</summary>
    public Task AnswerEmpty(int status = 200)
    {
        Response.StatusCode = status;
        Response.ContentLength = status == 204 ? null : 0;
        return Task.CompletedTask;
    }
}
