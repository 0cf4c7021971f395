using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using S3Sync.MSBuildTask.Logging;
using S3Sync.MSBuildTask.Running;

namespace S3Sync.MSBuildTask;

/// <summary>The task <c>&lt;S3Sync Source="$(PublishDir)" Target="s3://bucket/app/" /&gt;</c>: publishes one folder, once.</summary>
[MSBuildMultiThreadableTask]
public sealed class S3Sync : SyncTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    /// <summary>Where the manifest was written: an absolute path or an s3:// URL; empty when none was, as in a dry run.</summary>
    [Output]
    public string ManifestPath { get; private set; } = "";

    /// <summary>What was transferred, as s3:// URLs or paths, with the metadata Key, Size and Reason.</summary>
    [Output]
    public ITaskItem[] Uploaded { get; private set; } = [];

    /// <summary>What was deleted, as s3:// URLs or paths, with the metadata Key.</summary>
    [Output]
    public ITaskItem[] Deleted { get; private set; } = [];

    /// <summary>How many bytes moved.</summary>
    [Output]
    public long BytesTransferred { get; private set; }

    /// <summary>Called by MSBuild from another thread, on Ctrl-C for one; uploads in flight are aborted before <see cref="Execute"/> returns.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <inheritdoc/>
    public override bool Execute()
    {
        var log = new TaskLog(Log, ProjectFile);
        if (IsDesignTime)
        {
            log.Tell(Weight.Detail, "A design-time build does not publish.");
            return true;
        }

        if (Request(log) is not { } request)
        {
            return false;
        }

        // MSBuild calls tasks without awaiting them.
        var outcome = Deployment.RunAsync(request, log, _cancelled.Token).GetAwaiter().GetResult();
        ManifestPath = outcome.Manifest ?? "";
        Uploaded = [.. outcome.Uploaded.Select(moved => Item(moved.Place, ("Key", moved.Key), ("Size", moved.Size), ("Reason", moved.Reason)))];
        Deleted = [.. outcome.Deleted.Select(gone => Item(gone.Place, ("Key", gone.Key)))];
        BytesTransferred = outcome.Bytes;
        return outcome.IsGood && !Log.HasLoggedErrors;
    }

    /// <inheritdoc/>
    public void Dispose() => _cancelled.Dispose();

    private static TaskItem Item(string place, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(ItemText.Escape(place));
        foreach (var (name, value) in metadata)
        {
            item.SetMetadata(name, ItemText.Escape(value));
        }

        return item;
    }
}
