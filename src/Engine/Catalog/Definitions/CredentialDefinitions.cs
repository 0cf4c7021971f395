using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Who asks: files, profiles and keys. Without any of these the AWS SDK's own search applies.</summary>
internal static class CredentialDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("AWS configuration",
    [
        Option<SyncOptions>.Path("aws-config-file", "FILE", "The AWS config file that profiles are read from",
            options => options.SourceS3.ConfigFile, (options, file) => OnBoth(options, side => side with { ConfigFile = file })),
        Option<SyncOptions>.Path("aws-shared-credentials-file", "FILE", "The AWS credentials file that profiles are read from",
            options => options.SourceS3.SharedCredentialsFile, (options, file) => OnBoth(options, side => side with { SharedCredentialsFile = file })),
        .. OfSide("source", OptionSides.SourceS3, options => options.SourceS3, (options, side) => options with { SourceS3 = side }),
        .. OfSide("target", OptionSides.TargetS3, options => options.TargetS3, (options, side) => options with { TargetS3 = side }),
    ]);

    private static IReadOnlyList<OptionDefinition<SyncOptions>> OfSide(
        string side, OptionSides sides, Func<SyncOptions, S3SideOptions> get, Func<SyncOptions, S3SideOptions, SyncOptions> set) =>
    [
        Option<SyncOptions>.Text($"{side}-profile", "NAME", $"The AWS profile for the {side}",
            options => get(options).Profile, (options, value) => set(options, get(options) with { Profile = value })) with
        {
            Sides = sides,
            Excludes = [$"{side}-access-key", $"{side}-secret-access-key", $"{side}-session-token"],
        },
        Option<SyncOptions>.Text($"{side}-access-key", "ID", $"The access key id for the {side}",
            options => get(options).AccessKey, (options, value) => set(options, get(options) with { AccessKey = value })) with
        {
            Sides = sides,
            Requires = $"{side}-secret-access-key",
        },
        Option<SyncOptions>.Secret($"{side}-secret-access-key", "SECRET", $"The secret half of the {side}'s access key; better given by the environment than on the command line, which others can see",
            options => get(options).SecretAccessKey, (options, value) => set(options, get(options) with { SecretAccessKey = value })) with
        {
            Sides = sides,
            Requires = $"{side}-access-key",
        },
        Option<SyncOptions>.Secret($"{side}-session-token", "TOKEN", $"The session token that belongs to temporary keys of the {side}",
            options => get(options).SessionToken, (options, value) => set(options, get(options) with { SessionToken = value })) with
        {
            Sides = sides,
            Requires = $"{side}-access-key",
        },
    ];

    private static SyncOptions OnBoth(SyncOptions options, Func<S3SideOptions, S3SideOptions> change) =>
        options with { SourceS3 = change(options.SourceS3), TargetS3 = change(options.TargetS3) };
}
