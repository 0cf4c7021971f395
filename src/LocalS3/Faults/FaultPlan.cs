namespace S3Sync.LocalS3.Faults;

/// <summary>What shall go wrong, planned from outside by tests.</summary>
public sealed class FaultPlan
{
    internal FaultPlan()
    {
    }
}
