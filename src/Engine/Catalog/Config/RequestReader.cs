using S3Sync.Catalog.Config.Shape;
using S3Sync.Catalog.Config.Values;
using S3Sync.Catalog.Definitions;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config;

/// <summary>
/// Reads a whole request, as every host does it: defaults, below plain environment names, below the config, below <c>S3SYNC_</c> names, below
/// what the host was given.
/// </summary>
public static class RequestReader
{
    /// <summary>Reads everything and adds all that is wrong to <paramref name="problems"/>. Files are read, nothing is written and no request is sent.</summary>
    public static RequestReading Read(RequestSources sources, ICollection<Problem> problems)
    {
        var found = new List<Problem>();
        IReadOnlyList<OptionDefinition> definitions = [.. OptionCatalog.Ends, .. OptionCatalog.OfEveryDoor, .. sources.HostDefinitions];
        var plain = OptionValues.Over(sources.ReadsPlainNames ? EnvironmentValues.ReadPlain(definitions, sources.Environment) : new(), sources.Defaults);
        var outer = OptionValues.Over(EnvironmentValues.Read(definitions, sources.Environment, plainNames: false), sources.Given);
        var choice = OptionBinder.Bind(ConfigDefinitions.Group.Options, outer, sources.CurrentFolder, found);

        var file = Find(choice, outer, sources);
        var environment = choice.Environment is null ? null : outer.Of(ConfigDefinitions.Environment.Name);
        var config = file is null ? new(new(), []) : ConfigReader.Read(file, environment, sources, found);
        if (file is null && environment is not null)
        {
            found.Add(ConfigProblems.EnvironmentWithoutConfig(environment.Origin, environment.Text, ConfigDefinitions.File.Shown, ConfigDefinitions.FileName));
        }

        var chosen = OptionValues.Over(OptionValues.Over(plain, config.Values), outer);
        var values = sources.FilesAreFresh ? ByContent(chosen) : chosen;
        var sync = OptionBinder.BindSync(values, sources.CurrentFolder, [.. config.Excused, .. sources.NeedsEnds ? [] : OptionCatalog.Ends.Select(end => end.Name)], found);
        var distrust = ConfigTrust.Check(values, sync, choice).ToList();
        found.AddRange(distrust);
        found.AddRange(sources.NeedsEnds ? NotChosen(file, config, values, environment) : []);
        var secrets = Secrets(values, config, sources);
        Tell(found, secrets, problems);
        return new(values, sync is null ? null : WithRules(sync, config.Rules))
        {
            Choice = choice,
            Config = file is null ? null : new(file.Shown, file.Path, choice.Environment),
            Rules = config.Rules,
            Notices = file is null ? [] : [.. Notices(file, choice, values, sync)],
            Distrust = [.. distrust.Select(problem => SecretMask.Over(problem, secrets))],
            Secrets = secrets,
        };
    }

    // Histories are matched by themselves, and a report looks at both sides in its own way.
    private static IReadOnlyList<string> ComparesOtherwise { get; } = ["enable-versioning", "report-sync-status"];

    private static OptionValues ByContent(OptionValues chosen)
    {
        var compare = OptionCatalog.Find(FilteringDefinitions.CompareBy);
        var saysBy = compare.Excludes.Append(FilteringDefinitions.RemoveModifiedFilter).Append(compare.Name).Concat(ComparesOtherwise).Select(OptionCatalog.Find).Any(chosen.Asks);
        var byContent = new OptionValues();
        byContent.Set(compare, new OptionValue(FilteringDefinitions.ByContent, compare.Name) { Layer = OptionLayer.PlainEnvironment });
        return saysBy ? chosen : OptionValues.Over(byContent, chosen);
    }

    // A config in the current folder is meant for those who say nothing else.
    private static ConfigFile? Find(ConfigChoice choice, OptionValues outer, RequestSources sources)
    {
        if (choice.File is { } path && outer.Of(ConfigDefinitions.File.Name) is { } named)
        {
            return new(named.Text, path, named.Origin);
        }

        var here = Path.Combine(sources.CurrentFolder, ConfigDefinitions.FileName);
        var isMeant = OptionCatalog.Ends.All(end => sources.Given.Of(end.Name) is null) && outer.Of(ConfigDefinitions.File.Name) is null;
        return isMeant && (Path.Exists(here) || new FileInfo(here).LinkTarget is not null) ? new(ConfigDefinitions.FileName, here, ConfigDefinitions.FileName) : null;
    }

    private static SyncRequest WithRules(SyncRequest sync, IReadOnlyList<ObjectRule> rules) => rules is [var first, ..] && sync.Target is LocalLocation
        ? sync with { Warnings = [.. sync.Warnings, UsageProblems.NoEffect($"{first.Name} ({first.Origin})", OptionCatalog.Target.Shown)] }
        : sync with { Options = sync.Options with { Rules = rules } };

    private static IEnumerable<Problem> NotChosen(ConfigFile? file, ConfigReading config, OptionValues values, OptionValue? environment) =>
        file is not null && environment is null && config.Environments.Count > 0 && OptionCatalog.Ends.Any(end => values.Of(end.Name) is null && !config.Excused.Contains(end.Name))
            ? [ConfigProblems.EnvironmentNotChosen(file.Shown, ConfigDefinitions.Environment.Shown, string.Join(", ", config.Environments))]
            : [];

    private static IEnumerable<string> Notices(ConfigFile file, ConfigChoice choice, OptionValues values, SyncRequest? sync)
    {
        yield return $"config: {file.Shown}{(choice.Environment is { } name ? $" ({name})" : "")}";
        foreach (var endpoint in sync is null ? [] : ConfigTrust.Endpoints(values, sync))
        {
            yield return $"endpoint: {endpoint.Text} ({endpoint.Place?.FileLine})";
        }
    }

    private static IReadOnlyList<string> Secrets(OptionValues values, ConfigReading config, RequestSources sources) =>
    [
        .. OptionCatalog.All.Concat(sources.HostDefinitions).Where(option => option.IsSecret).Select(option => values.Of(option.Name)?.Text)
            .Concat(config.SecretVariables.Select(name => sources.Environment.GetValueOrDefault(name)))
            .OfType<string>().Where(text => text.Length > 0).Distinct(StringComparer.Ordinal),
    ];

    private static void Tell(List<Problem> found, IReadOnlyList<string> secrets, ICollection<Problem> problems)
    {
        foreach (var problem in found.Select(problem => SecretMask.Over(problem, secrets)).Distinct())
        {
            problems.Add(problem);
        }
    }
}
