using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config;

/// <summary>A config that was read.</summary>
/// <param name="Shown">As the user knows it: <c>s3sync.json</c>, or what was written for it.</param>
/// <param name="Path">Its absolute path.</param>
/// <param name="Environment">The environment of it that was chosen; null for none.</param>
public sealed record ConfigUse(string Shown, string Path, string? Environment);

/// <summary>What was read from everywhere, layer over layer.</summary>
/// <param name="Values">The values of every option, each with its origin; the host's own options among them.</param>
/// <param name="Sync">The synchronization; null when an end could not be read. It may be carried out only when no problem was told.</param>
public sealed record RequestReading(OptionValues Values, SyncRequest? Sync)
{
    /// <summary>Which config is read and how far it is trusted.</summary>
    public ConfigChoice Choice { get; init; } = new();

    /// <summary>The config that was read; null when none was.</summary>
    public ConfigUse? Config { get; init; }

    /// <summary>The rules of the config, in order.</summary>
    public IReadOnlyList<ObjectRule> Rules { get; init; } = [];

    /// <summary>What the user is to be told before the run: which config is used, and which endpoints come from it. One line each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Why a run with this config would be refused although all of it was read: what of it is not to be trusted without a word. Told among the problems too.</summary>
    public IReadOnlyList<Problem> Distrust { get; init; } = [];

    /// <summary>The values of every secret that was given: never to be shown, and to be masked where a host can.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
