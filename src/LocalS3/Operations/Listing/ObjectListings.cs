using System.Xml;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Listing;

/// <summary>ListObjectsV2 and ListObjects (version 1).</summary>
internal static class ObjectListings
{
    private const int LongestPage = 1000;

    /// <summary>The query parameters of version 2.</summary>
    public static IReadOnlyList<string> Version2 { get; } = ["prefix", "delimiter", "max-keys", "encoding-type", "continuation-token", "start-after", "fetch-owner"];

    /// <summary>The query parameters of version 1.</summary>
    public static IReadOnlyList<string> Version1 { get; } = ["prefix", "delimiter", "max-keys", "encoding-type", "marker"];

    /// <summary>ListObjectsV2.</summary>
    public static Task ListAsync(S3Request request, CancellationToken cancellationToken)
    {
        if (request.Query["list-type"] != "2")
        {
            throw S3Errors.InvalidArgument("list-type", request.Query["list-type"] ?? string.Empty, "Invalid List Type specified in Request");
        }

        var (scope, text) = (Scope(request, "max-keys"), ListingText.Of(request));
        var token = request.Query["continuation-token"];
        if (token is { Length: 0 })
        {
            throw S3Errors.InvalidArgument("continuation-token", token, "The continuation token provided is incorrect");
        }

        var page = request.Bucket.IsDirectory ? Scattered(request, scope, token) : Ordered(request.Bucket, scope, token is null ? null : ListingPosition.ParseToken(token), request.Query.NonEmpty("start-after"));
        var next = page.Last is { } last ? ListingPosition.Token(request.Bucket.IsDirectory ? last.Version.Key : last.Name) : null;
        return request.AnswerXmlAsync(
            "ListBucketResult",
            writer =>
            {
                writer.Element("Name", request.BucketName);
                writer.Element("Prefix", text.Of(scope.Prefix));
                writer.Element("StartAfter", text.Of(request.Query.NonEmpty("start-after")));
                writer.Element("ContinuationToken", token);
                writer.Element("NextContinuationToken", next);
                writer.Element("KeyCount", page.Items.Count);
                WritePage(writer, page, new(scope, text, request.Query["fetch-owner"] == "true"));
            },
            cancellationToken);
    }

    /// <summary>ListObjects.</summary>
    public static Task ListVersion1Async(S3Request request, CancellationToken cancellationToken)
    {
        var (scope, text) = (Scope(request, "max-keys"), ListingText.Of(request));
        var marker = request.Query["marker"] ?? string.Empty;
        var page = Ordered(request.Bucket, scope, marker.Length == 0 ? null : marker, null);
        return request.AnswerXmlAsync(
            "ListBucketResult",
            writer =>
            {
                writer.Element("Name", request.BucketName);
                writer.Element("Prefix", text.Of(scope.Prefix));
                writer.Element("Marker", text.Of(marker));
                writer.Element("NextMarker", scope.Delimiter is null ? null : text.Of(page.Last?.Name));
                WritePage(writer, page, new(scope, text, WithOwner: true));
            },
            cancellationToken);
    }

    /// <summary>What a listing's query asks for.</summary>
    public static ListingScope Scope(S3Request request, string limit) => new(
        request.Query["prefix"] ?? string.Empty,
        request.Query.NonEmpty("delimiter"),
        request.Query.Count(limit, LongestPage, LongestPage));

    private static ListedPage Ordered(Bucket bucket, ListingScope scope, string? last, string? startAfter)
    {
        var from = last is not null ? ListingPosition.After(last, scope) : startAfter is not null ? new(startAfter, Inclusive: false) : ListingPosition.Start;
        return new OrderedWalk(bucket, scope, version => version.IsDeleteMarker ? [] : [version]).From(from);
    }

    // "ListObjectsV2", Amazon S3 API Reference: what directory buckets do not know.
    private static ListedPage Scattered(S3Request request, ListingScope scope, string? token)
    {
        if (request.Query.Has("start-after"))
        {
            throw S3Errors.NotImplemented("start-after");
        }

        if (scope.Delimiter is not (null or "/"))
        {
            throw S3Errors.InvalidArgument("delimiter", scope.Delimiter, "Directory buckets support only the delimiter '/'");
        }

        if (scope.Prefix.Length > 0 && !scope.Prefix.EndsWith('/'))
        {
            throw S3Errors.InvalidArgument("prefix", scope.Prefix, "Directory buckets support only prefixes that end in '/'");
        }

        return new ScatteredWalk(request.Bucket, scope).After(token is null ? null : ListingPosition.ParseToken(token));
    }

    private static void WritePage(XmlWriter writer, ListedPage page, PageForm form)
    {
        writer.Element("MaxKeys", form.Scope.MaxKeys);
        writer.Element("Delimiter", form.Text.Of(form.Scope.Delimiter));
        form.Text.WriteType(writer);
        writer.Element("IsTruncated", page.IsTruncated);
        foreach (var version in page.Versions)
        {
            writer.WriteStartElement("Contents", XmlAnswer.Namespace);
            writer.Element("Key", form.Text.Of(version.Key));
            ListingText.WriteContent(writer, version);
            if (form.WithOwner)
            {
                writer.Owner();
            }

            writer.WriteEndElement();
        }

        form.Text.WritePrefixes(writer, page.CommonPrefixes);
    }

    private sealed record PageForm(ListingScope Scope, ListingText Text, bool WithOwner);
}
