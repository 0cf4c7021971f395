using S3Sync.Entries;

namespace S3Sync.Planning.Versions;

/// <summary>What is to be done about the versions of one key, oldest first.</summary>
/// <param name="Steps">One for each version of the source but delete markers that are not the latest.</param>
/// <param name="Unplaced">How many versions that take part the target has not, and cannot take where they belong: it only adds versions at the end.</param>
internal sealed record VersionPlan(IReadOnlyList<VersionStep> Steps, int Unplaced);

/// <summary>What is to be done about one version.</summary>
/// <param name="Version">The source's version.</param>
internal abstract record VersionStep(Entry Version)
{
    /// <summary>Leave it, and say why.</summary>
    internal sealed record Leave(Entry Version, PlannedAction.Skip Why) : VersionStep(Version);

    /// <summary>Add it at the target.</summary>
    internal sealed record Add(Entry Version) : VersionStep(Version);

    /// <summary>Hide the key at the target, as the source's latest delete marker does there.</summary>
    /// <param name="Version">The delete marker.</param>
    /// <param name="IsHidden">It is hidden already, unless a version is added before.</param>
    internal sealed record Hide(Entry Version, bool IsHidden) : VersionStep(Version)
    {
        /// <summary>What is said when there is nothing to hide.</summary>
        public PlannedAction.Skip Hidden => new(Version.Key, VersionMatch.Judge, "the target has no current version") { Source = Version };
    }
}
