using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.MSBuildTask.Logging;
using S3Sync.MSBuildTask.Requests;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Running;

/// <summary>What happens before MSBuild compares times: the request is checked, and what it depends on is written down.</summary>
internal static class Preparation
{
    /// <summary>Everything the stamp has to be newer than: the list, the config, the files. Nothing when something is wrong, which is told.</summary>
    public static IReadOnlyList<string> Prepare(BuildRequest request, string listPath, string? always, IBuildLog log)
    {
        var problems = new List<Problem>();
        var reading = RequestBinding.Read(request, problems);
        var isAlways = IsAlways(always, problems);
        if (Deployment.JobOf(reading, problems) is not { } job)
        {
            problems.ForEach(log.Error);
            return [];
        }

        var files = SourceFiles.Of(job.Source);
        try
        {
            var list = InputList.Text(reading, job, request.Variables, files);
            var mayBeSkipped = !isAlways && job.Source is LocalLocation && IsLeft(job.Options.Report) && (request.Stamp is null || Stamp.IsOf(request.Stamp, list));
            if (!mayBeSkipped && (request.Stamp ?? listPath) is var old && File.Exists(old))
            {
                File.Delete(old);
            }

            WriteWhenDifferent(listPath, list);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Error(BuildProblems.StateNotWritten(listPath, e.Message));
        }

        return [listPath, .. Config(reading), .. files.Select(file => file.Path)];
    }

    private static bool IsAlways(string? text, List<Problem> problems)
    {
        var read = string.IsNullOrEmpty(text) ? false : OptionKind.Flag.TryRead(text);
        problems.AddRange(read is null ? [UsageProblems.NotASwitch("S3SyncAlways", text ?? "")] : []);
        return read == true;
    }

    // What the last run left written may have been cleaned away since.
    private static bool IsLeft(ReportOptions report) =>
        (report.Manifest is not LocalLocation manifest || File.Exists(manifest.Path)) && (report.Checksums is not { } checksums || File.Exists(checksums));

    private static IEnumerable<string> Config(RequestReading reading) => reading.Config is { } config ? [config.Path] : [];

    private static void WriteWhenDifferent(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            File.WriteAllText(path, text);
        }
    }
}
