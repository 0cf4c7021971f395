using S3Sync.Catalog.Config.Shape;
using S3Sync.Catalog.Definitions;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config;

/// <summary>
/// How far a config is trusted that may come from somebody else, in a pull request for instance: it must not send what is signed with this
/// machine's credentials wherever it likes.
/// </summary>
internal static class ConfigTrust
{
    private const string Source = "source";

    private static readonly IReadOnlyList<string> ProfileFiles = ["aws-config-file", "aws-shared-credentials-file"];

    /// <summary>What the config may not do with these values unless it was allowed from outside.</summary>
    public static IEnumerable<Problem> Check(OptionValues values, SyncRequest? sync, ConfigChoice choice)
    {
        if (choice.AllowEndpoint || sync is null)
        {
            return [];
        }

        var sides = Sides(sync).Where(side => UsesDefaultCredentials(values, side)).ToList();
        var endpoints = sides.Select(side => (Side: side, Url: EndpointOf(values, sync, side))).Where(at => at.Url is not null)
            .Select(at => Told(at.Url, place => ConfigProblems.EndpointUntrusted(place, OptionDefinition.InCamelCase($"{at.Side}-endpoint-url"), at.Url?.Text ?? "",
                OptionCatalog.Find($"{at.Side}-access-key").Shown, ConfigDefinitions.AllowEndpoint.Shown)));
        var files = ProfileFiles.Where(_ => sides.Count > 0).Select(name => (Name: name, File: OfConfig(values, name))).Where(at => at.File is not null)
            .Select(at => Told(at.File, place => ConfigProblems.ProfilesUntrusted(place, OptionDefinition.InCamelCase(at.Name), at.File?.Text ?? "", ConfigDefinitions.AllowEndpoint.Shown)));
        return endpoints.Concat(files);
    }

    /// <summary>The endpoints that come from the config and are used.</summary>
    public static IEnumerable<OptionValue> Endpoints(OptionValues values, SyncRequest sync) =>
        Sides(sync).Select(side => EndpointOf(values, sync, side)).OfType<OptionValue>();

    private static IEnumerable<string> Sides(SyncRequest sync) =>
        new[] { (Place: sync.Source, Side: Source), (Place: sync.Target, Side: "target") }.Where(end => end.Place is S3Location).Select(end => end.Side);

    // A profile is found where the default chain looks, and keys that the config takes from AWS's own variables are those of the default chain.
    private static bool UsesDefaultCredentials(OptionValues values, string side)
    {
        var isUnsigned = OptionCatalog.All.Any(option => option.Name == $"{side}-no-sign-request" && values.Asks(option));
        OptionValue?[] keys = [values.Of($"{side}-access-key"), values.Of($"{side}-secret-access-key"), values.Of($"{side}-session-token")];
        return !isUnsigned && (keys[0] is null || keys.Any(key => key?.Variables.Any(SecretVariables.IsOfAws) == true));
    }

    // One that was refused is not used, and must not be repeated: it may hold a password.
    private static OptionValue? EndpointOf(OptionValues values, SyncRequest sync, string side) =>
        (side == Source ? sync.Options.SourceS3 : sync.Options.TargetS3).EndpointUrl is null ? null : OfConfig(values, $"{side}-endpoint-url");

    private static OptionValue? OfConfig(OptionValues values, string name) => values.Of(name) is { Layer: OptionLayer.Config } value ? value : null;

    private static Problem Told(OptionValue? value, Func<string, Problem> say) => say(value?.Place?.ToString() ?? "") with { Place = value?.Place };
}
