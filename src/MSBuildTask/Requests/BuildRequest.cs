namespace S3Sync.MSBuildTask.Requests;

/// <summary>A text that a build gave for an option.</summary>
internal sealed record GivenText(string Option, string Text);

/// <summary>A rule that a build gave as an item: its name and its metadata, names told apart without case.</summary>
internal sealed record GivenRule(string Name, IReadOnlyDictionary<string, string> Fields);

/// <summary>What a build asks for, before any of it is read.</summary>
/// <param name="Folder">The project's absolute folder.</param>
internal sealed record BuildRequest(string Folder)
{
    /// <summary>The texts that were given, in the order of the catalogue.</summary>
    public IReadOnlyList<GivenText> Given { get; init; } = [];

    /// <summary>The rules that were given, the later stronger.</summary>
    public IReadOnlyList<GivenRule> Rules { get; init; } = [];

    /// <summary>What is published when nothing says it.</summary>
    public string? DefaultSource { get; init; }

    /// <summary>The absolute path of the stamp; null for none.</summary>
    public string? Stamp { get; init; }

    /// <summary>The commit that is built, for the manifest; null when it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether problems name the properties of S3SyncOnPublish, not parameters.</summary>
    public bool ByProperties { get; init; }

    /// <summary>The variables of the environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
