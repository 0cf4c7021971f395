using System.Globalization;
using System.Text;
using S3Sync.Reporting;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>What the page of a workflow run shows of a step, as Markdown. Above 1 MiB the runner would drop all of it. "Adding a job summary", GitHub Docs.</summary>
/// <param name="outcome">How the step ended.</param>
/// <param name="changes">What was done.</param>
internal sealed class StepSummary(StepOutcome outcome, ChangeTable changes)
{
    /// <summary>The most that the summary of a step may have, in bytes.</summary>
    public const long Most = 1024 * 1024;

    /// <summary>Bytes for the head, the problems, and what is said of rows that are left out.</summary>
    public const long Reserve = 320 * 1024;

    private const long MostOfProblems = 256 * 1024;

    /// <summary>The whole text.</summary>
    public string Text()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"### s3sync: {outcome.Word}\n\n");
        if (outcome.Ends is { } ends)
        {
            text.Append(CultureInfo.InvariantCulture, $"{MarkdownText.Code(ends.Source)} → {MarkdownText.Code(ends.Target)}\n\n");
        }

        if (outcome.Report is { } report)
        {
            AppendCounts(text, report);
        }

        AppendProblems(text);
        AppendChanges(text);
        return text.ToString();
    }

    private void AppendCounts(StringBuilder text, SyncReport report)
    {
        var counts = report.Counts;
        text.Append("| uploaded | headers or tags changed | deleted | unchanged | warnings | failed | bytes | duration |\n|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        text.Append(CultureInfo.InvariantCulture, $"| {HumanText.Count(counts.Transferred)} | {HumanText.Count(outcome.Restamped)} | {HumanText.Count(counts.Deleted)} | {HumanText.Count(counts.Skipped)} | {HumanText.Count(counts.Warnings)} | {HumanText.Count(counts.Errors)} | {HumanText.Bytes(counts.Bytes)} | {HumanText.Duration(report.Duration)} |\n\n");
        text.Append(report.DryRun ? "Dry run: nothing was written.\n\n" : "");
    }

    private void AppendProblems(StringBuilder text)
    {
        if (outcome.Problems.Count == 0)
        {
            return;
        }

        text.Append("| problem | what happened |\n|---|---|\n");
        var (bytes, shown) = (0L, 0);
        foreach (var (isError, problem) in outcome.Problems)
        {
            var place = problem.Place is { } at ? MarkdownText.Code(at.ToString()) + " " : "";
            var row = $"| {(isError ? "❌" : "⚠️")} {problem.Code} | {place}{MarkdownText.Plain(problem.Message)} |\n";
            bytes += Encoding.UTF8.GetByteCount(row);
            if (bytes > MostOfProblems)
            {
                break;
            }

            text.Append(row);
            shown++;
        }

        text.Append('\n').Append(LeftOut(outcome.Problems.Count - shown, "problems"));
    }

    private void AppendChanges(StringBuilder text)
    {
        if (changes.Rows.Length == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"<details{(changes.LeftOut == 0 && changes.Rows.Length < 16 * 1024 ? " open" : "")}><summary>What {(outcome.Report?.DryRun == true ? "would be" : "was")} done</summary>\n\n");
        text.Append("| action | key | size | why |\n|---|---|--:|---|\n").Append(changes.Rows).Append('\n');
        text.Append(LeftOut(changes.LeftOut, "rows")).Append("</details>\n\n");
    }

    private static string LeftOut(long count, string what) => count == 0 ? "" : $"_{HumanText.Count(count)} more {what} are left out here, because a summary may have 1 MiB._\n\n";
}
