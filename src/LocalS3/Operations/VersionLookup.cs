using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>Finds the version that a request names. "Working with delete markers", Amazon S3 User Guide.</summary>
internal static class VersionLookup
{
    /// <summary>The version that is named, or the newest one; it is an object, not a delete marker.</summary>
    public static ObjectVersion Require(S3Request request) => Require(request, request.Bucket, request.Key, request.Query.VersionId());

    /// <summary>The same for any bucket and key, such as those of a copy's source.</summary>
    public static ObjectVersion Require(S3Request request, Bucket bucket, string key, string? versionId)
    {
        var version = Find(bucket, key, versionId);
        if (!version.IsDeleteMarker)
        {
            return version;
        }

        AnswerMarker(request, version);
        throw versionId is null ? S3Errors.NoSuchKey(key) : S3Errors.MethodNotAllowed(request.Method);
    }

    private static ObjectVersion Find(Bucket bucket, string key, string? versionId)
    {
        var newest = bucket.Newest(key);
        return versionId is null
            ? newest ?? throw S3Errors.NoSuchKey(key)
            : newest?.Chain().FirstOrDefault(version => version.VersionId == versionId) ?? throw S3Errors.NoSuchVersion(key, versionId);
    }

    // Set when the answer starts, because a refusal begins its answer anew.
    private static void AnswerMarker(S3Request request, ObjectVersion marker) => request.Response.OnStarting(() =>
    {
        request.Answer("x-amz-delete-marker", "true");
        request.Answer("x-amz-version-id", marker.VersionId);
        request.Answer("Last-Modified", XmlAnswer.Rfc1123(marker.Modified));
        return Task.CompletedTask;
    });
}
