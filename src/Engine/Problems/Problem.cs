namespace S3Sync.Problems;

/// <summary>
/// One sentence a user may read about a failure: what happened, the value in quotes, the cause and the next step.
/// Every instance is made by a named function of this folder, so each sentence exists once and has a stable code.
/// </summary>
/// <param name="Code">The stable code, such as <c>S3S301</c>: 1xx asked for, 2xx S3, 3xx local files, 4xx integrity, 5xx the run, 6xx the local endpoint, 7xx the config, rules and manifests, 8xx builds, roles and steps of a workflow.</param>
/// <param name="Message">The sentence, without the code.</param>
public sealed record Problem(string Code, string Message)
{
    /// <summary>The place in a config file that it speaks of; null when it speaks of none.</summary>
    public ProblemPlace? Place { get; init; }

    /// <summary>The code and the sentence, as they are shown.</summary>
    public override string ToString() => $"{Code}: {Message}";

    /// <summary>What somebody else said, made fit for the middle of a sentence: on one line, without its final stop.</summary>
    internal static string Quoted(string said) => said.ReplaceLineEndings(" ").Trim().TrimEnd('.', ':');
}
