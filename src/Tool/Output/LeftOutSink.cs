using S3Sync.Reporting;

namespace S3Sync.Tool.Output;

/// <summary>Counts the skipped entries that were left out as asked, apart from those that are up to date.</summary>
internal sealed class LeftOutSink : IEventSink
{
    /// <summary>Entries that a filter left out.</summary>
    public long ByFilter { get; private set; }

    /// <summary>Symbolic links that were left out.</summary>
    public long Links { get; private set; }

    /// <inheritdoc/>
    public void Emit(SyncEvent syncEvent)
    {
        switch (syncEvent)
        {
            case SyncEvent.Skipped { Judge: not "TargetModifiedFilter" and var judge } when judge.EndsWith("Filter", StringComparison.Ordinal): // that one, s3sync's word, is a comparison
                ByFilter++;
                break;
            case SyncEvent.Skipped { Judge: "IgnoredLink" }:
                Links++;
                break;
        }
    }
}
