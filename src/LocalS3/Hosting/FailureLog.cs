namespace S3Sync.LocalS3.Hosting;

/// <summary>The last unexpected exceptions, so that a test can say that there was none.</summary>
internal sealed class FailureLog
{
    private const int Kept = 100;
    private readonly Lock gate = new();
    private readonly Queue<Exception> failures = new();

    public void Add(Exception failure)
    {
        lock (gate)
        {
            failures.Enqueue(failure);
            if (failures.Count > Kept) failures.Dequeue();
        }
    }

    public IReadOnlyList<Exception> Snapshot()
    {
        lock (gate) return failures.ToArray();
    }
}
