namespace S3Sync.MSBuildTask.Running;

/// <summary>An object that arrived: its URL or path, its key, its size in bytes and why it was transferred.</summary>
internal sealed record MovedObject(string Place, string Key, string Size, string Reason);

/// <summary>An object that was deleted.</summary>
internal sealed record GoneObject(string Place, string Key);

/// <summary>What a run leaves for the build.</summary>
/// <param name="IsGood">Everything asked for was done: neither failed nor cancelled.</param>
internal sealed record DeployOutcome(bool IsGood)
{
    /// <summary>Where the manifest was written; null when none was.</summary>
    public string? Manifest { get; init; }

    /// <summary>What arrived, in the order of the keys: the same from run to run.</summary>
    public IReadOnlyList<MovedObject> Uploaded { get; init; } = [];

    /// <summary>What is gone, in the order of the keys.</summary>
    public IReadOnlyList<GoneObject> Deleted { get; init; } = [];

    /// <summary>Bytes that moved.</summary>
    public long Bytes { get; init; }
}
