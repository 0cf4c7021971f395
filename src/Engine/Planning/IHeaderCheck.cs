using S3Sync.Reporting;

namespace S3Sync.Planning;

/// <summary>Looks whether an object whose content is the same has what the rules that match it say.</summary>
internal interface IHeaderCheck
{
    /// <summary>
    /// What is to be done so that it has: <see cref="PlannedAction.Restamp"/>, or <see cref="PlannedAction.Retag"/> when only tags differ; the skip, with what
    /// the target was found to have, when it has.
    /// </summary>
    /// <param name="same">The pair, whose source entry has rules.</param>
    /// <param name="tags">The tags that it is to get anyway; null when none are to be written.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="Storage.StorageException">
    /// It is gone (<see cref="Storage.FailureKind.Gone"/>) or another object by now (<see cref="Storage.FailureKind.Unmet"/>); it cannot be asked; what it
    /// carries could not be kept.
    /// </exception>
    Task<PlannedAction> CheckAsync(PlannedAction.Skip same, IReadOnlyList<KeyValuePair<string, string>>? tags, CancellationToken cancellationToken);
}

/// <summary>A copy of an object onto itself with other headers: everything that it needs has been read.</summary>
internal interface IRestamp
{
    /// <summary>Which headers differ, in words.</summary>
    string Reason { get; }

    /// <summary>Makes the copy, of exactly the object that was looked at.</summary>
    /// <exception cref="Storage.StorageException">
    /// The object is gone (<see cref="Storage.FailureKind.Gone"/>) or another one by now (<see cref="Storage.FailureKind.Unmet"/>). With an undo, the copy was
    /// made and disagrees.
    /// </exception>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>A record of the object as it was, brought up to what it was written with.</summary>
    ObjectRecord Complete(ObjectRecord record);
}
