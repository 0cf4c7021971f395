using System.Diagnostics;
using S3Sync.Options;

namespace S3Sync.Micro;

/// <summary>bench/SeededServer with one bucket, in a process of its own, so that neither its time nor its memory is counted.</summary>
internal sealed class EndpointProcess : IDisposable
{
    private readonly Process _process;

    public EndpointProcess(string bucket)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "S3Sync.SeededServer.dll"), bucket])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The endpoint did not start.");
        Side = new() { EndpointUrl = Told(), AccessKey = Told(), SecretAccessKey = Told(), Region = "us-east-1", ForcePathStyle = true };
    }

    /// <summary>The way to it.</summary>
    public S3SideOptions Side { get; }

    // It ends with its input.
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Told() => (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The endpoint ended before it was ready.")).Split(": ")[1];
}
