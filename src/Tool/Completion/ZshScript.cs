using System.Globalization;
using System.Text;

namespace S3Sync.Tool.Completion;

/// <summary>Completion for zsh, by its own <c>_arguments</c>.</summary>
internal static class ZshScript
{
    public static string Write(CompletionWords words)
    {
        var script = new StringBuilder("#compdef ").AppendJoin(' ', CompletionWords.Programs).Append('\n');
        script.Append("# zsh completion of s3sync. Load it by: source <(dotnet s3sync --auto-complete-shell zsh), or keep it as _s3sync in a folder of $fpath.\n");
        script.Append("_s3sync() {\n    ");
        foreach (var command in words.Commands)
        {
            script.Append("if (( CURRENT > 2 )) && [[ $words[2] == ").Append(command.Name).Append(" ]]; then\n        shift words; (( CURRENT-- ))\n");
            Append(script, command.Words, command.Places, "        ");
            script.Append("    el");
        }

        script.Append("se\n");
        Append(script, words.Sync, ["SOURCE", "TARGET"], "        ");
        script.Append("    fi\n}\n_s3sync_place() {\n    _alternative 'commands:command:(").AppendJoin(' ', words.FirstWords)
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

        for (var i = 0; i < places.Count; i++)
        {
            script.Append(" \\\n").Append(indent).Append(CultureInfo.InvariantCulture, $"    '{i + 1}:{places[i]}:{Places(places[i])}'");
        }

        script.Append('\n');
    }

    private static string Places(string placeholder) => placeholder switch
    {
        "DIR" => "_files -/",
        "MANIFEST" => "_files",
        _ => "_s3sync_place",
    };

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
