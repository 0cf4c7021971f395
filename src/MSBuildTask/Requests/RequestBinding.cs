using System.Reflection;
using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Catalog.Origins;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Requests;

/// <summary>Reads a build's request as every door does it, with what is the default in builds below everything.</summary>
internal static class RequestBinding
{
    private const string PublishDir = "PublishDir";

    private static string Tool => $"S3Sync.MSBuild/{typeof(RequestBinding).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";

    /// <summary>The reading, with all that is wrong in <paramref name="problems"/>.</summary>
    public static RequestReading Read(BuildRequest request, ICollection<Problem> problems)
    {
        var found = new List<Problem>();
        var reading = RequestReader.Read(Sources(request), found);
        var published = reading.Values.Of(OptionCatalog.Source.Name) is { Origin: PublishDir } source ? Path.GetFullPath(source.Text, request.Folder) : null;
        var rules = RuleItems.Read(request, found);
        foreach (var problem in found.Select(problem => published is not null && problem.Code == UsageProblems.SourceMissing("", "").Code ? BuildProblems.NotPublished(published) : problem))
        {
            problems.Add(problem.Place is { } place ? problem with { Place = place with { File = Path.GetFullPath(place.File, request.Folder) } } : problem);
        }

        return reading.Sync is { } sync ? reading with { Sync = sync with { Options = Whole(sync, rules, request) } } : reading;
    }

    // The build knows best which commit it is made of: the CI service may speak of another checkout.
    private static SyncOptions Whole(SyncRequest sync, IReadOnlyList<ObjectRule> rules, BuildRequest request)
    {
        var origin = RunOrigins.Of(request.Variables, sync.Source, request.Folder);
        return sync.Options with
        {
            Rules = [.. sync.Options.Rules, .. rules],
            Report = sync.Options.Report with { Origin = origin with { Tool = Tool, Commit = string.IsNullOrEmpty(request.Commit) ? origin.Commit : request.Commit } },
        };
    }

    private static RequestSources Sources(BuildRequest request)
    {
        var given = new OptionValues();
        foreach (var (definition, text) in request.Given.Join(BuildOptions.All, text => text.Option, option => option.Name, (text, option) => (option, text.Text)))
        {
            given.Set(definition, text, (request.ByProperties ? "S3Sync" : "") + BuildOptions.ParameterName(definition));
        }

        var defaults = new OptionValues();
        if (!string.IsNullOrEmpty(request.DefaultSource))
        {
            defaults.Set(OptionCatalog.Source, new OptionValue(request.DefaultSource, PublishDir) { Layer = OptionLayer.PlainEnvironment });
        }

        // Builds write every file anew, so times say nothing.
        return new(given, request.Variables, request.Folder) { Defaults = defaults, FilesAreFresh = true };
    }
}
