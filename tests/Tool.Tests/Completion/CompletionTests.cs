using S3Sync.Catalog;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Completion;

/// <summary>The completion scripts, in the shells themselves where this machine has them.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    [InlineData("elvish")]
    public async Task Every_script_knows_every_option_and_every_choice(string shell)
    {
        var script = await ScriptAsync(shell);

        Assert.All(OptionCatalog.All, option => Assert.Contains(option.Name, script, StringComparison.Ordinal));
        var choices = OptionCatalog.All.Select(option => option.Kind).OfType<OptionKind.Choice>().SelectMany(choice => choice.Words);
        Assert.All(choices, word => Assert.Contains(shell == "zsh" ? word.Replace(":", "\\:", StringComparison.Ordinal) : word, script, StringComparison.Ordinal));
        Assert.Contains("dotnet-s3sync", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_shell_is_a_usage_error_and_prints_no_script()
    {
        var result = await ToolProcess.RunAsync("--auto-complete-shell", "tcsh");

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("bash, zsh, fish, powershell, elvish", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_can_ask_for_the_script_as_in_the_original()
    {
        var result = await ToolProcess.RunInAsync(null, new Dictionary<string, string> { ["AUTO_COMPLETE_SHELL"] = "fish" });

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(await ScriptAsync("fish"), result.Out);
    }

    [NeedsProgramFact("bash")]
    public async Task Bash_completes_options_choices_commands_and_files()
    {
        using var folder = await FolderAsync("bash");
        const string Ask = """
            source ./script
            ask() {
                COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
                read -ra COMP_WORDS <<< "$1"
                [[ $1 == *" " ]] && COMP_WORDS+=("")
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _s3sync
                echo "${COMPREPLY[*]}"
            }
            complete -p s3sync dotnet-s3sync | grep -c _s3sync
            ask "s3sync --multipart-"
            ask "s3sync --sse "
            ask "s3sync --sse aws:k"
            ask "s3sync --storage-class=GLA"
            ask "s3sync se"
            ask "s3sync config --al"
            ask "s3sync serve --mem"
            ask "s3sync --hash-cache hash"
            ask "s3sync fol"
            """;

        var result = await RunAsync("bash", ["--norc", "-c", Ask], folder.Path);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            ["2", "--multipart-threshold --multipart-chunksize", "AES256 aws:kms aws:kms:dsse", "kms kms:dsse", "GLACIER GLACIER_IR", "serve", "--all --allow-config-endpoint", "--memory", "hashes", "folder"],
            result.OutLines);
    }

    [NeedsProgramFact("fish")]
    public async Task Fish_completes_options_choices_commands_and_files()
    {
        using var folder = await FolderAsync("fish");
        const string Ask = """
            source ./script
            for line in "s3sync --multipart-" "s3sync --sse aws" "dotnet-s3sync --storage-class=GLA" "s3sync ser" "s3sync serve --mem" "s3sync config --js" "s3sync --hash-cache hash" "s3sync fol"
                complete -C $line | cut -f1 | sort | string join ' '
            end
            true
            """;

        var result = await RunAsync("fish", ["--no-config", "-c", Ask], folder.Path);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            ["--multipart-chunksize --multipart-threshold", "aws:kms aws:kms:dsse", "--storage-class=GLACIER --storage-class=GLACIER_IR", "serve", "--memory", "--json --json-tracing", "hashes", "folder/"],
            result.OutLines);
    }

    [NeedsProgramFact("zsh")]
    public async Task Zsh_completes_options_choices_commands_and_files()
    {
        using var folder = await FolderAsync("zsh");

        // Completion of zsh runs in its line editor alone, so the shell gets a terminal of its own, and a key that lists.
        const string Ask = """
            zmodload zsh/zpty
            zpty -b shell "TERM=dumb zsh -f -i"
            seen() {
                local text all= i
                for i in {1..400}; do
                    while zpty -rt shell text; do all+=$text; done
                    [[ $all == *$1* ]] && print -r -- "seen $1" && return
                    sleep 0.05
                done
                print -r -- "not seen: $1 in ${all//$'\r'/}"
            }
            zpty -w shell "PS1= PS2= LISTMAX=1000; stty cols 200; autoload -U compinit; compinit -u -D; source ./script; bindkey '^I' list-choices; print re''ady"
            seen ready
            for line word in "s3sync --multipart-" chunksize "s3sync --sse aws" :kms:dsse "dotnet-s3sync --storage-class=GLA" CIER_IR "s3sync ser" serve "s3sync serve --mem" ory "s3sync config --js" on-tracing "s3sync --hash-cache hash" hashes "s3sync fol" folder/; do
                zpty -w -n shell "$line"$'\t'
                seen $word
                zpty -w -n shell $'\C-a\C-k'"print do''ne"$'\n'
                seen done
            done
            zpty -d shell
            """;

        var result = await RunAsync("zsh", ["-f", "-c", Ask], folder.Path);

        Assert.Equal((0, 17), (result.ExitCode, result.OutLines.Count));
        Assert.All(result.OutLines, line => Assert.StartsWith("seen ", line, StringComparison.Ordinal));
    }

    private static async Task<string> ScriptAsync(string shell)
    {
        var result = await ToolProcess.RunAsync("--auto-complete-shell", shell);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Out;
    }

    private static async Task<TempFolder> FolderAsync(string shell)
    {
        var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("script"), await ScriptAsync(shell));
        await File.WriteAllTextAsync(folder.At("hashes"), "");
        Directory.CreateDirectory(folder.At("folder"));
        return folder;
    }

    private static async Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, string folder)
    {
        var environment = new Dictionary<string, string> { ["HOME"] = folder };
        using var process = System.Diagnostics.Process.Start(ToolProcess.StartInfo(program, folder, environment, arguments))!; // a program always starts, or throws
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, await output, await error);
    }
}
