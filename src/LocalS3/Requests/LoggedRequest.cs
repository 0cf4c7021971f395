using Microsoft.AspNetCore.Http;

namespace S3Sync.LocalS3.Requests;

/// <summary>One request as the endpoint saw it. Counts and status grow until it is answered; no secret is kept.</summary>
public sealed class LoggedRequest
{
    private static readonly string[] Secrets =
    [
        "x-amz-security-token", "x-amz-s3session-token", "x-amz-server-side-encryption-customer-key",
        "x-amz-copy-source-server-side-encryption-customer-key",
    ];

    private static readonly string[] Kept =
    [
        "content-type", "content-md5", "content-length", "content-encoding", "content-disposition", "content-language", "cache-control",
        "expires", "range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "expect", "user-agent",
    ];

    private long received;
    private long sent;
    private int status;

    internal LoggedRequest(HttpRequest request, RequestTarget target)
    {
        Method = request.Method;
        Target = WithoutSignature(target);
        Operation = OperationNames.Of(request.Method, target, request.Headers);
        Bucket = target.Bucket;
        Key = target.Key;
        Headers = Select(request.Headers);
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path and query as they were sent; a presigned request's signature is left out.</summary>
    public string Target { get; }

    /// <summary>The operation's name in the Amazon S3 API Reference, such as <c>UploadPart</c>; <c>Unknown</c> when none fits.</summary>
    public string Operation { get; }

    /// <summary>The bucket; null when none is named.</summary>
    public string? Bucket { get; }

    /// <summary>The decoded key; null when none is named.</summary>
    public string? Key { get; }

    /// <summary>The headers that tell something of S3, lower-case names, without secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The answer's status; 0 until there is one.</summary>
    public int Status => Volatile.Read(ref status);

    /// <summary>Bytes of the request's body that were read, with their chunk encoding.</summary>
    public long BytesReceived => Interlocked.Read(ref received);

    /// <summary>Bytes of the answer's body that were handed to the connection.</summary>
    public long BytesSent => Interlocked.Read(ref sent);

    /// <inheritdoc />
    public override string ToString() => $"{Operation} {Method} {Target} {Status}";

    internal void Answered(int code) => Volatile.Write(ref status, code);

    internal void Received(int bytes) => Interlocked.Add(ref received, bytes);

    internal void Sent(int bytes) => Interlocked.Add(ref sent, bytes);

    private static string WithoutSignature(RequestTarget target)
    {
        var at = target.Query.Count == 0 ? -1 : target.Raw.IndexOf("X-Amz-Signature=", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? target.Raw : target.Raw[..at].TrimEnd('&', '?');
    }

    private static Dictionary<string, string> Select(IHeaderDictionary headers)
    {
        var selected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            var lower = name.ToLowerInvariant();
            var tells = lower.StartsWith("x-amz-", StringComparison.Ordinal) || Array.IndexOf(Kept, lower) >= 0;
            if (tells && Array.IndexOf(Secrets, lower) < 0) selected[lower] = value.ToString();
        }

        return selected;
    }
}
