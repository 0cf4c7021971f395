using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync.Conformance.Tests.World;

/// <summary>What a run came to.</summary>
/// <param name="Report">The report; null when the run was refused before it began.</param>
/// <param name="Events">Every event, in order.</param>
/// <param name="Refusals">Why it was refused; empty when it ran.</param>
public sealed record Outcome(SyncReport? Report, IReadOnlyList<SyncEvent> Events, IReadOnlyList<Problem> Refusals)
{
    /// <summary>Whether it ran to its end without a failure.</summary>
    public bool Succeeded => Report?.Outcome == RunOutcome.Completed;

    /// <summary>The counters of a run that took place.</summary>
    public SyncCounts Counts => Report?.Counts ?? throw new InvalidOperationException(ToString());

    /// <summary>The codes of everything that went wrong: refusals, problems of the run, failed objects.</summary>
    public IReadOnlyList<string> Codes =>
        [.. Refusals.Select(problem => problem.Code), .. Report?.RunProblems.Select(problem => problem.Code) ?? [], .. Report?.Failures.Select(failure => failure.Problem.Code) ?? []];

    /// <summary>The keys that were transferred, in order of their names.</summary>
    public IReadOnlyList<string> Transferred => [.. Events.OfType<SyncEvent.Transferred>().Select(told => told.Key).Order(StringComparer.Ordinal)];

    public override string ToString() =>
        $"{Report?.Outcome.ToString() ?? "refused"}: {string.Join("; ", Refusals.Concat(Report?.RunProblems ?? []).Select(problem => problem.ToString()).Concat(Report?.Failures.Select(failure => failure.ToString()) ?? []))}";
}

/// <summary>Keeps every event.</summary>
internal sealed class EventList : IEventSink
{
    public List<SyncEvent> Events { get; } = [];

    public void Emit(SyncEvent syncEvent) => Events.Add(syncEvent);
}
