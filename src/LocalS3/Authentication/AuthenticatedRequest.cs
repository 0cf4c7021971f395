using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Authentication;

/// <summary>A request whose signature was right.</summary>
/// <param name="AccessKey">Who signed it.</param>
/// <param name="Body">
/// The content, decoded from aws-chunked when it was. Reading it to its end verifies it: the payload hash, every chunk signature and
/// the trailer's signature; a wrong one throws <see cref="S3ErrorException"/> from the last read.
/// </param>
/// <param name="Length">The content's length in bytes (the decoded length of aws-chunked); null when the client did not tell.</param>
/// <param name="Trailer">The trailing headers, lower-case names; complete only after the body has been read to its end.</param>
internal sealed record AuthenticatedRequest(string AccessKey, Stream Body, long? Length, IReadOnlyDictionary<string, string> Trailer)
{
    /// <summary>The bucket, key and query parameters that the request names.</summary>
    public required RequestTarget Target { get; init; }

    /// <summary>Where a copy that it asks for is spoilt; null for none. A planned fault.</summary>
    public BodyPosition? SpoilsCopyAt { get; init; }
}
