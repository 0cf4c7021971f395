using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>Finds how a stored multipart object is cut, by HEAD with a part number. "HeadObject" (partNumber), Amazon S3 API Reference.</summary>
internal static class SourceLayouts
{
    /// <summary>
    /// The parts of an object with a multipart ETag; null when the endpoint does not tell them as S3 does. The first part tells the size of
    /// all when it explains their number; uneven parts cost one HEAD each.
    /// </summary>
    public static async Task<PartLayout?> FindAsync(S3Store store, string key, ObjectFacts facts, CancellationToken cancellationToken)
    {
        var count = facts.ETag.PartCount;
        if (count <= 1)
        {
            return PartLayout.Whole(facts.Length);
        }

        if (await PartLengthAsync(store, key, facts, 1, cancellationToken) is not { } first)
        {
            return null;
        }

        if ((facts.Length + first - 1) / first == count)
        {
            return PartLayout.Uniform(facts.Length, first);
        }

        var sizes = new List<long> { first };
        for (var part = 2; part <= count && await PartLengthAsync(store, key, facts, part, cancellationToken) is { } length; part++)
        {
            sizes.Add(length);
        }

        return sizes.Count == count && sizes.Sum() == facts.Length ? PartLayout.OfSizes(sizes) : null;
    }

    private static async Task<long?> PartLengthAsync(S3Store store, string key, ObjectFacts facts, int part, CancellationToken cancellationToken)
    {
        var answer = await store.Objects.HeadAsync(key, part, cancellationToken);
        if (answer.ETag != facts.ETag)
        {
            throw new StorageException(RunProblems.SourceChanged(store.PlaceOf(key)), FailureKind.Changed);
        }

        return answer.PartsCount == facts.ETag.PartCount && answer.PartLength > 0 ? answer.PartLength : null;
    }
}
