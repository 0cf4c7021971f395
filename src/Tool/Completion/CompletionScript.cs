namespace S3Sync.Tool.Completion;

/// <summary>The completion script of a shell.</summary>
internal static class CompletionScript
{
    /// <summary>The shells there are scripts for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "powershell", "elvish"];

    /// <summary>The script, which defines everything it needs and completes both names of the tool.</summary>
    public static string For(string shell, CompletionWords words) => shell switch
    {
        "bash" => BashScript.Write(words),
        "zsh" => ZshScript.Write(words),
        "fish" => FishScript.Write(words),
        "powershell" => PowerShellScript.Write(words),
        "elvish" => ElvishScript.Write(words),
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, null),
    };
}
