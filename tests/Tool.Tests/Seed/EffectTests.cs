using S3Sync.Catalog;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Seed;

/// <summary>No option is only read: each changes the requests or the result, or is refused.</summary>
public sealed class EffectTests
{
    public static TheoryData<string> WithARun() => [.. Effects.Runs.Select(run => run.Option)];

    [Fact]
    public void Every_option_has_its_run_or_its_test() => Assert.Equal(
        OptionCatalog.All.Select(option => option.Name).Order(StringComparer.Ordinal),
        Effects.Runs.Select(run => run.Option).Concat(Effects.Tests.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_named_test_exists()
    {
        var source = string.Concat(Directory.GetFiles(Path.Join(Shell.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.All(Effects.Tests, pair => Assert.Contains($" {pair.Value}(", source, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WithARun))]
    public async Task With_the_option_the_run_asks_or_does_something_else(string option)
    {
        var run = Effects.Runs.Single(candidate => candidate.Option == option);
        Assert.Contains($"--{option}", run.Given.Split(' '));

        var without = await EffectRun.TraceAsync(run.Way, Words(run.Base));
        var with = await EffectRun.TraceAsync(run.Way, Words(run.Given));

        Assert.DoesNotContain("refused", without, StringComparison.Ordinal);
        Assert.NotEqual(without, with);
    }

    [Theory]
    [InlineData(Way.Up)]
    [InlineData(Way.Down)]
    [InlineData(Way.Across)]
    internal async Task Without_an_option_two_runs_are_the_same(Way way) => Assert.Equal(await EffectRun.TraceAsync(way, []), await EffectRun.TraceAsync(way, []));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
