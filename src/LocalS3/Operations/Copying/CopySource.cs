using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Content;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Copying;

/// <summary>What x-amz-copy-source names: found, opened with the right key, and as the client knows it.</summary>
/// <param name="Bucket">The source's bucket.</param>
/// <param name="Version">The version to copy.</param>
/// <param name="VersionId">The version id that was asked for; null for the newest.</param>
internal sealed record CopySource(Bucket Bucket, ObjectVersion Version, string? VersionId)
{
    private const long LongestSource = 5L << 30;
    private const string HeaderName = "x-amz-copy-source";

    /// <summary>Finds the source.</summary>
    public static CopySource Find(S3Request request)
    {
        var (bucketName, key, versionId) = Parse(request.Header(HeaderName) ?? string.Empty);
        var bucket = request.Store.Find(bucketName) ?? throw S3Errors.NoSuchBucket(bucketName);
        var version = VersionLookup.Require(request, bucket, key, versionId);
        CustomerKey.RequireFor(CustomerKey.Of(request, CustomerKey.SourcePrefix), version.Attributes.Encryption);
        Conditions.OfCopySource(request).RequireSource(version);
        ReadOperations.RequireReadable(version);
        if (bucket.Settings.Versioning != Versioning.Never)
        {
            request.Answer("x-amz-copy-source-version-id", version.VersionId);
        }

        return new(bucket, version, versionId);
    }

    /// <summary>Opens a range of it, or all of it.</summary>
    public ContentStream Open(ByteRange? range)
    {
        if ((range?.Length ?? Version.Stored.Size) > LongestSource)
        {
            throw S3Errors.InvalidRequest("The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
        }

        return ContentStream.TryOpen(Bucket, Version.Stored, range) ?? throw S3Errors.NoSuchKey(Version.Key);
    }

    // [/]BUCKET/KEY[?versionId=ID], percent-encoded.
    private static (string Bucket, string Key, string? VersionId) Parse(string header)
    {
        var question = header.LastIndexOf("?versionId=", StringComparison.Ordinal);
        var path = RequestTarget.Decode(question < 0 ? header : header[..question], plusIsSpace: true);
        path = path.StartsWith('/') ? path[1..] : path;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (path.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw S3Errors.NotImplemented(HeaderName);
        }

        return slash > 0 && slash < path.Length - 1
            ? (path[..slash], path[(slash + 1)..], question < 0 ? null : Checked(header[(question + "?versionId=".Length)..]))
            : throw S3Errors.InvalidArgument(HeaderName, header, "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }

    private static string Checked(string versionId) => VersionIds.IsWellFormed(versionId)
        ? versionId
        : throw S3Errors.InvalidArgument("versionId", versionId, "Invalid version id specified");
}
