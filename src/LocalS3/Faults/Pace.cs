namespace S3Sync.LocalS3.Faults;

/// <summary>Bytes in small steps with waits between them.</summary>
internal static class Pace
{
    private const int StepsPerSecond = 20;

    /// <summary>How many bytes go in one step.</summary>
    public static int Step(int bytesPerSecond) => Math.Max(1, bytesPerSecond / StepsPerSecond);

    public static Task WaitAsync(int bytes, int bytesPerSecond, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromSeconds((double)bytes / bytesPerSecond), cancellationToken);
}
