using System.Globalization;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output;

/// <summary>Shows how a run gets on, on stderr: a line that is rewritten on a terminal, a new plain line now and then elsewhere.</summary>
internal sealed class LiveSink(Terminal terminal, TimeProvider time) : IEventSink, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(15);
    private const int Samples = 40;

    private readonly Queue<(long At, long Bytes, long Objects)> _samples = new();
    private ITimer? _timer;

    /// <inheritdoc/>
    public void Emit(SyncEvent syncEvent)
    {
        switch (syncEvent)
        {
            case SyncEvent.Started started:
                _samples.Enqueue((time.GetTimestamp(), 0, 0)); // so that the first line has a rate already
                var interval = terminal.CanShowStatus ? Redraw : PlainInterval;
                _timer = time.CreateTimer(_ => Show(started), null, interval, interval);
                break;
            case SyncEvent.Finished:
                Dispose();
                break;
        }
    }

    /// <summary>Stops, and takes the line away.</summary>
    public void Dispose()
    {
        lock (_samples)
        {
            _timer?.Dispose();
            _timer = null;
            terminal.ShowStatus("");
        }
    }

    private void Show(SyncEvent.Started started)
    {
        lock (_samples)
        {
            if (_timer is null)
            {
                return;
            }

            var line = Line(started);
            if (terminal.CanShowStatus)
            {
                terminal.ShowStatus(line);
            }
            else
            {
                terminal.WriteErrorLine(line);
            }
        }
    }

    private string Line(SyncEvent.Started started)
    {
        var (meter, counts) = (started.Progress, started.Progress.Counts);
        var (plannedObjects, plannedBytes) = meter.Planned;
        if (plannedObjects == 0)
        {
            return $"Comparing both sides,  skipped {HumanText.Count(counts.Skipped)}";
        }

        var (bytesRate, objectsRate) = started.DryRun ? (0, 0) : Rates(counts);
        var more = meter.IsPlanComplete ? "" : "+";
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{HumanText.Bytes(counts.Bytes)} of {HumanText.Bytes(plannedBytes)}{more} | {HumanText.Bytes(bytesRate)}/sec,  transferred {HumanText.Count(counts.Transferred)} of {HumanText.Count(plannedObjects)}{more} | {HumanText.Count(objectsRate)} objects/sec,  skipped {HumanText.Count(counts.Skipped)}");
        var errors = counts.Errors > 0 ? $",  error {HumanText.Count(counts.Errors)}" : "";
        var left = plannedBytes - counts.Bytes;
        var eta = meter.IsPlanComplete && bytesRate > 0 && left > 0 ? $",  ETA {HumanText.Duration(TimeSpan.FromSeconds(left / bytesRate))}" : "";
        return line + errors + eta;
    }

    private (double Bytes, double Objects) Rates(SyncCounts counts)
    {
        _samples.Enqueue((time.GetTimestamp(), counts.Bytes, counts.Transferred));
        if (_samples.Count > Samples)
        {
            _samples.Dequeue();
        }

        var first = _samples.Peek();
        var seconds = time.GetElapsedTime(first.At).TotalSeconds;
        return seconds <= 0 ? (0, 0) : ((counts.Bytes - first.Bytes) / seconds, (counts.Transferred - first.Objects) / seconds);
    }
}
