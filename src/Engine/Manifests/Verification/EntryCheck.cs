using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Manifests.Verification;

/// <summary>Holds one recorded entry against what stands in its place.</summary>
/// <param name="store">The target.</param>
/// <param name="level">How far to look.</param>
/// <param name="isRecordedPlace">Whether the target is the one that the manifest speaks of, where an ETag stays what it is.</param>
/// <param name="retries">How often a body that broke is read again.</param>
internal sealed class EntryCheck(IStore store, VerifyLevel level, bool isRecordedPlace, int retries)
{
    private const string StorageClass = "x-amz-storage-class";
    private const string DefaultClass = "STANDARD";
    private const int BlockSize = 1 << 16;

    /// <summary>What the listing alone tells; null when nothing speaks against the entry.</summary>
    public VerifyFinding? Listed(ManifestEntry entry, Listed? listed) => listed switch
    {
        null => new(entry.Key, VerifyKind.Missing),
        Withheld withheld => Unproven(entry.Key, withheld.Problem ?? ManifestProblems.NotLooked(entry.Key)),
        Entry { Kind: EntryKind.Folder } when entry is { Size: 0 } && entry.Key.EndsWith('/') => null,
        Entry found when found.Size != entry.Size => new(entry.Key, VerifyKind.Size) { Recorded = Text(entry.Size), Found = Text(found.Size) },
        Entry { ETag: { } tag } when level == VerifyLevel.Presence && entry.ETag is { } recorded && tag != recorded && IsComparable(recorded, tag) => Tag(entry.Key, recorded, tag),
        _ => null,
    };

    /// <summary>What has to be asked for: the checksums or the content, and the headers.</summary>
    public async Task<IReadOnlyList<VerifyFinding>> LookAsync(ManifestEntry entry, Entry found, CancellationToken cancellationToken)
    {
        if (level == VerifyLevel.Presence || found.Kind == EntryKind.Folder)
        {
            return [];
        }

        try
        {
            return store switch
            {
                LocalStore files => await FileAsync(files, entry, found, cancellationToken),
                S3Store bucket when level == VerifyLevel.Checksum => Stored(entry, await bucket.Objects.HeadAsync(bucket.FullKey(found), null, cancellationToken)),
                S3Store bucket => await ContentAsync(bucket, entry, found, cancellationToken),
                _ => throw new NotSupportedException(),
            };
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Gone)
        {
            return [new(entry.Key, VerifyKind.Missing)];
        }
        catch (StorageException failure)
        {
            return [Unproven(entry.Key, failure.Problem)];
        }
    }

    // Elsewhere an object may be stored in other parts or encrypted otherwise, and then its tag says nothing.
    private bool IsComparable(ETag recorded, ETag found) =>
        isRecordedPlace || (recorded.IsDigest && found.IsDigest && recorded.PartCount == 0 && found.PartCount == 0);

    private static async Task<IReadOnlyList<VerifyFinding>> FileAsync(LocalStore files, ManifestEntry entry, Entry found, CancellationToken cancellationToken)
    {
        if (entry.Sha256 is null)
        {
            return [Unproven(entry.Key, ManifestProblems.NoDigestRecorded(entry.Key))];
        }

        var digest = (await files.DigestAsync(found, cancellationToken)).Sha256;
        return digest == entry.Sha256 ? [] : [new(entry.Key, VerifyKind.Content) { Recorded = entry.Sha256, Found = digest }];
    }

    private IReadOnlyList<VerifyFinding> Stored(ManifestEntry entry, ObjectFacts facts) =>
        [.. facts.Length != entry.Size ? [new(entry.Key, VerifyKind.Size) { Recorded = Text(entry.Size), Found = Text(facts.Length) }] : Checksums(entry, facts), .. Headers(entry, facts.Headers)];

