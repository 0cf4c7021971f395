using System.Globalization;

namespace S3Sync.Repository.Tests;

/// <summary>One row of the layer table.</summary>
internal sealed record Layer(int Number, string Folder, IReadOnlyList<string> MayUse);

/// <summary>Which folder may use which, as the layer table of docs/architecture.md says.</summary>
internal static class LayerTable
{
    public static IReadOnlyList<Layer> Rows { get; } = Read();

    /// <summary>The row of the nearest listed folder at or above a source file; a project's root row holds only the files directly in it.</summary>
    public static Layer? Of(string path)
    {
        var folder = Path.GetDirectoryName(path)?.Replace('\\', '/') ?? "";
        return Rows
            .Where(row => folder == row.Folder || (folder.StartsWith(row.Folder + "/", StringComparison.Ordinal) && row.Folder != "src/Engine"))
            .MaxBy(row => row.Folder.Length);
    }

    private static List<Layer> Read() =>
        [.. ArchitecturePage.Table("Layers").Select(cells => new Layer(
            int.Parse(cells[0], CultureInfo.InvariantCulture),
            ArchitecturePage.Quoted(cells[1]).Single(),
            [.. ArchitecturePage.Quoted(cells[3])]))];
}
