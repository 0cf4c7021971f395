using System.Text;

namespace S3Sync.Tool.Completion;

/// <summary>Completion for PowerShell.</summary>
internal static class PowerShellScript
{
    private const string Body = """
            $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
            $options = if ($words.Count -gt 0 -and $commands.ContainsKey($words[0])) { $commands[$words[0]] } else { $sync }
            $last = if ($words.Count -gt 0) { $words[-1] } else { '' }
            $option = $last
            $value = $wordToComplete
            $front = ''
            if ($wordToComplete -match '^(--[^=]+)=(.*)$') { $option = $Matches[1]; $value = $Matches[2]; $front = "$option=" }
            $known = $options | Where-Object { $_[0] -ceq $option -and $_[1] -ne '' }
            if ($known) {
                if ($known[1] -eq 'PATH') { return }
                $known[1] -split ' ' | Where-Object { $_ -ne 'ANY' -and $_ -like "$value*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new("$front$_", $_, 'ParameterValue', $_)
                }
                return
            }
            if ($wordToComplete -like '-*') {
                $options | Where-Object { $_[0] -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterName', $_[2])
                }
            }
            elseif ($words.Count -eq 0) {
                @($commands.Keys) + 'help' | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
        }
        """;

    public static string Write(CompletionWords words)
    {
        var script = new StringBuilder("# PowerShell completion of s3sync. Load it by: dotnet s3sync --auto-complete-shell powershell | Out-String | Invoke-Expression\n");
        script.Append("Register-ArgumentCompleter -Native -CommandName ").AppendJoin(", ", CompletionWords.Programs.Select(Quoted)).Append(" -ScriptBlock {\n");
        script.Append("    param($wordToComplete, $commandAst, $cursorPosition)\n");
        Append(script, "$sync", words.Sync);
        script.Append("    $commands = @{}\n");
        foreach (var command in words.Commands)
        {
            Append(script, $"$commands[{Quoted(command.Name)}]", command.Words);
        }

        return script.Append(Body).ToString();
    }

    // Each option is its name, what its value may be (nothing for a switch), and its help.
    private static void Append(StringBuilder script, string variable, IReadOnlyList<CompletionWord> options)
    {
        script.Append("    ").Append(variable).Append(" = @(\n");
        script.AppendJoin(",\n", options.Select(option => $"        @({Quoted(option.Name)}, {Quoted(ValuesOf(option))}, {Quoted(option.Help)})"));
        script.Append("\n    )\n");
    }

    private static string ValuesOf(CompletionWord option) =>
        option.ValueName is null ? "" : option.IsPath ? "PATH" : option.Choices.Count > 0 ? string.Join(' ', option.Choices) : "ANY";

    private static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
