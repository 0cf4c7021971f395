namespace S3Sync.Storage.S3.Values;

/// <summary>An answer to GET whose body is still on the wire. Disposing it lets the connection go.</summary>
/// <param name="body">The checked body.</param>
/// <param name="facts">What the headers told.</param>
/// <param name="owner">The response that owns the connection.</param>
internal sealed class ReceivedObject(Stream body, ObjectFacts facts, IDisposable owner) : IAsyncDisposable
{
    /// <summary>The content of the asked range. A body that breaks or ends early throws <see cref="StorageException"/> (<see cref="FailureKind.Broken"/>).</summary>
    public Stream Body { get; } = body;

    /// <summary>What the headers told.</summary>
    public ObjectFacts Facts { get; } = facts;

    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        owner.Dispose();
    }
}
