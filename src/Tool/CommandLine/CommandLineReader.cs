using System.Globalization;
using McMaster.Extensions.CommandLineUtils;
using S3Sync.Catalog;
using S3Sync.Problems;

namespace S3Sync.Tool.CommandLine;

/// <summary>What a command line says: values by option, and places.</summary>
internal sealed record CommandLine(OptionValues Values, IReadOnlyList<string> Places, IReadOnlyList<Problem> Problems);

/// <summary>Has McMaster read the arguments by options that come from the catalogue.</summary>
internal static class CommandLineReader
{
    public static CommandLine Read(ArgumentScan scan, IReadOnlyList<OptionDefinition> definitions)
    {
        var problems = scan.Problems.ToList();
        var parser = new CommandLineApplication(throwOnUnexpectedArg: true) { ClusterOptions = false };
        var places = parser.Argument("PLACES", "", multipleValues: true);
        var options = definitions.Select(definition => (Definition: definition, Read: parser.Option(Template(definition), "", Kind(definition)))).ToList();
        parser.Parse([.. scan.Kept]);

        var values = new OptionValues();
        foreach (var (definition, read) in options.Where(option => option.Read.HasValue()))
        {
            if (definition.Kind is { ValueName: not null, IsList: false } && read.Values.Distinct(StringComparer.Ordinal).Count() > 1)
            {
                problems.Add(UsageProblems.GivenTwice(definition.Shown));
            }

            var value = new OptionValue(TextOf(definition, read), definition.Shown);
            values.Set(definition, definition.Kind.IsList ? value with { Items = [.. read.Values.Select(item => item ?? "")] } : value);
        }

        foreach (var definition in scan.SwitchedOff.Distinct())
        {
            if (values.Of(definition.Name) is not null)
            {
                problems.Add(UsageProblems.GivenTwice(definition.Shown));
            }

            values.Set(definition, "false", definition.Shown);
        }

        return new(values, [.. places.Values.Select(place => place ?? ""), .. scan.AfterEnd], problems);
    }

    private static string Template(OptionDefinition definition) =>
        (definition.Letter is { } letter ? $"-{letter}|" : "") + definition.Shown + (definition.Kind.ValueName is { } name ? $" <{name}>" : "");

    private static CommandOptionType Kind(OptionDefinition definition) =>
        definition.Kind.ValueName is null ? CommandOptionType.NoValue : CommandOptionType.MultipleValue;

    private static string TextOf(OptionDefinition definition, CommandOption read) => definition.Kind switch
    {
        OptionKind.Flag => "true",
        OptionKind.Count => read.Values.Count.ToString(CultureInfo.InvariantCulture),
        _ when definition.Kind.IsList => string.Join("; ", read.Values),
        _ => read.Values[0] ?? "",
    };
}
