using System.Globalization;
using System.Text;
using S3Sync.Catalog;
using S3Sync.Catalog.Texts;
using S3Sync.Options;

namespace S3Sync.Generate;

/// <summary>Writes docs/options.md from the option catalogue: every option with its default, its environment names and its meaning.</summary>
internal static class OptionsPage
{
    public static string Text()
    {
        var page = new StringBuilder()
            .Append("<!-- Generated from src/Engine/Catalog by `").Append(GeneratedFiles.Command).Append("`. Do not edit. -->\n\n")
            .Append("# Options\n\n")
            .Append("`dotnet s3sync [OPTIONS] SOURCE TARGET`. An option on the command line wins over the first environment name shown beside it, that over\n")
            .Append("the [config file](config-file.md), where `--worker-size` is `workerSize`, and that over the second name. The command's own options\n")
            .Append("(`--local-s3`, `--help`, `--version`, and those of `serve`) are in `s3sync --help` and `s3sync help serve`.\n");
        AppendGroup(page, "Arguments", OptionCatalog.Ends);
        AppendGroup(page, OptionCatalog.OfConfig.Title, OptionCatalog.OfConfig.Options);
        foreach (OptionGroup<SyncOptions> group in OptionCatalog.Groups)
        {
            AppendGroup(page, group.Title, group.Options);
        }

        return page.ToString();
    }

    private static void AppendGroup(StringBuilder page, string title, IEnumerable<OptionDefinition> options)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| option | default | environment | meaning |\n|---|---|---|---|\n");
        foreach (var option in options)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {NameOf(option)} | {DefaultOf(option)} | {EnvironmentOf(option)} | {MeaningOf(option)} |\n");
        }
    }

    private static string NameOf(OptionDefinition option)
    {
        var letter = option.Letter is { } letterName ? $"`-{letterName}`, " : "";
        var value = option.IsPositional || option.Kind.ValueName is null ? "" : $" {option.Kind.ValueName}";
        return $"{letter}`{option.Shown}{value}`";
    }

    private static string DefaultOf(OptionDefinition option) => option is { IsSecret: false, DefaultText: { Length: > 0 } shown } ? $"`{shown}`" : "";

    private static string EnvironmentOf(OptionDefinition option) => string.Join(", ", option.EnvironmentNames.Select(name => $"`{name}`"));

    private static string MeaningOf(OptionDefinition option)
    {
        var sentences = new List<string> { option.Help.TrimEnd('.') };
        if (option.Kind is OptionKind.Choice choice)
        {
            sentences.Add($"One of {string.Join(", ", choice.Words.Select(word => $"`{word}`"))}");
        }

        if (RangeOf(option.Kind) is { } range)
        {
            sentences.Add(range);
        }

        if (SidesOf(option.Sides) is { } sides)
        {
            sentences.Add(sides);
        }

        if (option.Requires is { } required)
        {
            sentences.Add($"Needs `--{required}`");
        }

        if (option.Excludes.Count > 0)
        {
            sentences.Add($"Not together with {string.Join(", ", option.Excludes.Select(other => $"`--{other}`"))}");
        }

        return (string.Join(". ", sentences) + ".").Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string? RangeOf(OptionKind kind) => kind switch
    {
        OptionKind.Integer { Most: int.MaxValue } number => $"At least {number.Least}",
        OptionKind.Integer number => $"From {number.Least} to {number.Most}",
        OptionKind.Size size => $"From {ByteSize.Show(size.Least)} to {ByteSize.Show(size.Most)}",
        _ => null,
    };

    private static string? SidesOf(OptionSides sides) => sides switch
    {
        OptionSides.SourceS3 => "For a source in S3",
        OptionSides.TargetS3 => "For a target in S3",
        OptionSides.BothS3 => "For S3 on both sides",
        OptionSides.SourceLocal => "For a source that is a directory",
        _ => null,
    };
}
