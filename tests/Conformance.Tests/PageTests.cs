using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace S3Sync.Conformance.Tests;

/// <summary>docs/conformance.md says what is true: the tests it names exist, and its capabilities are those of the table.</summary>
public sealed partial class PageTests
{
    private static string Root { get; } = FindRoot();

    private static string Page => File.ReadAllText(Path.Combine(Root, "docs", "conformance.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var own = typeof(PageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Select(method => $"{type.Name}.{method.Name}")).ToHashSet(StringComparer.Ordinal);
        var others = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories).ToLookup(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);

        var missing = Named().Match(Page) is { Success: true }
            ? Named().Matches(Page).Where(name => !own.Contains(name.Groups[1].Value + "." + name.Groups[2].Value)
                && !others[name.Groups[1].Value].Any(path => File.ReadAllText(path).Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)))
            : throw new InvalidOperationException("The page names no test.");

        Assert.Empty(missing.Select(name => name.Value));
    }

    [Fact]
    public void Every_row_names_a_test_or_says_why_there_is_none() => Assert.All(
        Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| scenario |", StringComparison.Ordinal)),
        line => Assert.True(Named().IsMatch(line) || line.Contains("| none: ", StringComparison.Ordinal) || line.Contains("| the rows `Way.", StringComparison.Ordinal), line));

    [Fact]
    public void Every_class_of_scenarios_is_named_on_the_page() => Assert.All(
        typeof(PageTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Scenarios.Scenario)) && !type.IsAbstract).Select(type => type.Name),
        name => Assert.Contains($"`{name}.", Page, StringComparison.Ordinal));

    [Fact]
    public void The_capabilities_on_the_page_are_those_of_the_table()
    {
        var text = new StringBuilder();
        foreach (var (server, lacks) in CapabilityTable.Lacking.OrderBy(server => server.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(CultureInvariant($"- `{server}`\n"));
            foreach (var (capability, reason) in lacks.OrderBy(lack => lack.Key.ToString(), StringComparer.Ordinal))
            {
                text.Append(CultureInvariant($"  - {capability}: {reason}\n"));
            }
        }

        var match = Capabilities().Match(Page);
        Assert.Equal(text.ToString().TrimEnd('\n'), match.Groups[1].Value.Trim('\n'));
    }

    private static string CultureInvariant(FormattableString text) => FormattableString.Invariant(text);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "S3Sync.Tool.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The solution is not above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"`([A-Z]\w+(?:Scenarios|Suite|Tests))\.(\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"<!-- capabilities:[^\n]*-->\n(.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Capabilities();
}
