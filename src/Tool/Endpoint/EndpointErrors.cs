using S3Sync.LocalS3;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.Endpoint;

/// <summary>Tells why an endpoint could not be started.</summary>
internal static class EndpointErrors
{
    /// <summary>Writes the reason and returns the exit code: a folder that must not be served is something wrong with what was asked for.</summary>
    public static int Print(LocalS3Exception error, Terminal terminal)
    {
        terminal.WriteErrorLine($"error {SafeText.Visible($"{error.Code}: {error.Message}")}");
        return error.Code == LocalS3Exception.ForeignFolderCode ? ExitCode.Usage : ExitCode.Failed;
    }
}
