using System.Globalization;
using System.Text;
using S3Sync.Catalog;
using S3Sync.Tool.GitHub.Step;

namespace S3Sync.Generate;

/// <summary>Writes action.yml: its head and its outputs are kept here, its inputs come from the definitions. "Metadata syntax for GitHub Actions", GitHub Docs.</summary>
internal static class ActionPage
{
    // Secrets travel in the environment of a step, where no log shows them.
    private const string Head = """
        name: S3Sync
        author: The S3Sync authors
        description: Publish a folder to S3, or copy a bucket, and prove what was published. Compares contents, verifies every object, deletes last.
        branding:
          icon: upload-cloud
          color: orange

        """;

    private const string Tail = """

        outputs:
          result:
            description: "unchanged, changed, different (a report found differences), failed or cancelled"
          uploaded-count:
            description: "How many objects were transferred"
          deleted-count:
            description: "How many objects were deleted"
          bytes:
            description: "How many bytes were transferred"
          manifest-path:
            description: "The manifest of this run: a path in the workspace, or an s3:// address"
          manifest-digest:
            description: "The SHA-256 over what the manifest says was published: the same for the same content"
          checksums-path:
            description: "The list of SHA-256 digests, when the input checksums asked for one: a path in the workspace"

        runs:
          using: docker
          image: Dockerfile

        """;

    public static string Text()
    {
        var page = new StringBuilder()
            .Append("# Generated from the options by `").Append(GeneratedFiles.Command).Append("`. Do not edit. See docs/action.md.\n")
            .Append(Head).Append("\ninputs:\n");
        foreach (var definition in StepDefinitions.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"  {definition.Name}:\n    description: {Quoted(DescriptionOf(definition))}\n    required: false\n");
        }

        return page.Append(Tail).ToString();
    }

    // An input that is not given is empty, and the tool's own default holds: there is no second place that knows it.
    private static string DescriptionOf(OptionDefinition option)
    {
        var initial = option is { IsSecret: false, DefaultText: { Length: > 0 } shown } ? $" (default: {shown})" : "";
        return option.Help.TrimEnd('.') + WordsOf(option.Kind) + initial;
    }

    private static string WordsOf(OptionKind kind) => kind switch
    {
        OptionKind.Flag => " (true or false)",
        OptionKind.Choice choice => $" (one of {string.Join(", ", choice.Words)})",
        OptionKind.Count => " (a number)",
        OptionKind.Metadata => " (name=value, one a line)",
        OptionKind.Tags => " (name=value, one a line)",
        OptionKind.Globs => " (a pattern a line)",
        _ => "",
    };

    // A double-quoted scalar of YAML 1.2 takes JSON's escapes.
    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
