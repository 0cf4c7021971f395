using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>What is written down of a run.</summary>
internal static class ManifestDefinitions
{
    public const string Manifest = "manifest";
    public const string Checksums = "checksums";

    public static OptionGroup<SyncOptions> Group { get; } = new("Manifest",
    [
        Option<SyncOptions>.NamedPlace(Manifest, "PLACE",
            "Write what the run published, with digests, as one JSON document to a file or to s3://BUCKET/KEY; also when the run fails. A name that ends in .jsonl, or more than a million entries, make it JSON Lines. See: s3sync verify",
            options => options.Report.Manifest, (options, place) => options with { Report = options.Report with { Manifest = place } }) with { ReadsPlainName = false },
        Option<SyncOptions>.Path(Checksums, "FILE", "Write the SHA-256 of everything that was published, in the form that 'sha256sum -c' reads",
            options => options.Report.Checksums, (options, path) => options with { Report = options.Report with { Checksums = path } }) with { ReadsPlainName = false },
    ]);
}
