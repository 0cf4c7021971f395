using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace S3Sync.Engine.Tests.Matrix;

/// <summary>docs/integrity.md has a table for each direction whose every cell names the test that proves it, and there is no other cell.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Columns = ["Single, ETag", "Single, Checksum", "Multipart, ETag", "Multipart, Checksum"];

    [Theory]
    [InlineData(typeof(UploadMatrix))]
    [InlineData(typeof(DownloadMatrix))]
    [InlineData(typeof(RelayReadMatrix))]
    [InlineData(typeof(RelayWriteMatrix))]
    [InlineData(typeof(ServerCopyMatrix))]
    public void Every_cell_of_a_direction_names_its_test(Type direction)
    {
        var rows = TableUnder($"`{direction.Name}`");

        Assert.Equal(Enum.GetNames<Protection>(), rows.Select(static row => row[0]));
        foreach (var (protection, row) in Enum.GetValues<Protection>().Zip(rows))
        {
            for (var column = 0; column < Columns.Length; column++)
            {
                var words = Columns[column].Split(", ");
                var cell = new Cell(Enum.Parse<Form>(words[0]), protection, Enum.Parse<Evidence>(words[1]));
                Assert.Equal(cell.IsSettled ? $"`{nameof(MatrixTests.It_is_verified)}`" : $"`{nameof(MatrixTests.It_is_told_as_unverified_and_warned_of_once)}`", row[column + 1]);
            }
        }
    }

    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        var tests = typeof(DocumentTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods().Where(static method => method.GetCustomAttribute<FactAttribute>() is not null).SelectMany(method => new[] { method.Name, $"{type.Name}.{method.Name}" }))
            .ToHashSet(StringComparer.Ordinal);

        var named = TestName().Matches(Page()).Select(static match => match.Groups[1].Value).ToList();

        Assert.True(named.Count > 20);
        Assert.DoesNotContain(named, name => !tests.Contains(name));
    }

    private static List<string[]> TableUnder(string heading)
    {
        var lines = Page().Split('\n').SkipWhile(line => !(line.StartsWith("### ", StringComparison.Ordinal) && line.Contains(heading, StringComparison.Ordinal)));
        var table = lines.SkipWhile(static line => !line.StartsWith('|')).TakeWhile(static line => line.StartsWith('|')).ToList();
        Assert.True(table.Count > 2, $"No table under {heading}.");
        return [.. table.Skip(2).Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
    }

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "S3Sync.Tool.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "integrity.md"));
    }

    // A sentence of three words or more, with or without its class: no option, type or file is written so.
    [GeneratedRegex("`((?:[A-Z][A-Za-z]+\\.)?[A-Z][a-z0-9]*(?:_[A-Za-z0-9]+){2,})`")]
    private static partial Regex TestName();
}
