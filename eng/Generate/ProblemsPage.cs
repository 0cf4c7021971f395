using System.Globalization;
using System.Text;

namespace S3Sync.Generate;

/// <summary>Writes docs/problems.md: every problem code, when it happens, and what the user reads.</summary>
internal static class ProblemsPage
{
    private static readonly (char Digit, string Title)[] Areas =
    [
        ('1', "1xx: what was asked for"),
        ('2', "2xx: S3"),
        ('3', "3xx: local files"),
        ('4', "4xx: integrity"),
        ('5', "5xx: the run"),
        ('7', "7xx: the config, rules and manifests"),
        ('8', "8xx: builds, roles, and steps of a workflow"),
    ];

    public static string Text()
    {
        var page = new StringBuilder()
            .Append("<!-- Generated from src/Engine/Problems by `").Append(GeneratedFiles.Command).Append("`. Do not edit. -->\n\n")
            .Append("# Problems\n\n")
            .Append("Every problem that S3Sync reports has a stable code. Words in braces stand for values of the run.\n");
        foreach (var (digit, title) in Areas)
        {
            var sentences = ProblemCatalog.All.Where(sentence => sentence.Code.Length > 3 && sentence.Code[3] == digit).ToList();
            if (sentences.Count > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");
                sentences.ForEach(sentence => Append(page, sentence));
            }
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, ProblemSentence sentence) =>
        page.Append(CultureInfo.InvariantCulture, $"\n### {sentence.Code}\n\n{sentence.When}\n\n> {sentence.Template.ReplaceLineEndings("\n> ")}\n");
}
