using System.Reflection;
using System.Text;
using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Problems;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.GitHub;
using S3Sync.Tool.Output;
using S3Sync.Tool.Verify;

namespace S3Sync.Tool;

/// <summary>The help and the version, made from the definitions. Names of environment variables are shown, their values never.</summary>
internal static class HelpText
{
    public const string SyncUsage = "dotnet s3sync [OPTIONS] SOURCE TARGET";
    public const string ServeUsage = "dotnet s3sync serve [OPTIONS] DIR";
    public const string VerifyUsage = "dotnet s3sync verify [OPTIONS] MANIFEST [TARGET]";
    public const string ConfigUsage = "dotnet s3sync config [OPTIONS] [SOURCE TARGET]";
    private const int Width = 100;
    private const int Indent = 10;
    private const string HardSpace = "\u00a0"; // keeps a bracket on one line; printed as a space

    /// <summary>The version as <c>--version</c> prints it.</summary>
    public static string Version =>
        "s3sync " + typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>Answers <c>help [COMMAND]</c>.</summary>
    public static int Print(IReadOnlyList<string> commands, Terminal terminal)
    {
        switch (commands)
        {
            case [] or ["sync"]:
                terminal.WriteLine(OfSync());
                return ExitCode.Ok;
            case ["serve"]:
                terminal.WriteLine(OfServe());
                return ExitCode.Ok;
            case ["verify"]:
                terminal.WriteLine(OfVerify());
                return ExitCode.Ok;
            case ["config"]:
                terminal.WriteLine(OfConfig());
                return ExitCode.Ok;
            default:
                return UsageErrors.Print([UsageProblems.CommandUnknown(commands[0], "serve, verify, config, and none for a synchronization")], terminal);
        }
    }

    /// <summary>The help of a synchronization.</summary>
    public static string OfSync()
    {
        var text = Head("Fast, verified synchronization between directories and S3, in every direction.", SyncUsage);
        text.AppendLine("       dotnet s3sync serve [OPTIONS] DIR   An S3 endpoint; see: dotnet s3sync help serve");
        text.AppendLine("       dotnet s3sync verify MANIFEST       Proves what was published; see: dotnet s3sync help verify");
        text.AppendLine("       dotnet s3sync config [OPTIONS]      What would be used, and from where; see: help config");
        AppendGroup(text, "Arguments", OptionCatalog.Ends);
        text.AppendLine().AppendLine("Options:");
        AppendOption(text, ToolDefinitions.Help);
        AppendOption(text, ToolDefinitions.Version);
        AppendOption(text, ToolDefinitions.AutoCompleteShell);
        AppendGroup(text, OptionCatalog.OfConfig.Title, OptionCatalog.OfConfig.Options);
        AppendGroup(text, "Local endpoint", [ToolDefinitions.LocalS3]);
        AppendGroup(text, RoleDefinitions.Group.Title, RoleDefinitions.Group.Options);
        foreach (var group in OptionCatalog.Groups)
        {
            AppendGroup(text, group.Title, group.Options);
        }

        AppendExitCodes(text, ExitCode.Meanings);
        text.AppendLine().AppendLine($"Every variable is also read with {OptionDefinition.EnvironmentPrefix} before its name. The command line wins over").AppendLine("that one, that one over the config file, and the config file over the plain name.");
        return text.Append("-- ends the options. A directory called serve, verify, config or help gets ./ before it.").ToString();
    }

    /// <summary>The help of the endpoint.</summary>
    public static string OfServe()
    {
        var text = Head("An S3 endpoint over a folder, for any S3 client on this machine. Prints its address and keys, and runs until interrupted.", ServeUsage);
        AppendGroup(text, "Arguments", [ToolDefinitions.Folder]);
        AppendGroup(text, "Options", ToolDefinitions.OfServe);
        Append(text, "Its keys are those of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY when both are set; otherwise a pair that is made once and kept in DIR.", 0);
        AppendExitCodes(text, [(ExitCode.Ok, "interrupted or terminated, as asked"), (ExitCode.Failed, "it could not start"), (ExitCode.Usage, "something asked for is wrong; nothing was touched")]);
        return text.ToString().TrimEnd();
    }

