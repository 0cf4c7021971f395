namespace S3Sync.Limits;

/// <summary>The rates that the whole run keeps; null is no limit.</summary>
/// <param name="Objects">One token for each write and delete of an object, at either kind of target.</param>
/// <param name="Bytes">One token for each byte of a source's content.</param>
internal sealed record RateLimits(TokenBucket? Objects, TokenBucket? Bytes)
{
    /// <summary>Waits until as many objects may be written or deleted.</summary>
    public ValueTask TakeObjectsAsync(int count, CancellationToken cancellationToken) => Objects?.TakeAsync(count, cancellationToken) ?? default;
}
