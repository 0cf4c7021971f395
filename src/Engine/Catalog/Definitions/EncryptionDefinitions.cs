using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>How objects are encrypted where they are stored.</summary>
internal static class EncryptionDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Encryption",
    [
        Option<SyncOptions>.Choice("sse", new("SSE", ["AES256", "aws:kms", "aws:kms:dsse"]), "Server-side encryption of written objects",
            options => options.Protection.Encryption, (options, value) => options with { Protection = options.Protection with { Encryption = value } }) with
        {
            Sides = OptionSides.TargetS3,
            Excludes = ["target-sse-c", "target-sse-c-key", "target-sse-c-key-md5"],
        },
        Option<SyncOptions>.Text("sse-kms-key-id", "KEY", "The KMS key of written objects, with aws:kms and aws:kms:dsse",
            options => options.Protection.KmsKeyId, (options, value) => options with { Protection = options.Protection with { KmsKeyId = value } }) with
        {
            Sides = OptionSides.TargetS3,
            Requires = "sse",
        },
        .. OfSide("source", OptionSides.SourceS3, options => options.SourceS3, (options, side) => options with { SourceS3 = side }),
        .. OfSide("target", OptionSides.TargetS3, options => options.TargetS3, (options, side) => options with { TargetS3 = side }),
    ]);

    private static IReadOnlyList<OptionDefinition<SyncOptions>> OfSide(
        string side, OptionSides sides, Func<SyncOptions, S3SideOptions> get, Func<SyncOptions, S3SideOptions, SyncOptions> set) =>
    [
        Option<SyncOptions>.Choice($"{side}-sse-c", new("ALGORITHM", ["AES256"]), $"The {side}'s objects are encrypted with a customer key: its algorithm",
            options => get(options).CustomerKeyAlgorithm, (options, value) => set(options, get(options) with { CustomerKeyAlgorithm = value })) with
        {
            Sides = sides,
            Requires = $"{side}-sse-c-key",
        },
        Option<SyncOptions>.CustomerKey($"{side}-sse-c-key", $"The customer key of the {side}'s objects: 32 bytes in base64; better given by the environment than on the command line, which others can see",
            options => get(options).CustomerKey, (options, value) => set(options, get(options) with { CustomerKey = value })) with
        {
            Sides = sides,
            Requires = $"{side}-sse-c-key-md5",
        },
        Option<SyncOptions>.Text($"{side}-sse-c-key-md5", "BASE64", $"The MD5 of the customer key of the {side}'s objects",
            options => get(options).CustomerKeyMd5, (options, value) => set(options, get(options) with { CustomerKeyMd5 = value })) with
        {
            Sides = sides,
            Requires = $"{side}-sse-c",
        },
    ];
}
