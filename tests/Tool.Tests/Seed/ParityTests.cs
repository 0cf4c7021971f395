using S3Sync.Catalog;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Seed;

/// <summary>Every option, environment name and default that the original's README promises is here, or docs/compatibility.md says why not.</summary>
public sealed class ParityTests
{
    // Options of other programs that its text names: cargo's, and s3sync's own in another build.
    private static readonly string[] OfOthers = ["features"];

    private static string Compatibility { get; } = File.ReadAllText(Path.Join(Shell.Repository, "docs", "compatibility.md"));

    [Fact]
    public void The_readme_is_read_whole()
    {
        Assert.Equal(96, SeedReadme.Options().Count);
        Assert.Equal(["SOURCE", "TARGET"], SeedReadme.PlaceVariables());
        Assert.True(SeedReadme.NamesInText().Count > 35);
        Assert.True(SeedReadme.Commands().Count >= 18);
    }

    [Fact]
    public void Every_option_of_its_help_is_here_by_name_letter_and_kind()
    {
        foreach (var promised in SeedReadme.Options())
        {
            var option = Find(promised.Name);
            Assert.True(option is not null || IsExplained(promised.Name), promised.Name);
            Assert.Equal(promised.Letter, option?.Letter?.ToString());
            Assert.Equal(promised.ValueName is null, option?.Kind.ValueName is null);
        }
    }

    [Fact]
    public void Every_environment_name_of_its_help_is_read()
    {
        Assert.Equal(SeedReadme.PlaceVariables(), OptionCatalog.Ends.Select(end => end.PlainEnvironmentName));
        Assert.All(OptionCatalog.Ends, end => Assert.Contains(end.PlainEnvironmentName, end.EnvironmentNames));
        foreach (var promised in SeedReadme.Options().Where(option => option.Environment is not null))
        {
            Assert.True(Find(promised.Name)?.EnvironmentNames.Contains(promised.Environment!) == true || IsExplained(promised.Environment!), promised.Environment);
        }
    }

    [Fact]
    public void Every_default_of_its_help_is_the_default()
    {
        foreach (var promised in SeedReadme.Options())
        {
            var ours = Find(promised.Name) is { } option ? option.DefaultText : null;
            Assert.True(promised.Default is null ? ours is null || IsExplained(promised.Name) : ours == promised.Default || IsExplained(promised.Name), $"{promised.Name}: {promised.Default} and {ours}");
        }
    }

    [Fact]
    public void Every_option_that_its_text_names_is_accepted() => Assert.All(
        SeedReadme.NamesInText().Except(OfOthers),
        name => Assert.True(ToolDefinitions.OfSync.Any(option => option.IsCalled(name)) || IsExplained(name), name));

    private static OptionDefinition? Find(string name) => ToolDefinitions.OfSync.FirstOrDefault(option => option.Name == name);

    private static bool IsExplained(string name) => Compatibility.Contains($"`--{name}`", StringComparison.Ordinal) || Compatibility.Contains($"`{name}`", StringComparison.Ordinal);
}
