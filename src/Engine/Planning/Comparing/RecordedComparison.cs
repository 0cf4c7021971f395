using S3Sync.Entries;
using S3Sync.Integrity;

namespace S3Sync.Planning.Comparing;

/// <summary>
/// Another content than the manifest of an earlier run says was published: the source's SHA-256 against the recorded one, without asking the
/// target. Where one of the two is not known, and where the target was listed, contents are compared by what is stored.
/// </summary>
/// <param name="sides">The two sides.</param>
/// <param name="content">The rule for what no manifest tells.</param>
internal sealed class RecordedComparison(ContentSides sides, IComparison content) : IComparison
{
    public string Judge => "ManifestDiffDetector";

    public Finding FromListing(Entry source, Entry target)
    {
        if (target.Recorded is not { } recorded)
        {
            return content.FromListing(source, target) with { Judge = content.Judge };
        }

        if (recorded.IsRefuted)
        {
            return Finding.Different(Reason.NotAsRecorded);
        }

        if (source.Size != target.Size)
        {
            return Finding.Different(Reason.SizeDiffers);
        }

        return recorded.Sha256 is null || !sides.HasFile ? content.FromListing(source, target)
            : source.Remembered?.Sha256 is { } known ? Compare(recorded.Sha256, known)
            : Finding.Unknown;
    }

    public async Task<Finding> FromContentAsync(Entry source, Entry target, CancellationToken cancellationToken)
    {
        if (target.Recorded is not { Sha256: { } recorded })
        {
            return await content.FromContentAsync(source, target, cancellationToken);
        }

        if (sides.HasFile)
        {
            var wanted = new Checksum(ChecksumAlgorithm.Sha256, InBase64(recorded));
            var answer = await sides.FileHasAsync(source, target, new StoredEvidence.OfChecksum(wanted), null, cancellationToken);
            return (answer.Has ? Finding.SameContent with { Content = answer.Content } : Finding.Different(Reason.ChecksumDiffers)) with
            {
                Values = new(ChecksumAlgorithm.Sha256, answer.Has ? wanted.Base64 : null, wanted.Base64),
            };
        }

        var stored = (await sides.OfSourceAsync(source, cancellationToken)).Checksums.FirstOrDefault(static value => value is { Algorithm: ChecksumAlgorithm.Sha256, Type: ChecksumType.FullObject });
        return stored is null ? await content.FromContentAsync(source, target, cancellationToken) : Compare(recorded, Convert.ToHexStringLower(Convert.FromBase64String(stored.Base64)));
    }

    private static Finding Compare(string recorded, string source)
    {
        var values = new ComparedValues(ChecksumAlgorithm.Sha256, InBase64(source), InBase64(recorded));
        return (recorded == source ? Finding.SameContent : Finding.Different(Reason.ChecksumDiffers)) with { Values = values };
    }

    private static string InBase64(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));
}
