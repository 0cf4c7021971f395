using System.Globalization;
using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Content;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>GetObject and HeadObject.</summary>
internal static class ReadOperations
{
    private static readonly string[] Overridable = ["content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding"];

    /// <summary>The query parameters of a read.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["versionId", "partNumber", .. Overridable.Select(name => "response-" + name)];

    /// <summary>HeadObject.</summary>
    public static Task HeadAsync(S3Request request, CancellationToken cancellationToken)
    {
        var version = VersionLookup.Require(request);
        return Answer(request, version) is null ? request.AnswerEmpty(304) : Task.CompletedTask;
    }

    /// <summary>GetObject.</summary>
    public static async Task GetAsync(S3Request request, CancellationToken cancellationToken)
    {
        // What was overwritten between the look-up and the opening is looked up again.
        ObjectVersion version;
        ContentStream? content;
        do
        {
            version = VersionLookup.Require(request);
            content = ContentStream.TryOpen(request.Bucket, version.Stored, new(0, 0));
        }
        while (content is null);

        await using (content)
        {
            RequireReadable(version);
            if (Answer(request, version) is not { } slice)
            {
                await request.AnswerEmpty(304);
                return;
            }

            await using var stream = ContentStream.TryOpen(request.Bucket, version.Stored, slice);
            await stream!.CopyToAsync(request.Response.Body, 1 << 16, cancellationToken); // the open content above keeps its segments readable
        }
    }

    /// <summary>Refuses to read what has to be restored first.</summary>
    public static void RequireReadable(ObjectVersion version)
    {
        if (version.Attributes.StorageClass is "GLACIER" or "DEEP_ARCHIVE")
        {
            throw S3Errors.InvalidObjectState(version.Attributes.StorageClass);
        }
    }

    // Answers everything but the content; which bytes of it, or null when the client has it already.
    private static ByteRange? Answer(S3Request request, ObjectVersion version)
    {
        CustomerKey.RequireFor(CustomerKey.Of(request), version.Attributes.Encryption);
        if (!Conditions.Of(request).AllowRead(version))
        {
            StoredAnswer.Validators(request, version);
            return null;
        }

        var content = version.Stored;
        var slice = Slice(request, version);
        StoredAnswer.Describe(request, version);
        Override(request);
        AnswerChecksums(request, content, slice);
        if (slice is not null)
        {
            request.Response.StatusCode = 206;
            request.Answer("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {slice.First}-{slice.Last}/{content.Size}"));
        }

        request.Response.ContentLength = slice?.Length ?? content.Size;
        return slice ?? new(0, content.Size);
    }

    private static ByteRange? Slice(S3Request request, ObjectVersion version)
    {
        var content = version.Stored;
        var range = request.Header("Range");
        if (request.Query.PartNumber() is not { } number)
        {
            var isStale = request.Header("If-Range") is { } validator && !IsCurrent(validator, version);
            return isStale ? null : ByteRange.Parse(range, content.Size);
        }

        if (range is not null)
        {
            throw S3Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        }

        request.Answer("x-amz-mp-parts-count", content.IsMultipart ? content.Parts.Count.ToString(CultureInfo.InvariantCulture) : null);
        return SliceOfPart(content, number);
    }

    private static ByteRange? SliceOfPart(StoredContent content, int number)
    {
        var first = 0L;
        foreach (var part in content.Parts)
        {
            if (part.Number == number)
            {
                return part.Segment.Length == 0 ? null : new(first, part.Segment.Length);
            }

            first += part.Segment.Length;
        }

        throw S3Errors.InvalidPartNumber(number, content.Parts.Count);
    }

    private static bool IsCurrent(string validator, ObjectVersion version) =>
        validator.Contains('"', StringComparison.Ordinal) ? Conditions.Matches(validator, version.Stored.ETag) : validator == XmlAnswer.Rfc1123(version.Modified);

    private static void Override(S3Request request)
    {
        foreach (var name in Overridable)
        {
            request.Answer(name, request.Query.NonEmpty("response-" + name));
        }
    }

    // A checksum is told when it is over exactly the bytes that are sent: the whole, or one whole part.
    private static void AnswerChecksums(S3Request request, StoredContent content, ByteRange? slice)
    {
        if (!string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase) || content.Checksums.Count == 0)
        {
            return;
        }

        var isWhole = slice is null || (!content.IsMultipart && slice.Length == content.Size);
        StoredAnswer.Checksums(request, isWhole ? content.Checksums : ChecksumsOfPart(content, slice!), content.Checksums[0].Type); // null would be whole
    }

    private static IReadOnlyList<Checksum> ChecksumsOfPart(StoredContent content, ByteRange slice)
    {
        var first = 0L;
        foreach (var part in content.Parts)
        {
            if (first == slice.First && part.Segment.Length == slice.Length)
            {
                return content.TellsPartChecksums ? part.Checksums : [];
            }

            first += part.Segment.Length;
        }

        return [];
    }
}
