using System.Threading.Channels;
using S3Sync.Problems;

namespace S3Sync.Reporting;

/// <summary>
/// Hands events to the sinks, one at a time, on one task. The channel is bounded: a slow sink slows the run and nothing is lost. An
/// ordinary sink that throws is dropped and named to the others; an audit sink that throws ends the run.
/// </summary>
internal sealed class EventPump : IDisposable
{
    private readonly Channel<Queued> _channel = Channel.CreateBounded<Queued>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly List<IEventSink> _sinks;
    private readonly ProgressMeter _meter;
    private readonly CancellationTokenSource _auditFailed = new();
    private readonly Task _pump;

    public EventPump(IReadOnlyList<IEventSink> sinks, ProgressMeter meter)
    {
        _sinks = [.. sinks];
        _meter = meter;
        Wanted = sinks.Aggregate(EventDetails.None, static (wanted, sink) => wanted | sink.Wants);
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>What any of the sinks wants besides the events that all get.</summary>
    public EventDetails Wanted { get; }

    /// <summary>Set when an audit sink has failed: the run must not go on unrecorded.</summary>
    public CancellationToken AuditFailed => _auditFailed.Token;

    /// <summary>Counts an event and queues it. Never cancelled: what happened is told.</summary>
    public ValueTask EmitAsync(SyncEvent syncEvent)
    {
        _meter.Count(syncEvent);
        return _channel.Writer.WriteAsync(new(syncEvent, null), CancellationToken.None);
    }

    /// <summary>Waits until every sink has seen every event so far.</summary>
    public async Task CatchUpAsync()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _channel.Writer.WriteAsync(new(null, reached), CancellationToken.None);
        await reached.Task;
    }

    /// <summary>Waits until every sink has seen every event. Throws what an audit sink threw.</summary>
    public async Task CompleteAsync()
    {
        _channel.Writer.Complete();
        await _pump;
    }

    public void Dispose() => _auditFailed.Dispose();

    private async Task PumpAsync()
    {
        Exception? auditFailure = null;
        await foreach (var (syncEvent, reached) in _channel.Reader.ReadAllAsync())
        {
            reached?.SetResult();
            if (syncEvent is null)
            {
                continue;
            }

            // A copy: a sink that throws leaves the list.
            foreach (var sink in _sinks.ToArray())
            {
                auditFailure ??= await DeliverAsync(sink, syncEvent);
            }
        }

        if (auditFailure is not null)
        {
            throw new SyncException(RunProblems.AuditFailed(auditFailure.Message), auditFailure);
        }
    }

    private async Task<Exception?> DeliverAsync(IEventSink sink, SyncEvent syncEvent)
    {
        try
        {
            sink.Emit(syncEvent);
            return null;
        }
#pragma warning disable CA1031 // A sink is a host's code: whatever it throws must not lose an object. It is dropped and named, or ends the run.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _sinks.Remove(sink);
            if (sink.IsAudit)
            {
                await _auditFailed.CancelAsync();
                return failure;
            }

            var dropped = new SyncEvent.Warned(null, RunProblems.SinkDropped(sink.GetType().Name, failure.Message));
            _meter.Count(dropped);
            foreach (var other in _sinks.ToArray())
            {
                await DeliverAsync(other, dropped);
            }

            return null;
        }
    }

    /// <summary>An event, or a mark that somebody waits for.</summary>
    private readonly record struct Queued(SyncEvent? Event, TaskCompletionSource? Reached);
}
