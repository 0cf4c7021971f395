using System.Text;

namespace S3Sync.Tool.Completion;

/// <summary>Completion for zsh, by its own <c>_arguments</c>.</summary>
internal static class ZshScript
{
    public static string Write(CompletionWords words)
    {
        var script = new StringBuilder("#compdef ").AppendJoin(' ', CompletionWords.Programs).Append('\n');
        script.Append("# zsh completion of s3sync. Load it by: source <(dotnet s3sync --auto-complete-shell zsh), or keep it as _s3sync in a folder of $fpath.\n");
        script.Append("_s3sync() {\n    if (( CURRENT > 2 )) && [[ $words[2] == serve ]]; then\n        shift words; (( CURRENT-- ))\n");
        Append(script, words.Serve, ["'1:DIR:_files -/'"], "        ");
        script.Append("    elif (( CURRENT > 2 )) && [[ $words[2] == verify ]]; then\n        shift words; (( CURRENT-- ))\n");
        Append(script, words.Verify, ["'1:MANIFEST:_files'", "'2:TARGET:_files -/'"], "        ");
        script.Append("    else\n");
        Append(script, words.Sync, ["'1:SOURCE:_s3sync_place'", "'2:TARGET:_s3sync_place'"], "        ");
        script.Append("    fi\n}\n_s3sync_place() {\n    _alternative 'commands:command:(").AppendJoin(' ', CompletionWords.Commands)
            .Append(")' 'places:place:_files -/' 'urls:URL:compadd -S \"\" s3\\://'\n}\n");
        return script.Append("if [[ $funcstack[1] == _s3sync ]]; then _s3sync \"$@\"; else compdef _s3sync ").AppendJoin(' ', CompletionWords.Programs).Append("; fi").ToString();
    }

    private static void Append(StringBuilder script, IReadOnlyList<CompletionWord> options, IReadOnlyList<string> places, string indent)
    {
        script.Append(indent).Append("_arguments -s");
        foreach (var option in options)
        {
            script.Append(" \\\n").Append(indent).Append("    ").Append(Specification(option));
        }

        foreach (var place in places)
        {
            script.Append(" \\\n").Append(indent).Append("    ").Append(place);
        }

        script.Append('\n');
    }

    private static string Specification(CompletionWord option)
    {
        var help = $"[{Escaped(option.Help)}]";
        if (option.ValueName is null)
        {
            return option.Letter is { } letter ? $"'*'{{{letter},{option.Name}}}'{help}'" : $"'{option.Name}{help}'";
        }

        var values = option.IsPath ? "_files" : option.Choices.Count > 0 ? $"({string.Join(' ', option.Choices.Select(Escaped))})" : "";
        return $"'{option.Name}={help}:{option.ValueName}:{values}'";
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal).Replace("'", "'\\''", StringComparison.Ordinal);
}
