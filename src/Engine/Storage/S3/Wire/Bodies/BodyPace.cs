using S3Sync.Limits;

namespace S3Sync.Storage.S3.Wire.Bodies;

/// <summary>How the bodies of one side are held back, and whether one that no longer moves is given up.</summary>
/// <param name="Read">Holds back what is received; null for no limit.</param>
/// <param name="Send">Holds back what is sent; null for no limit.</param>
/// <param name="IsWatched">A body that moves nothing for a while is given up.</param>
internal sealed record BodyPace(TokenBucket? Read, TokenBucket? Send, bool IsWatched)
{
    /// <summary>How long nothing may move.</summary>
    public TimeSpan Patience => IsWatched ? StallGuard.Patience : Timeout.InfiniteTimeSpan;
}
