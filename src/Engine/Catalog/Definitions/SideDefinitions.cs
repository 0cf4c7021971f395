using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Where each end's S3 is, and how its buckets are addressed.</summary>
internal static class SideDefinitions
{
    public static OptionGroup<SyncOptions> Source { get; } = new("Source options",
        OfSide("source", OptionSides.SourceS3, options => options.SourceS3, (options, side) => options with { SourceS3 = side }));

    public static OptionGroup<SyncOptions> Target { get; } = new("Target options",
        OfSide("target", OptionSides.TargetS3, options => options.TargetS3, (options, side) => options with { TargetS3 = side }));

    private static IReadOnlyList<OptionDefinition<SyncOptions>> OfSide(
        string side, OptionSides sides, Func<SyncOptions, S3SideOptions> get, Func<SyncOptions, S3SideOptions, SyncOptions> set) =>
    [
        Option<SyncOptions>.Text($"{side}-region", "REGION", $"The region of the {side} bucket, if it is not the profile's or the environment's",
            options => get(options).Region, (options, value) => set(options, get(options) with { Region = value })),
        Option<SyncOptions>.Url($"{side}-endpoint-url", $"The S3-compatible service that holds the {side}, in place of AWS",
            options => get(options).EndpointUrl, (options, value) => set(options, get(options) with { EndpointUrl = value })) with { Sides = sides },
        Option<SyncOptions>.Flag($"{side}-force-path-style", $"Put the {side} bucket's name in the path of the URL, not in its host name",
            options => get(options).ForcePathStyle, (options, on) => set(options, get(options) with { ForcePathStyle = on })),
    ];
}
