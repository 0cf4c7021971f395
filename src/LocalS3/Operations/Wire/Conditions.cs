using System.Globalization;
using S3Sync.LocalS3.Objects;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>The conditional headers of a request. "Conditional requests", Amazon S3 User Guide; RFC 9110, 13.</summary>
/// <param name="IfMatch">If-Match.</param>
/// <param name="IfNoneMatch">If-None-Match.</param>
/// <param name="IfModifiedSince">If-Modified-Since; null also when it is no date.</param>
/// <param name="IfUnmodifiedSince">If-Unmodified-Since; null also when it is no date.</param>
internal sealed record Conditions(string? IfMatch, string? IfNoneMatch, DateTime? IfModifiedSince, DateTime? IfUnmodifiedSince)
{
    private enum Outcome
    {
        Holds,
        NotModified,
        Failed,
    }

    /// <summary>The conditions on the object that is named.</summary>
    public static Conditions Of(S3Request request) => Of(request, string.Empty);

    /// <summary>The conditions on a copy's source.</summary>
    public static Conditions OfCopySource(S3Request request) => Of(request, "x-amz-copy-source-");

    /// <summary>Judges a read: true when it goes on, false when the client's copy is still good (304).</summary>
    /// <exception cref="S3ErrorException">The object is not the one that was meant (412).</exception>
    public bool AllowRead(ObjectVersion version) => Judge(version) switch
    {
        (Outcome.Holds, _) => true,
        (Outcome.NotModified, _) => false,
        (_, var condition) => throw S3Errors.PreconditionFailed(condition),
    };

    /// <summary>Judges a copy's source: whatever does not hold is a failure.</summary>
    public void RequireSource(ObjectVersion version)
    {
        var (outcome, condition) = Judge(version);
        if (outcome != Outcome.Holds)
        {
            throw S3Errors.PreconditionFailed("x-amz-copy-source-" + condition);
        }
    }

    /// <summary>Refuses what S3 does not know on a write.</summary>
    public Conditions ForWrite()
    {
        if (IfNoneMatch is not null && (IfNoneMatch != "*" || IfMatch is not null))
        {
            throw S3Errors.NotImplemented("If-None-Match");
        }

        return this;
    }

    /// <summary>Judges a write over what is there now.</summary>
    public void RequireForWrite(string key, ObjectVersion? newest)
    {
        var existing = newest is { IsDeleteMarker: true } ? null : newest;
        if (IfNoneMatch is not null && existing is not null)
        {
            throw S3Errors.PreconditionFailed("If-None-Match");
        }

        if (IfMatch is not null)
        {
            RequireMatch(key, existing);
        }
    }

    /// <summary>Judges a delete of the newest version: a delete marker is not what was meant, and nothing is no such key.</summary>
    public void RequireForDelete(string key, ObjectVersion? newest)
    {
        if (IfMatch is null)
        {
            return;
        }

        if (newest is { IsDeleteMarker: true })
        {
            throw S3Errors.PreconditionFailed("If-Match");
        }

        RequireMatch(key, newest);
    }

    /// <summary>Whether an ETag is in a list of them.</summary>
    public static bool Matches(string list, string etag) =>
        list.Trim() == "*" || list.Split(',').Any(one => string.Equals(Bare(one), etag, StringComparison.Ordinal));

    private static Conditions Of(S3Request request, string prefix) => new(
        request.Header(prefix + "If-Match"),
        request.Header(prefix + "If-None-Match"),
        Date(request.Header(prefix + "If-Modified-Since")),
        Date(request.Header(prefix + "If-Unmodified-Since")));

    private void RequireMatch(string key, ObjectVersion? existing)
    {
        if (existing is null)
        {
            throw S3Errors.NoSuchKey(key);
        }

        if (!Matches(IfMatch!, existing.Stored.ETag)) // called only when it was sent
        {
            throw S3Errors.PreconditionFailed("If-Match");
        }
    }

    // An ETag condition outranks the date condition of its kind (RFC 9110, 13.2.2).
    private (Outcome Outcome, string Condition) Judge(ObjectVersion version)
    {
        var etag = version.Stored.ETag;
        if (IfMatch is not null ? !Matches(IfMatch, etag) : IfUnmodifiedSince < version.Modified)
        {
            return (Outcome.Failed, IfMatch is not null ? "If-Match" : "If-Unmodified-Since");
        }

        if (IfNoneMatch is not null ? Matches(IfNoneMatch, etag) : IfModifiedSince >= version.Modified)
        {
            return (Outcome.NotModified, IfNoneMatch is not null ? "If-None-Match" : "If-Modified-Since");
        }

        return (Outcome.Holds, string.Empty);
    }

    private static string Bare(string text)
    {
        var trimmed = text.Trim();
        return (trimmed.StartsWith("W/", StringComparison.Ordinal) ? trimmed[2..] : trimmed).Trim('"');
    }

    private static DateTime? Date(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
