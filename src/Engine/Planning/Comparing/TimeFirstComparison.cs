using S3Sync.Entries;

namespace S3Sync.Planning.Comparing;

/// <summary>Newer by whole seconds, and then different by a rule of content: a file that was only touched is not sent again. Another size is different in any case.</summary>
internal sealed class TimeFirstComparison(TimeAndSizeComparison time, IComparison content) : IComparison
{
    public string Judge => content.Judge;

    public Finding FromListing(Entry source, Entry target)
    {
        var finding = time.FromListing(source, target);
        return finding switch
        {
            { Kind: FindingKind.Same } => finding with { Judge = time.Judge },
            { Reason: Reason.SizeDiffers } => finding,
            _ => content.FromListing(source, target),
        };
    }

    public Task<Finding> FromContentAsync(Entry source, Entry target, CancellationToken cancellationToken) =>
        content.FromContentAsync(source, target, cancellationToken);
}
