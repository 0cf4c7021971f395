using S3Sync.MSBuildTask.Logging;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Outside;

/// <summary>Lines in the form that MSBuild takes errors and warnings from: <c>file(line,column): error S3SYNC0105: …</c>.</summary>
internal sealed class LineLog(TextWriter output, string project) : IBuildLog
{
    private static readonly string[] Categories = ["error", "warning"];

    private readonly Lock _gate = new();

    /// <summary>Whether an error was told.</summary>
    public bool HasErrors { get; private set; }

    public void Error(Problem problem)
    {
        HasErrors = true;
        Write($"{PlaceOf(problem)}: error {BuildCode.Of(problem)}: {problem.Message}");
    }

    public void Warn(Problem problem) => Write($"{PlaceOf(problem)}: warning {BuildCode.Of(problem)}: {problem.Message}");

    // MSBuild takes any line for an error that holds the word and a colon behind it, and a key may hold both.
    public void Tell(Weight weight, string text)
    {
        if (weight != Weight.Detail)
        {
            var mayMislead = Categories.Any(category => text.IndexOf(category, StringComparison.OrdinalIgnoreCase) is var at and >= 0 && text.AsSpan(at).Contains(':'));
            Write(mayMislead ? text.Replace(":", "\\u{3a}", StringComparison.Ordinal) : text);
        }
    }

    private string PlaceOf(Problem problem) => problem.Place is { } place ? FormattableString.Invariant($"{place.File}({place.Line},{place.Column})") : project;

    private void Write(string line)
    {
        lock (_gate)
        {
            output.WriteLine(PlainText.Visible(line));
        }
    }
}
