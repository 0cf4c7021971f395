using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers.Recording;

/// <summary>One finished write.</summary>
/// <param name="Answer">What the store says it keeps, with the checksums that it told when it was asked once more.</param>
/// <param name="Verdicts">What comparing it with what was sent found; never a disagreement.</param>
internal sealed record Written(StoredAnswer Answer, IReadOnlyList<Verdict> Verdicts);
