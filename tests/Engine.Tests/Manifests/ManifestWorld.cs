using System.Text;
using S3Sync.Integrity;
using S3Sync.Manifests;
using S3Sync.Manifests.Recording;
using S3Sync.Reporting;

namespace S3Sync.Engine.Tests.Manifests;

/// <summary>Manifests of chosen entries, in memory.</summary>
internal static class ManifestWorld
{
    public const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static ManifestHeader Header { get; } = new()
    {
        Target = "s3://bucket/app/",
        Verdict = RunOutcome.Completed,
        Run = new() { Source = "/site", Began = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Ended = new(2026, 1, 2, 3, 4, 6, TimeSpan.Zero), Origin = new() { Tool = "s3sync/1.0.0", Attempt = 2 } },
    };

    public static ManifestEntry Entry(string key, long size = 1) => new()
    {
        Key = key,
        Size = size,
        Action = ManifestAction.Transferred,
        Reason = "not at the target",
        Sha256 = Hex,
        ETag = new ETag("d41d8cd98f00b204e9800998ecf8427e"),
        VersionId = "v1",
        Checksums = [new(ChecksumAlgorithm.Crc64Nvme, "AAAAAAAAAAA="), new(ChecksumAlgorithm.Crc32, "AAAAAA==", 3)],
        Headers = new Dictionary<string, string> { ["content-type"] = "text/html", ["cache-control"] = "no-cache", ["x-amz-meta-a"] = "b" },
        Rules = ["pages", "all"],
        VerifiedBy = "etag",
    };

    public static ManifestDraft Draft(params IEnumerable<ManifestEntry> entries)
    {
        var draft = new ManifestDraft();
        foreach (var entry in entries)
        {
            draft.Add(entry);
        }

        return draft;
    }

    /// <summary>The manifest's bytes.</summary>
    public static byte[] Write(ManifestDraft draft, bool asLines = false, ManifestHeader? header = null)
    {
        using var stream = new MemoryStream();
        using var writer = new ManifestWriter(stream, draft, asLines);
        writer.Write(header ?? Header);
        return stream.ToArray();
    }

    /// <summary>A reader over bytes.</summary>
    public static Task<ManifestReader> OpenAsync(byte[] bytes) => ManifestReader.OpenAsync(new MemoryStream(bytes), "manifest.json", CancellationToken.None);

    public static Task<ManifestReader> OpenAsync(string text) => OpenAsync(Encoding.UTF8.GetBytes(text));
}
