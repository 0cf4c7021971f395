using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync.Manifests;

/// <summary>What a manifest says before its entries. The document is described in docs/manifest.md.</summary>
public sealed record ManifestHeader
{
    /// <summary>What the first value of every manifest begins with; the version follows.</summary>
    public const string SchemaStart = "s3sync-manifest/";

    /// <summary>The version of the form that is written here, and the only one that is read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The first value of the manifests of this version.</summary>
    public static string Schema { get; } = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SchemaStart}{SchemaVersion}");

    /// <summary>Where the entries were published: <c>s3://bucket/prefix</c> as it was given, or an absolute path.</summary>
    public required string Target { get; init; }

    /// <summary>The target's endpoint; null unless the user named one.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How the run ended. Only <see cref="RunOutcome.Completed"/> says that the entries are everything that was to be there.</summary>
    public required RunOutcome Verdict { get; init; }

    /// <summary>What differs from run to run and is part of no digest.</summary>
    public required ManifestRun Run { get; init; }
}

/// <summary>What a manifest says of the run that wrote it: everything that differs between two runs that publish the same.</summary>
public sealed record ManifestRun
{
    /// <summary>Where the entries came from: <c>s3://bucket/prefix</c>, or an absolute path.</summary>
    public required string Source { get; init; }

    /// <summary>The source's endpoint; null unless the user named one.</summary>
    public string? SourceEndpoint { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When the manifest was written, UTC.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>The host, the commit and the CI run, as far as they are known.</summary>
    public RunOrigin Origin { get; init; } = new();

    /// <summary>What concerned the run as a whole, in the order it happened.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
