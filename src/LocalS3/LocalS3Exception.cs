namespace S3Sync.LocalS3;

/// <summary>Why an endpoint could not be started: a stable code, and a sentence for the one who started it.</summary>
public sealed class LocalS3Exception : Exception
{
    private LocalS3Exception(string code, string message, Exception? cause = null) : base(message, cause) => Code = code;

    /// <summary>The code of a folder that holds something else.</summary>
    public const string ForeignFolderCode = "S3S606";

    /// <summary>A stable code, such as <c>S3S601</c>.</summary>
    public string Code { get; }

    /// <summary>Another process, or another server of this process, serves the same folder.</summary>
    internal static LocalS3Exception FolderInUse(string folder, int? holder) => new("S3S601",
        holder is int pid
            ? $"The folder '{folder}' is served by process {pid} already; one process serves a folder. Stop that one, or take another folder."
            : $"The folder '{folder}' is served by another process already; one process serves a folder. Stop that one, or take another folder.");

    /// <summary>The port asked for belongs to another program.</summary>
    internal static LocalS3Exception PortInUse(string address, int port, Exception cause) => new("S3S602",
        $"Port {port} of '{address}' is in use by another program. Take another port, or 0 for a free one.", cause);

    /// <summary>The address or port cannot be listened on for another reason (no such address, no permission).</summary>
    internal static LocalS3Exception CannotListen(string address, int port, Exception cause) => new("S3S603",
        $"Port {port} of '{address}' cannot be listened on: {cause.Message} Take an address of this machine and a port that is allowed.", cause);

    /// <summary>The folder cannot be made, read or written.</summary>
    internal static LocalS3Exception FolderUnusable(string folder, Exception cause) => new("S3S604",
        $"The folder '{folder}' cannot keep objects: {cause.Message} Take a folder that this user may write.", cause);

    /// <summary>Nobody could sign a request: no key pair was given.</summary>
    internal static LocalS3Exception NoKeys() => new("S3S605",
        "An endpoint needs at least one access key with its secret key, since it refuses unsigned requests. Give one.");

    /// <summary>The folder is not empty and was not made by this endpoint: serving it would neither show its files nor leave it as it is.</summary>
    internal static LocalS3Exception ForeignFolder(string folder, string entry) => new(ForeignFolderCode,
        $"The folder '{folder}' holds '{entry}', which no endpoint put there; nothing was written. An endpoint keeps objects in a form of its own and does not serve a folder's files. Take a new or empty folder; to upload this one, name it as SOURCE.");
}
