using System.Xml;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Listing;

/// <summary>ListObjectVersions.</summary>
internal static class VersionListings
{
    /// <summary>Its query parameters.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["prefix", "delimiter", "max-keys", "encoding-type", "key-marker", "version-id-marker"];

    /// <summary>ListObjectVersions.</summary>
    public static Task ListAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (scope, text) = (ObjectListings.Scope(request, "max-keys"), ListingText.Of(request));
        var (key, versionId) = (request.Query.NonEmpty("key-marker"), request.Query.NonEmpty("version-id-marker"));
        if (key is null && versionId is not null)
        {
            throw S3Errors.InvalidArgument("version-id-marker", versionId, "A version-id marker cannot be specified without a key marker.");
        }

        var page = new OrderedWalk(request.Bucket, scope, newest => Rest(newest, key, versionId)).From(From(key, versionId, scope));
        return request.AnswerXmlAsync(
            "ListVersionsResult",
            writer =>
            {
                writer.Element("Name", request.BucketName);
                writer.Element("Prefix", text.Of(scope.Prefix));
                writer.Element("KeyMarker", text.Of(key ?? string.Empty));
                writer.Element("VersionIdMarker", versionId ?? string.Empty);
                WritePage(writer, page, request.Bucket, new(scope, text));
            },
            cancellationToken);
    }

    private static ListingPosition? From(string? key, string? versionId, ListingScope scope) =>
        key is null ? ListingPosition.Start : versionId is null ? ListingPosition.After(key, scope) : new(key, Inclusive: true);

    // Of the marker's key what is older than the marker; all of it when the marker was deleted meanwhile, so that none is missed.
    private static IEnumerable<ObjectVersion> Rest(ObjectVersion newest, string? key, string? versionId)
    {
        var chain = newest.Chain();
        return versionId is not null && newest.Key == key && chain.Any(version => version.VersionId == versionId)
            ? chain.SkipWhile(version => version.VersionId != versionId).Skip(1)
            : chain;
    }

    private static void WritePage(XmlWriter writer, ListedPage page, Bucket bucket, VersionForm form)
    {
        writer.Element("NextKeyMarker", form.Text.Of(page.Last?.Name));
        writer.Element("NextVersionIdMarker", page.Last is { CommonPrefix: null } last ? last.Version.VersionId : null);
        writer.Element("MaxKeys", form.Scope.MaxKeys);
        writer.Element("Delimiter", form.Text.Of(form.Scope.Delimiter));
        form.Text.WriteType(writer);
        writer.Element("IsTruncated", page.IsTruncated);
        ObjectVersion? previous = null;
        foreach (var version in page.Versions)
        {
            var isLatest = previous?.Key != version.Key && bucket.Newest(version.Key)?.VersionId == version.VersionId;
            writer.Element(version.IsDeleteMarker ? "DeleteMarker" : "Version", () => WriteVersion(writer, version, isLatest, form.Text));
            previous = version;
        }

        form.Text.WritePrefixes(writer, page.CommonPrefixes);
    }

    private static void WriteVersion(XmlWriter writer, ObjectVersion version, bool isLatest, ListingText text)
    {
        writer.Element("Key", text.Of(version.Key));
        writer.Element("VersionId", version.VersionId);
        writer.Element("IsLatest", isLatest);
        if (version.IsDeleteMarker)
        {
            writer.Element("LastModified", version.Modified);
        }
        else
        {
            ListingText.WriteContent(writer, version);
        }

        writer.Owner();
    }

    private sealed record VersionForm(ListingScope Scope, ListingText Text);
}
