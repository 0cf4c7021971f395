using System.Text;

namespace S3Sync.Tool.Completion;

/// <summary>Completion for bash, with nothing but bash itself.</summary>
internal static class BashScript
{
    // Readline cuts words at '=' and ':', so the word is taken from the line, and what readline holds for finished is cut off again.
    private const string Head = """
        # bash completion of s3sync. Load it by: source <(dotnet s3sync --auto-complete-shell bash)
        _s3sync() {
            local line=${COMP_LINE:0:COMP_POINT} word before option value words files=
            word=${line##*[[:space:]]}
            line=${line%"$word"}
            line=${line%"${line##*[![:space:]]}"}
            before=${line##*[[:space:]]}
            option=$before value=$word
            [[ $word == --*=* ]] && option=${word%%=*} value=${word#*=}
            local command=sync
            [[ $COMP_CWORD -gt 1 && " COMMANDS " == *" ${COMP_WORDS[1]} "* ]] && command=${COMP_WORDS[1]}
            "_s3sync_$command"
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "${words// /$'\n'}" -- "$value"))
            if [[ -n $files ]]; then
                compopt -o filenames 2>/dev/null
                COMPREPLY+=($(compgen "$files" -- "$value"))
            fi
            local done=${word%"${word##*[=:]}"}
            [[ $word == --*=* && -n $files ]] && done=
            [[ $word == --*=* ]] && done=${done#"${word%%=*}="}
            if [[ -n $done ]]; then
                local i
                for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$done"}; done
            fi
        }
        """;

    public static string Write(CompletionWords words)
    {
        var script = new StringBuilder(Head.Replace("COMMANDS", string.Join(' ', words.Commands.Select(command => command.Name)), StringComparison.Ordinal)).Append('\n');
        Append(script, "_s3sync_sync", words.Sync, "[[ $COMP_CWORD -eq 1 ]] && words=\"" + string.Join(' ', words.FirstWords) + "\"; files=-d");
        foreach (var command in words.Commands)
        {
            Append(script, "_s3sync_" + command.Name, command.Words, command.TakesFiles ? "files=-f" : "files=-d");
        }

        return script.Append("complete -F _s3sync ").AppendJoin(' ', CompletionWords.Programs).ToString();
    }

    private static void Append(StringBuilder script, string function, IReadOnlyList<CompletionWord> options, string places)
    {
        script.Append(function).Append("() {\n    case $option in\n");
        foreach (var option in options.Where(option => option.ValueName is not null))
        {
            var offer = option.IsPath ? "files=-f" : $"words=\"{string.Join(' ', option.Choices)}\"";
            script.Append("        ").Append(option.Name).Append(") ").Append(offer).Append("; return ;;\n");
        }

        script.Append("    esac\n    if [[ $word == -* ]]; then\n        value=$word\n        words=\"")
            .AppendJoin(' ', options.SelectMany(option => new[] { option.Name, option.Letter }).OfType<string>())
            .Append("\"\n    else\n        value=$word\n        ").Append(places).Append("\n    fi\n}\n");
    }
}
