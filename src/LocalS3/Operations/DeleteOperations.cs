using System.Xml;
using System.Xml.Linq;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>DeleteObject and DeleteObjects. "Deleting object versions from a versioning-enabled bucket", Amazon S3 User Guide.</summary>
internal static class DeleteOperations
{
    private const int MostKeys = 1000;

    /// <summary>DeleteObject.</summary>
    public static async Task DeleteAsync(S3Request request, CancellationToken cancellationToken)
    {
        if (request.Header("If-None-Match") is not null)
        {
            throw S3Errors.NotImplemented("If-None-Match");
        }

        var name = new DeletedName(request.Key, request.Query.VersionId(), request.Header("If-Match"));
        var outcome = await DeleteAsync(request, name);
        request.Answer("x-amz-delete-marker", outcome.IsMarker ? "true" : null);
        request.Answer("x-amz-version-id", outcome.VersionId);
        await request.AnswerEmpty(204);
    }

    /// <summary>DeleteObjects.</summary>
    public static async Task DeleteManyAsync(S3Request request, CancellationToken cancellationToken)
    {
        RequireDigest(request);
        var document = await request.ReadXmlAsync("Delete", cancellationToken) ?? throw S3Errors.MalformedXml();
        var names = document.Children("Object").Select(Parse).ToList();
        if (names.Count is 0 or > MostKeys)
        {
            throw S3Errors.MalformedXml();
        }

        // Begun together, so that one flush serves them all; the order of the document is the order they happen in.
        var outcomes = await Task.WhenAll(names.Select(name => TryDeleteAsync(request, name)));
        var isQuiet = document.Child("Quiet")?.Trim() == "true";
        await request.AnswerXmlAsync("DeleteResult", writer => Write(writer, outcomes, isQuiet), cancellationToken);
    }

    private static async Task<DeleteOutcome> DeleteAsync(S3Request request, DeletedName name)
    {
        var bucket = request.Bucket;
        var conditions = new Conditions(name.IfMatch, null, null, null);
        if (name.VersionId is not null || bucket.Settings.Versioning == Versioning.Never)
        {
            var removed = await bucket.RemoveAsync(name.Key, name.VersionId ?? ObjectVersion.NullId, newest => conditions.RequireForDelete(name.Key, newest));
            return new(name, removed?.IsDeleteMarker ?? false, name.VersionId, null);
        }

        var marker = new ObjectVersion(name.Key, string.Empty, request.Store.Now(), null, ObjectAttributes.Plain);
        var made = await bucket.PutAsync(marker, newest => conditions.RequireForDelete(name.Key, newest));
        return new(name, IsMarker: true, made.VersionId, null);
    }

    private static async Task<DeleteOutcome> TryDeleteAsync(S3Request request, DeletedName name)
    {
        try
        {
            RequestTarget.Checked(name.Key);
            return name.VersionId is null || VersionIds.IsWellFormed(name.VersionId)
                ? await DeleteAsync(request, name)
                : throw S3Errors.NoSuchVersion(name.Key, name.VersionId);
        }
        catch (S3ErrorException refusal)
        {
            return new(name, IsMarker: false, null, refusal);
        }
    }

    // "DeleteObjects", Amazon S3 API Reference: the request must carry Content-MD5 or an additional checksum.
    private static void RequireDigest(S3Request request)
    {
        var hasChecksum = request.Header("x-amz-trailer") is not null || request.Header("x-amz-sdk-checksum-algorithm") is not null
            || request.HeaderNames.Any(name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase));
        if (!hasChecksum && request.Header("Content-MD5") is null)
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
    }

    private static DeletedName Parse(XElement named)
    {
        if (named.Child("LastModifiedTime") is not null || named.Child("Size") is not null)
        {
            throw S3Errors.NotImplemented("LastModifiedTime, Size");
        }

        var versionId = named.Child("VersionId");
        var key = named.Child("Key") is { Length: > 0 } text ? text : throw S3Errors.MalformedXml();
        return new(key, string.IsNullOrEmpty(versionId) ? null : versionId, named.Child("ETag"));
    }

    private static void Write(XmlWriter writer, IReadOnlyList<DeleteOutcome> outcomes, bool isQuiet)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Refusal is { } refusal)
            {
                writer.Element("Error", () => WriteRefusal(writer, outcome.Name, refusal));
            }
            else if (!isQuiet)
            {
                writer.Element("Deleted", () => WriteDeleted(writer, outcome));
            }
        }
    }

    private static void WriteRefusal(XmlWriter writer, DeletedName name, S3ErrorException refusal)
    {
        writer.Element("Key", name.Key);
        writer.Element("VersionId", name.VersionId);
        writer.Element("Code", refusal.Code);
        writer.Element("Message", refusal.Message);
    }

    private static void WriteDeleted(XmlWriter writer, DeleteOutcome outcome)
    {
        writer.Element("Key", outcome.Name.Key);
        writer.Element("VersionId", outcome.Name.VersionId);
        if (outcome.IsMarker)
        {
            writer.Element("DeleteMarker", true);
            writer.Element("DeleteMarkerVersionId", outcome.VersionId);
        }
    }

    private sealed record DeletedName(string Key, string? VersionId, string? IfMatch);

    private sealed record DeleteOutcome(DeletedName Name, bool IsMarker, string? VersionId, S3ErrorException? Refusal);
}
