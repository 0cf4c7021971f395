using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Faults;

/// <summary>Which requests a fault strikes: those that match, of them every nth, the first few, or single ones. It waits for <see cref="Do"/>.</summary>
public sealed class FaultRule
{
    private readonly Lock gate = new();
    private readonly Func<LoggedRequest, bool> match;
    private readonly List<(int Hits, TaskCompletionSource Reached)> waiting = [];
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<int, bool> chosen = static _ => true;
    private Fault? fault;
    private int matches;
    private int hits;

    internal FaultRule(Func<LoggedRequest, bool> match) => this.match = match;

    /// <summary>How many requests it struck.</summary>
    public int Hits
    {
        get
        {
            lock (gate) return hits;
        }
    }

    /// <summary>Every nth matching request: the nth, the 2nth, and so on.</summary>
    public FaultRule Every(int nth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        return Choose(number => number % nth == 0);
    }

    /// <summary>The first matching requests.</summary>
    public FaultRule First(int count) => Choose(number => number <= count);

    /// <summary>Only the nth matching request, from 1.</summary>
    public FaultRule Nth(int nth) => Choose(number => number == nth);

    /// <summary>What shall go wrong; from here on the rule strikes.</summary>
    public FaultRule Do(Fault what)
    {
        lock (gate) fault = what;
        return this;
    }

    /// <inheritdoc cref="Fault.Answer" />
    public FaultRule Answer(int status, string code) => Do(Fault.Answer(status, code));

    /// <inheritdoc cref="Fault.Cut(long)" />
    public FaultRule Cut(long at) => Do(Fault.Cut(at));

    /// <inheritdoc cref="Fault.Cut(double)" />
    public FaultRule Cut(double at) => Do(Fault.Cut(at));

    /// <inheritdoc cref="Fault.Stall()" />
    public FaultRule Stall() => Do(Fault.Stall());

    /// <inheritdoc cref="Fault.Reset" />
    public FaultRule Reset() => Do(Fault.Reset());

    /// <summary>Lets all stalled requests of this rule go on, and stalls none from here on.</summary>
    public void Release() => released.TrySetResult();

    /// <summary>Ends when the rule has struck that many requests.</summary>
    public Task ReachedAsync(int count = 1)
    {
        lock (gate)
        {
            if (hits >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((count, reached));
            return reached.Task;
        }
    }

    internal Task Released => released.Task;

    /// <summary>The fault for this request; null when the rule passes it by.</summary>
    internal Fault? Strike(LoggedRequest request)
    {
        if (!match(request)) return null;
        lock (gate)
        {
            if (fault is null || !chosen(++matches)) return null;
            hits++;
            foreach (var (count, reached) in waiting)
            {
                if (hits >= count) reached.TrySetResult();
            }

            return fault;
        }
    }

    private FaultRule Choose(Func<int, bool> which)
    {
        lock (gate) chosen = which;
        return this;
    }
}
