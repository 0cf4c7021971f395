using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Faults;

/// <summary>
/// What shall go wrong, planned from outside by tests. Rules are asked in the order they were made; the first that strikes a request
/// wins, and later ones do not count that request.
/// </summary>
public sealed class FaultPlan
{
    private volatile FaultRule[] rules = [];

    internal FaultPlan()
    {
    }

    internal bool IsEmpty => rules.Length == 0;

    /// <summary>Begins a rule for the requests that match.</summary>
    public FaultRule When(Func<LoggedRequest, bool> match)
    {
        var rule = new FaultRule(match);
        FaultRule[] before;
        do before = rules;
#pragma warning disable CS0420 // Interlocked is a full fence; the field is volatile for its readers.
        while (Interlocked.CompareExchange(ref rules, [.. before, rule], before) != before);
#pragma warning restore CS0420
        return rule;
    }

    /// <summary>Begins a rule for one operation, such as <c>GetObject</c>.</summary>
    public FaultRule On(string operation) => When(request => request.Operation == operation);

    /// <summary>Strikes every nth request of all.</summary>
    public FaultRule Every(int nth, Fault fault) => When(static _ => true).Every(nth).Do(fault);

    /// <summary>Drops all rules and lets stalled requests go on.</summary>
    public void Clear()
    {
#pragma warning disable CS0420 // As above.
        var dropped = Interlocked.Exchange(ref rules, []);
#pragma warning restore CS0420
        foreach (var rule in dropped) rule.Release();
    }

    internal StruckRequest? Strike(LoggedRequest request)
    {
        foreach (var rule in rules)
        {
            if (rule.Strike(request) is Fault fault) return new StruckRequest(fault, rule);
        }

        return null;
    }
}
