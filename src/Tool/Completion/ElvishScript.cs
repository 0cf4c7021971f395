using System.Text;

namespace S3Sync.Tool.Completion;

/// <summary>Completion for elvish.</summary>
internal static class ElvishScript
{
    private const string Body = """
        fn complete-s3sync {|@words|
            var options = $sync
            if (and (> (count $words) 2) (has-key $commands $words[1])) { set options = $commands[$words[1]] }
            var last = $words[-2]
            var word = $words[-1]
            if (has-key $options[values] $last) {
                if (eq $options[values][$last] path) {
                    edit:complete-filename $word
                } else {
                    all $options[values][$last]
                }
            } elif (str:has-prefix $word -) {
                for option $options[names] { edit:complex-candidate $option[0] &display=$option[0]' '$option[1] }
            } else {
                if (== (count $words) 2) { keys $commands; put help }
                edit:complete-filename $word
            }
        }
        """;

    public static string Write(CompletionWords words)
    {
        var script = new StringBuilder("# elvish completion of s3sync. Load it by: eval (dotnet s3sync --auto-complete-shell elvish | slurp)\nuse str\n");
        Append(script, "sync", words.Sync);
        foreach (var command in words.Commands)
        {
            Append(script, command.Name, command.Words);
        }

        script.Append("var commands = [").AppendJoin(' ', words.Commands.Select(command => $"&{command.Name}=${command.Name}")).Append("]\n").Append(Body);
        foreach (var program in CompletionWords.Programs)
        {
            script.Append("\nset edit:completion:arg-completer[").Append(program).Append("] = $complete-s3sync~");
        }

        return script.ToString();
    }

    private static void Append(StringBuilder script, string variable, IReadOnlyList<CompletionWord> options)
    {
        script.Append("var ").Append(variable).Append(" = [\n    &names=[\n");
        foreach (var option in options)
        {
            script.Append("        [").Append(option.Name).Append(' ').Append(Quoted(option.Help)).Append("]\n");
        }

        script.Append("    ]\n    &values=[\n");
        foreach (var option in options.Where(option => option.ValueName is not null))
        {
            script.Append("        &").Append(option.Name).Append('=').Append(option.IsPath ? "path" : $"[{string.Join(' ', option.Choices.Select(Quoted))}]").Append('\n');
        }

        script.Append("    ]\n]\n");
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
