namespace S3Sync.LocalS3.Requests;

/// <summary>What was asked of an endpoint, for tests to assert on: the last requests in the order they came, and counts of all of them.</summary>
public sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly Queue<LoggedRequest> requests = new();
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    internal RequestLog(int capacity) => Capacity = capacity;

    /// <summary>How many of the last requests are kept; 0: nothing is kept or counted.</summary>
    public int Capacity { get; }

    /// <summary>How often an operation was asked for since the start or the last <see cref="Clear"/>, refused ones included.</summary>
    public int Count(string operation)
    {
        lock (gate) return counts.GetValueOrDefault(operation);
    }

    /// <summary>The requests that are kept, oldest first.</summary>
    public IReadOnlyList<LoggedRequest> Snapshot()
    {
        lock (gate) return requests.ToArray();
    }

    /// <summary>The kept requests of one operation, oldest first.</summary>
    public IReadOnlyList<LoggedRequest> Of(string operation) => [.. Snapshot().Where(request => request.Operation == operation)];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (gate)
        {
            requests.Clear();
            counts.Clear();
        }
    }

    internal void Add(LoggedRequest request)
    {
        if (Capacity == 0) return;
        lock (gate)
        {
            if (requests.Count == Capacity) requests.Dequeue();
            requests.Enqueue(request);
            counts[request.Operation] = counts.GetValueOrDefault(request.Operation) + 1;
        }
    }
}
