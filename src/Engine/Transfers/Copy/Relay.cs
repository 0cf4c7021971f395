using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Ordered;

namespace S3Sync.Transfers.Copy;

/// <summary>One object on its way from bucket to bucket through this machine.</summary>
/// <param name="Source">What is read.</param>
/// <param name="TargetKey">The full key it is written to.</param>
/// <param name="Facts">The content that is read, pinned by its ETag.</param>
/// <param name="Headers">What it is written with.</param>
/// <param name="Verifier">Compares what is read with what the source keeps.</param>
internal sealed record Relay(ObjectName Source, string TargetKey, ObjectFacts Facts, ObjectHeaders Headers, ContentVerifier Verifier)
{
    /// <summary>The cut that is mirrored is a guess, which the content has to prove.</summary>
    public bool IsGuess { get; init; }

    /// <summary>The SHA-256 of the whole, where parts are streamed; null where nobody asked, or the verifier has it.</summary>
    public StreamedDigest? Streamed { get; init; }
}
