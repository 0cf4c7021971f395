namespace S3Sync.Patterns.Globs;

/// <summary>Why a text is no glob, in words that stand in the middle of a sentence.</summary>
/// <param name="What">What is wrong: <c>"?" is no wildcard here</c>.</param>
/// <param name="Instead">What to write: <c>write * for any part of a name</c>.</param>
internal sealed record GlobDefect(string What, string Instead);
