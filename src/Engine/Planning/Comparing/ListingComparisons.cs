using S3Sync.Entries;

namespace S3Sync.Planning.Comparing;

/// <summary>
/// The default rule: newer by whole seconds, or another size. Sub-second times are cut off, since S3 keeps whole seconds in Last-Modified.
/// An empty pair at a local target is never sent again, as the original does.
/// </summary>
internal sealed class TimeAndSizeComparison(bool targetIsLocal) : IComparison
{
    public string Judge => targetIsLocal ? "StandardDiffDetector" : "TargetModifiedFilter";

    public Finding FromListing(Entry source, Entry target)
    {
        if (source.Size != target.Size)
        {
            return Finding.Different(Reason.SizeDiffers);
        }

        if (targetIsLocal && source.Size == 0)
        {
            return Finding.Same;
        }

        return source.Modified.ToUnixTimeSeconds() > target.Modified.ToUnixTimeSeconds() ? Finding.Different(Reason.Newer) : Finding.Same;
    }

    public Task<Finding> FromContentAsync(Entry source, Entry target, CancellationToken cancellationToken) =>
        Task.FromResult(FromListing(source, target));
}

/// <summary>Another size; times are not looked at.</summary>
internal sealed class SizeComparison : IComparison
{
    public string Judge => "SizeDiffDetector";

    public Finding FromListing(Entry source, Entry target) =>
        source.Size == target.Size ? Finding.Same : Finding.Different(Reason.SizeDiffers);

    public Task<Finding> FromContentAsync(Entry source, Entry target, CancellationToken cancellationToken) =>
        Task.FromResult(FromListing(source, target));
}
