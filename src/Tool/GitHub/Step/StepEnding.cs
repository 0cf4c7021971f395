using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Tool.Output;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>Tells how a step ended: annotations, outputs, the summary, artifacts, and the exit code.</summary>
internal sealed class StepEnding(WorkflowLog log, CommandFiles files, StepPlaces places, Terminal terminal)
{
    /// <summary>GitHub shows no more of a kind and step.</summary>
    private const int MostAnnotations = 10;

    /// <summary>How many bytes the summary of this step has already.</summary>
    public long SummaryLength => files.SummaryLength;

    /// <summary>Ends a step that was not begun: everything that is wrong is told, nothing was touched.</summary>
    public int Refuse(List<Problem> problems)
    {
        log.Suspend();
        var code = UsageErrors.Print(problems, terminal);
        log.Resume();
        var outcome = new StepOutcome { ToolExitCode = code, Problems = [.. problems.Distinct().Select(problem => (true, problem))] };
        Write(outcome, new(0), outcome.Outputs("", "", ""), []);
        return code;
    }

    /// <summary>Ends a step that was carried out.</summary>
    public int End(StepRequest request, int code, StepSink sink, ChangeTable changes, Problem? complaint)
    {
        var options = request.Tool.Sync.Options;
        var outcome = new StepOutcome
        {
            ToolExitCode = code,
            Report = sink.Report,
            Ends = (places.Shown(request.Tool.Sync.Source), places.Shown(request.Tool.Sync.Target)),
            Restamped = sink.Restamped,
        };
        outcome = outcome with { Problems = [.. ProblemsOf(outcome, request, sink, complaint)] };
        // A file of that name may be left of an earlier step, and is no record of this one.
        var receipt = sink.Report?.Manifest;
        var manifest = receipt is null ? null : options.Report.Manifest;
        var checksums = receipt is not null && options.Report.Checksums is { } path && !IsUnwritten(path, outcome) ? places.Shown(path) : "";
        var outputs = outcome.Outputs(places.Shown(manifest), receipt?.Digest ?? "", checksums);
        Write(outcome, changes, outputs, [.. new[] { manifest is LocalLocation ? places.Shown(manifest) : "", checksums }.Where(file => file.Length > 0)]);
        return outcome.StepExitCode(request.Options.FailOn);
    }

    private static IEnumerable<(bool IsError, Problem Problem)> ProblemsOf(StepOutcome outcome, StepRequest request, StepSink sink, Problem? complaint)
    {
        foreach (var problem in outcome.Report?.RunProblems ?? [])
        {
            yield return (true, problem);
        }

        foreach (var failure in outcome.Report?.Failures ?? [])
        {
            yield return (true, failure.Problem);
        }

        if (outcome is { Report: null, Word: "failed" })
        {
            yield return (true, ActionProblems.EndedEarly(outcome.Word));
        }

        if (outcome.FailsOn(request.Options.FailOn))
        {
            yield return (true, ActionProblems.FailsOn(request.FailOnOrigin, request.Options.FailOn, outcome.Word));
        }

        foreach (var warning in request.Tool.Sync.Warnings.Concat(sink.Warnings).Concat(complaint is null ? [] : [complaint]))
        {
            yield return (false, warning);
        }
    }

    private void Write(StepOutcome outcome, ChangeTable changes, IEnumerable<KeyValuePair<string, string>> outputs, IReadOnlyList<string> artifacts)
    {
        var complaints = new[] { files.SetOutputs(outputs), files.AddSummary(new StepSummary(outcome, changes).Text()), files.AddArtifacts(artifacts) }.OfType<Problem>();
        Annotate([.. outcome.Problems, .. complaints.Select(problem => (true, problem))]);
    }

    private void Annotate(IReadOnlyList<(bool IsError, Problem Problem)> problems)
    {
        var shown = problems.Count <= MostAnnotations ? problems : [.. problems.Take(MostAnnotations - 1), (problems[0].IsError, ActionProblems.MoreProblems(problems.Count - MostAnnotations + 1))];
        foreach (var (isError, problem) in shown)
        {
            log.Command(WorkflowCommands.Annotation(isError, problem, places.Shown));
        }
    }

    private static bool IsUnwritten(string path, StepOutcome outcome) =>
        outcome.Report?.RunProblems.Any(problem => problem.Code == "S3S791" && problem.Message.StartsWith($"\"{path}\"", StringComparison.Ordinal)) == true;
}
