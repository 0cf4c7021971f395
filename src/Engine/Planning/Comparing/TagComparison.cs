using S3Sync.Metadata;
using S3Sync.Storage;

namespace S3Sync.Planning.Comparing;

/// <summary>Compares the tags of two objects whose content is the same.</summary>
internal sealed class TagComparison(IStore source, IStore target)
{
    /// <summary>Retag with the source's tags, or the skip that it was.</summary>
    public async Task<PlannedAction> CompareAsync(PlannedAction.CompareTags pair, CancellationToken cancellationToken)
    {
        var needs = new DetailNeeds { Tags = true };
        var asked = source.DescribeAsync(pair.Source, needs, cancellationToken);
        var atTarget = await target.DescribeAsync(pair.Target, needs, cancellationToken);
        var wanted = (await asked).Tags;
        return TagSets.AreSame(wanted, atTarget.Tags) ? pair.Same : new PlannedAction.Retag(pair.Same, pair.Source, pair.Target, wanted);
    }
}
