using System.Text;

namespace S3Sync.Tool.Completion;

/// <summary>Completion for fish.</summary>
internal static class FishScript
{
    public static string Write(CompletionWords words)
    {
        var script = new StringBuilder("# fish completion of s3sync. Load it by: dotnet s3sync --auto-complete-shell fish | source\n");
        script.Append("function __s3sync_does\n    set -l words (commandline -opc)\n    test (count $words) -gt 1; and contains -- \"$words[2]\" $argv\nend\n");
        script.Append("for program in ").AppendJoin(' ', CompletionWords.Programs).Append('\n');
        script.Append("    complete -c $program -f -a '(__fish_complete_directories)'\n");
        script.Append("    complete -c $program -n __fish_is_first_arg -a '").AppendJoin(' ', words.FirstWords).Append("'\n");
        Append(script, words.Sync, $"'not __s3sync_does {string.Join(' ', words.Commands.Select(command => command.Name))}'");
        foreach (var command in words.Commands)
        {
            Append(script, command.Words, $"'__s3sync_does {command.Name}'");
        }

        foreach (var command in words.Commands.Where(command => command.TakesFiles))
        {
            script.Append("    complete -c $program -n '__s3sync_does ").Append(command.Name).Append("' -F\n");
        }

        return script.Append("end").ToString();
    }

    private static void Append(StringBuilder script, IReadOnlyList<CompletionWord> options, string condition)
    {
        foreach (var option in options)
        {
            script.Append("    complete -c $program -n ").Append(condition).Append(" -l ").Append(option.Name[2..]);
            script.Append(option.Letter is { } letter ? " -s " + letter[1..] : "");
            script.Append(option.ValueName is null ? "" : option.IsPath ? " -r -F" : " -x");
            script.Append(option.Choices.Count > 0 ? $" -a '{string.Join(' ', option.Choices)}'" : "");
            script.Append(" -d '").Append(Escaped(option.Help)).Append("'\n");
        }
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