    /// <summary>The help of the verification.</summary>
    public static string OfVerify()
    {
        var text = Head("Proves that what a manifest says was published is still there, and unchanged. Nothing is written.", VerifyUsage);
        AppendGroup(text, "Arguments", VerifyDefinitions.Ends);
        AppendGroup(text, "Options", [.. VerifyDefinitions.Own, ToolDefinitions.LocalS3, .. ToolDefinitions.OnEveryCommand]);
        AppendGroup(text, "How S3 is reached", VerifyDefinitions.Connection);
        AppendGroup(text, RoleDefinitions.Group.Title, RoleDefinitions.Group.Options);
        AppendExitCodes(text,
        [
            (ExitCode.Ok, "everything is proven"),
            (ExitCode.Failed, "something differs, and is named; or the manifest is damaged"),
            (ExitCode.Usage, "something asked for is wrong"),
            (ExitCode.Warned, "nothing differs, but something could not be proven, and is named"),
        ]);
        return text.ToString().TrimEnd();
    }

    /// <summary>The help of the listing.</summary>
    public static string OfConfig()
    {
        var text = Head("Prints what a synchronization would be given, and where each value is from. Nothing is transferred.", ConfigUsage);
        AppendGroup(text, "Options", [.. ToolDefinitions.Listing, ToolDefinitions.Help, ToolDefinitions.Version]);
        AppendGroup(text, OptionCatalog.OfConfig.Title, OptionCatalog.OfConfig.Options);
        text.AppendLine();
        Append(text, $"It also takes every option of a synchronization, and shows it. Secrets are shown as {SecretMask.Shown}. Names are those of the config file; docs/config-file.md describes it.", 0);
        AppendExitCodes(text, [(ExitCode.Ok, "printed"), (ExitCode.Usage, "something asked for is wrong; all of it is told")]);
        return text.ToString().TrimEnd();
    }

    private static StringBuilder Head(string purpose, string usage) =>
        new StringBuilder().AppendLine(purpose).AppendLine().Append("Usage: ").AppendLine(usage);

    private static void AppendGroup(StringBuilder text, string title, IEnumerable<OptionDefinition> definitions)
    {
        text.AppendLine().Append(title).AppendLine(":");
        foreach (var definition in definitions)
        {
            AppendOption(text, definition);
        }
    }

    private static void AppendOption(StringBuilder text, OptionDefinition definition)
    {
        var letter = definition.Letter is { } c ? $"-{c}, " : "    ";
        var repeats = definition.Kind is OptionKind.Count ? "..." : "";
        var name = definition.IsPositional ? definition.Shown : letter + definition.Shown + repeats;
        var value = definition.IsPositional || definition.Kind.ValueName is null ? "" : $" <{definition.Kind.ValueName}>";
        text.Append("  ").Append(name).AppendLine(value);

        var environment = definition.EnvironmentNames.Count > 0 ? $" [env: {definition.EnvironmentNames[^1]}]" : "";
        var initial = definition is { IsSecret: false, DefaultText: { } shown } ? $" [default: {shown}]" : "";
        Append(text, definition.Help + Unbroken(environment + initial), Indent);
    }

    // A bracket that is broken over two lines cannot be searched for.
    private static string Unbroken(string brackets) =>
        brackets.Length == 0 ? "" : " " + brackets[1..].Replace(" ", HardSpace, StringComparison.Ordinal);

    private static void AppendExitCodes(StringBuilder text, IReadOnlyList<(int Code, string Meaning)> codes)
    {
        text.AppendLine().AppendLine("Exit codes:");
        foreach (var (code, meaning) in codes)
        {
            text.Append("  ").Append(code.ToString(System.Globalization.CultureInfo.InvariantCulture).PadRight(5)).AppendLine(meaning);
        }
    }

    private static void Append(StringBuilder text, string sentence, int indent)
    {
        var column = 0;
        foreach (var word in sentence.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width - indent)
            {
                text.AppendLine();
                column = 0;
            }

            text.Append(' ', column == 0 ? indent : 1).Append(word.Replace(HardSpace, " ", StringComparison.Ordinal));
            column += word.Length + (column == 0 ? 0 : 1);
        }

        text.AppendLine();
    }
}
