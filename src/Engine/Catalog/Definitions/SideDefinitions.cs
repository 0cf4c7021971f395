using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Where each end's S3 is, and how its buckets are addressed.</summary>
internal static class SideDefinitions
{
    public static OptionGroup<SyncOptions> Source { get; } = new("Source options",
    [
        .. OfSide("source", OptionSides.SourceS3, options => options.SourceS3, (options, side) => options with { SourceS3 = side }),
        Option<SyncOptions>.Flag("source-no-sign-request", "Ask the source without credentials: for public buckets",
            options => options.SourceS3.NoSignRequest, (options, on) => options with { SourceS3 = options.SourceS3 with { NoSignRequest = on } }) with
        {
            Sides = OptionSides.SourceS3,
            Excludes = ["source-profile", "source-access-key", "source-secret-access-key", "source-session-token"],
        },
    ]);

    public static OptionGroup<SyncOptions> Target { get; } = new("Target options",
    [
        .. OfSide("target", OptionSides.TargetS3, options => options.TargetS3, (options, side) => options with { TargetS3 = side }),
        Option<SyncOptions>.Choice("storage-class", new("CLASS", StorageClasses), "The storage class of written objects, in place of the source's one",
            options => options.Metadata.StorageClass, (options, value) => options with { Metadata = options.Metadata with { StorageClass = value == OneZoneOfHelp ? "ONEZONE_IA" : value } }) with { Sides = OptionSides.TargetS3 },
    ]);

    // The original's help spells it so, and refuses it; both work here.
    private const string OneZoneOfHelp = "ONE-ZONE_IA";

    private static IReadOnlyList<string> StorageClasses =>
        ["STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", OneZoneOfHelp, "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR", "EXPRESS_ONEZONE", "OUTPOSTS", "SNOW"];

    private static IReadOnlyList<OptionDefinition<SyncOptions>> OfSide(
        string side, OptionSides sides, Func<SyncOptions, S3SideOptions> get, Func<SyncOptions, S3SideOptions, SyncOptions> set) =>
    [
        Option<SyncOptions>.Text($"{side}-region", "REGION", $"The region of the {side} bucket, if it is not the profile's or the environment's",
            options => get(options).Region, (options, value) => set(options, get(options) with { Region = value })) with { MattersFor = sides },
        Option<SyncOptions>.Url($"{side}-endpoint-url", $"The S3-compatible service that holds the {side}, in place of AWS",
            options => get(options).EndpointUrl, (options, value) => set(options, get(options) with { EndpointUrl = value })) with { Sides = sides },
        Option<SyncOptions>.Flag($"{side}-accelerate", $"Use Amazon S3 Transfer Acceleration for the {side} bucket",
            options => get(options).Accelerate, (options, on) => set(options, get(options) with { Accelerate = on })) with { Sides = sides },
        Option<SyncOptions>.Flag($"{side}-request-payer", $"Agree to pay for requests to the {side} bucket",
            options => get(options).RequestPayer, (options, on) => set(options, get(options) with { RequestPayer = on })) with { Sides = sides },
        Option<SyncOptions>.Flag($"{side}-force-path-style", $"Put the {side} bucket's name in the path of the URL, not in its host name",
            options => get(options).ForcePathStyle, (options, on) => set(options, get(options) with { ForcePathStyle = on })) with { MattersFor = sides },
    ];
}
