using S3Sync.Metadata;
using S3Sync.Storage;

namespace S3Sync.Planning.Comparing;

/// <summary>Compares the tags of two objects whose content is the same.</summary>
internal sealed class TagComparison(IStore source, IStore target)
{
    /// <summary>Retag with the source's tags, or the skip that it was.</summary>
    /// <exception cref="StorageException">The target is gone (<see cref="FailureKind.TargetMoved"/>), or one of the two cannot be asked.</exception>
    public async Task<PlannedAction> CompareAsync(PlannedAction.CompareTags pair, CancellationToken cancellationToken)
    {
        var needs = new DetailNeeds { Tags = true };
        var asked = source.DescribeAsync(pair.Source, needs, cancellationToken);
        var atTarget = await AtTargetAsync(pair.Target, needs, cancellationToken);
        var wanted = (await asked).Tags;
        return TagSets.AreSame(wanted, atTarget.Tags) ? pair.Same : new PlannedAction.Retag(pair.Same, pair.Source, pair.Target, wanted);
    }

    private async Task<Entries.EntryDetails> AtTargetAsync(Entries.Entry entry, DetailNeeds needs, CancellationToken cancellationToken)
    {
        try
        {
            return await target.DescribeAsync(entry, needs, cancellationToken);
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Gone)
        {
            throw new StorageException(failure.Problem, FailureKind.TargetMoved, failure);
        }
    }
}
