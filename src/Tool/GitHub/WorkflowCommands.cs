using System.Globalization;
using System.Text;
using S3Sync.Problems;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.GitHub;

/// <summary>Lines by which a step speaks to the runner. "Workflow commands for GitHub Actions", GitHub Docs; what is escaped is what actions/toolkit escapes.</summary>
internal static class WorkflowCommands
{
    /// <summary>Hides a text wherever it would be logged from here on.</summary>
    public static string Mask(string secret) => $"::add-mask::{Data(secret)}";

    /// <summary>Begins lines that are folded under a title.</summary>
    public static string Group(string title) => $"::group::{Data(SafeText.Visible(title))}";

    /// <summary>Ends them.</summary>
    public static string EndGroup => "::endgroup::";

    /// <summary>From here on lines are no commands, whatever they look like.</summary>
    public static string Stop(string token) => $"::stop-commands::{token}";

    /// <summary>From here on they are again.</summary>
    public static string Resume(string token) => $"::{token}::";

    /// <summary>A problem, at its place in the config when it has one.</summary>
    public static string Annotation(bool isError, Problem problem, Func<string, string> fileOf)
    {
        var properties = new StringBuilder();
        if (problem.Place is { } place)
        {
            properties.Append(CultureInfo.InvariantCulture, $"file={Property(fileOf(place.File))},line={place.Line},col={place.Column},");
        }

        return $"::{(isError ? "error" : "warning")} {properties}title={Property("s3sync " + problem.Code)}::{Data(SafeText.Visible(problem.Message))}";
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
