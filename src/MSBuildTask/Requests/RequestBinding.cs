using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Requests;

/// <summary>Reads a build's request as every door does it, with what is the default in builds below everything.</summary>
internal static class RequestBinding
{
    // What already says how a pair is compared.
    private static readonly IReadOnlyList<string> Comparing =
        ["check-size", "check-etag", "check-mtime-and-etag", "check-additional-checksum", "check-mtime-and-additional-checksum", "remove-modified-filter"];

    /// <summary>The reading, with all that is wrong in <paramref name="problems"/>.</summary>
    public static RequestReading Read(BuildRequest request, ICollection<Problem> problems)
    {
        var found = new List<Problem>();
        var reading = RequestReader.Read(Sources(request), found);
        var rules = RuleItems.Read(request, found);
        foreach (var problem in found)
        {
            problems.Add(problem.Place is { } place ? problem with { Place = place with { File = Path.GetFullPath(place.File, request.Folder) } } : problem);
        }

        return reading.Sync is { } sync ? reading with { Sync = sync with { Options = Whole(sync, reading, rules) } } : reading;
    }

    // Builds write every file anew, so times say nothing: contents are compared unless something else was asked for.
    private static SyncOptions Whole(SyncRequest sync, RequestReading reading, IReadOnlyList<ObjectRule> rules)
    {
        var isChosen = Comparing.Any(name => reading.Values.Of(name) is not null) || new[] { sync.Source, sync.Target }.OfType<S3Location>().Any(end => end.IsDirectoryBucket);
        return sync.Options with
        {
            Rules = [.. sync.Options.Rules, .. rules],
            Compare = isChosen ? sync.Options.Compare : sync.Options.Compare with { Rule = CompareRule.ETag },
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
            defaults.Set(OptionCatalog.Source, new OptionValue(request.DefaultSource, "PublishDir") { Layer = OptionLayer.PlainEnvironment });
        }

        return new(given, request.Variables, request.Folder) { Defaults = defaults };
    }
}
