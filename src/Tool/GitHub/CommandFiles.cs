using System.Text;
using S3Sync.Problems;

namespace S3Sync.Tool.GitHub;

/// <summary>The files by which a step hands on values, a summary and the artifacts it made. "Workflow commands for GitHub Actions", GitHub Docs.</summary>
internal sealed class CommandFiles(GitHubJob job, Func<string> newToken)
{
    /// <summary>Sets outputs; nothing where no runner listens. The problem when the file could not be written.</summary>
    public Problem? SetOutputs(IEnumerable<KeyValuePair<string, string>> outputs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in outputs)
        {
            var delimiter = DelimiterFor(value);
            text.Append(name).Append("<<").Append(delimiter).Append('\n').Append(value).Append('\n').Append(delimiter).Append('\n');
        }

        return Append(GitHubJob.OutputVariable, text.ToString());
    }

    /// <summary>How many bytes the summary of this step has already.</summary>
    public long SummaryLength => job.Of(GitHubJob.SummaryVariable) is { } path && File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Adds to the summary of this step.</summary>
    public Problem? AddSummary(string markdown) => Append(GitHubJob.SummaryVariable, markdown);

    /// <summary>Names files as artifacts, so that a later step attests them without being told.</summary>
    public Problem? AddArtifacts(IEnumerable<string> paths) =>
        Append(GitHubJob.ArtifactsVariable, string.Concat(paths.Where(path => path.AsSpan().IndexOfAny('\n', '\r', '=') < 0).Select(path => path + "\n")));

    // The runner reads up to a line that is the delimiter: a value that held one would end there, and could go on to set other outputs.
    private string DelimiterFor(string value)
    {
        string delimiter;
        do
        {
            delimiter = "ghadelimiter_" + newToken();
        }
        while (value.Contains(delimiter, StringComparison.Ordinal));
        return delimiter;
    }

    private Problem? Append(string variable, string text)
    {
        if (job.Of(variable) is not { } path || text.Length == 0)
        {
            return null;
        }

        try
        {
            File.AppendAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ActionProblems.CommandFileUnwritable(variable, path, failure.Message);
        }
    }
}
