using System.Globalization;

namespace S3Sync.Transfers.Restamping;

/// <summary>The lock of an object that is copied onto itself.</summary>
internal static class ObjectLock
{
    private const string Mode = "x-amz-object-lock-mode";
    private const string Until = "x-amz-object-lock-retain-until-date";

    /// <summary>
    /// What protects an object, without a retention that has ended: it is still told, and refused when an object is written, since it "must be in
    /// the future" ("PutObjectRetention", Amazon S3 API Reference).
    /// </summary>
    /// <param name="protection">The headers that a HEAD told.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> InForce(IReadOnlyList<KeyValuePair<string, string>> protection, DateTimeOffset now) =>
        protection.FirstOrDefault(static header => header.Key == Until).Value is { } until
        && DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) && end <= now
            ? [.. protection.Where(static header => header.Key is not (Mode or Until))]
            : protection;
}
