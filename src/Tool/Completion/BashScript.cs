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
            if [[ ${COMP_WORDS[1]} == serve && $COMP_CWORD -gt 1 ]]; then
                _s3sync_serve
            elif [[ ${COMP_WORDS[1]} == verify && $COMP_CWORD -gt 1 ]]; then
                _s3sync_verify
            else
                _s3sync_sync
            fi
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
        var script = new StringBuilder(Head).Append('\n');
        Append(script, "_s3sync_sync", words.Sync, "[[ $COMP_CWORD -eq 1 ]] && words=\"" + string.Join(' ', CompletionWords.Commands) + "\"; files=-d");
        Append(script, "_s3sync_serve", words.Serve, "files=-d");
        Append(script, "_s3sync_verify", words.Verify, "files=-f");
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