    private IReadOnlyList<VerifyFinding> Checksums(ManifestEntry entry, ObjectFacts facts)
    {
        // A SHA-256 over the whole content says the same as the recorded digest, whoever computed it.
        Checksum? digest = entry.Sha256 is { } sha256 ? Checksum.OfDigest(ChecksumAlgorithm.Sha256, Convert.FromHexString(sha256)) : null;
        var pairs = facts.Checksums.Join(digest is null ? entry.Checksums : [digest, .. entry.Checksums], Form, Form, static (found, known) => (Known: known, Found: found)).ToList();
        if (pairs.Count == 0 && (entry.ETag is not { } recorded || !IsComparable(recorded, facts.ETag)))
        {
            return [Unproven(entry.Key, ManifestProblems.NoChecksumStored(entry.Key))];
        }

        // Where no checksum is kept, the tag is one: it changes with the content alone ("Object", Amazon S3 API Reference).
        IReadOnlyList<VerifyFinding> differences = pairs.Count == 0
            ? entry.ETag is { } tag && tag != facts.ETag ? [Tag(entry.Key, tag, facts.ETag)] : []
            : [.. pairs.Where(static pair => !pair.Known.IsKeptAs(pair.Found))
                .Select(pair => new VerifyFinding(entry.Key, VerifyKind.Checksum) { Name = pair.Known.Algorithm.WireName(), Recorded = pair.Known.ToString(), Found = pair.Found.ToString() })];

        // That the object is still what it was when the run passed it by does not prove that it was what the source had.
        var speaksOfDigest = digest is null || entry.IsDigestStored || pairs.Any(pair => pair.Known == digest);
        return differences.Count == 0 && !speaksOfDigest ? [Unproven(entry.Key, ManifestProblems.NeverCompared(entry.Key))] : differences;
    }

    private static (ChecksumAlgorithm Algorithm, int Parts) Form(Checksum checksum) => (checksum.Algorithm, checksum.Algorithm.CanCombine() && checksum.Parts <= 1 ? 0 : checksum.Parts);

    private async Task<IReadOnlyList<VerifyFinding>> ContentAsync(S3Store bucket, ManifestEntry entry, Entry found, CancellationToken cancellationToken)
    {
        var whole = entry.Checksums.FirstOrDefault(static checksum => checksum.Type == ChecksumType.FullObject);
        var algorithm = entry.Sha256 is not null ? ChecksumAlgorithm.Sha256 : whole?.Algorithm;
        if (algorithm is null)
        {
            return [Unproven(entry.Key, ManifestProblems.NoDigestRecorded(entry.Key))];
        }

        var (digest, facts) = await DigestAsync(bucket, bucket.FullKey(found), algorithm.Value, cancellationToken);
        var (recorded, content) = entry.Sha256 is { } sha256 ? (sha256, Convert.ToHexStringLower(digest)) : (whole!.Base64, Convert.ToBase64String(digest)); // one of them is there
        return
        [
            .. recorded == content ? Array.Empty<VerifyFinding>() : [new(entry.Key, VerifyKind.Content) { Name = algorithm.Value.WireName(), Recorded = recorded, Found = content }],
            .. Headers(entry, facts.Headers),
        ];
    }

    private async Task<(byte[] Digest, ObjectFacts Facts)> DigestAsync(S3Store bucket, string key, ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        for (var left = retries; ; left--)
        {
            try
            {
                using var hasher = ContentHasher.For(algorithm);
                await using var received = await bucket.Objects.GetAsync(key, null, null, cancellationToken);
                var buffer = new byte[BlockSize];
                for (int read; (read = await received.Body.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    hasher.Append(buffer.AsSpan(0, read));
                }

                return (hasher.Finish(), received.Facts);
            }
            catch (StorageException broken) when (broken.Kind is FailureKind.Broken or FailureKind.Unanswered && left > 0)
            {
                // Read again from its beginning.
            }
        }
    }

    private static IEnumerable<VerifyFinding> Headers(ManifestEntry entry, ObjectHeaders headers)
    {
        if (entry.Headers is not { } recorded)
        {
            return [];
        }

        var found = HeaderNames.Of(headers);
        return recorded.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Was: recorded.GetValueOrDefault(name), Is: found.GetValueOrDefault(name)))
            .Where(static header => Normal(header.Name, header.Was) != Normal(header.Name, header.Is))
            .Select(header => new VerifyFinding(entry.Key, VerifyKind.Header) { Name = header.Name, Recorded = header.Was, Found = header.Is });
    }

    // S3 tells a storage class only when it is not the default one: "HeadObject", Amazon S3 API Reference.
    private static string? Normal(string name, string? value) => name == StorageClass && value == DefaultClass ? null : value;

    private static VerifyFinding Tag(string key, ETag recorded, ETag found) => new(key, VerifyKind.ETag) { Recorded = recorded.Value, Found = found.Value };

    private static VerifyFinding Unproven(string key, Problem problem) => new(key, VerifyKind.Unproven) { Problem = problem };

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
