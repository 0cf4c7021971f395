namespace S3Sync.Conformance.Tests.Servers;

/// <summary>The machine's clock, and as much ahead of it as a scenario let pass.</summary>
internal sealed class AheadTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <summary>Goes further ahead.</summary>
    public void Pass(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
