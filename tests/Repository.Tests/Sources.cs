using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace S3Sync.Repository.Tests;

/// <summary>The C# sources, parsed once and bound by the compiler, so that a rule is about symbols and not about how a name was spelled.</summary>
internal static class Sources
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    private static readonly IReadOnlyList<MetadataReference> Libraries = FindLibraries();

    /// <summary>Every tracked C# file; <see cref="SyntaxTree.FilePath"/> is relative to the repository.</summary>
    public static IReadOnlyList<SyntaxTree> All { get; } =
        [.. Repo.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => CSharpSyntaxTree.ParseText(Repo.Read(path), Language, path))];

    public static IReadOnlyList<SyntaxTree> Product { get; } = [.. All.Where(tree => tree.FilePath.StartsWith("src/", StringComparison.Ordinal))];

    public static CSharpCompilation Engine { get; } = Compile("src/Engine", OutputKind.DynamicallyLinkedLibrary);

    public static CSharpCompilation LocalS3 { get; } = Compile("src/LocalS3", OutputKind.DynamicallyLinkedLibrary, Engine);

    public static CSharpCompilation Tool { get; } = Compile("src/Tool", OutputKind.ConsoleApplication, Engine, LocalS3);

    public static CSharpCompilation MSBuildTask { get; } = Compile("src/MSBuildTask", OutputKind.ConsoleApplication, Engine);

    public static CSharpCompilation Generator { get; } = Compile("eng/Generate", OutputKind.ConsoleApplication, Engine, LocalS3, Tool);

    public static IEnumerable<CSharpCompilation> Projects => [Engine, LocalS3, Tool, MSBuildTask, Generator];

    public static IEnumerable<(SyntaxTree Tree, SemanticModel Model)> Bound(CSharpCompilation project) =>
        project.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).Select(tree => (tree, project.GetSemanticModel(tree)));

    public static string Place(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static CSharpCompilation Compile(string folder, OutputKind kind, params CSharpCompilation[] projects) => CSharpCompilation.Create(
        folder,
        All.Where(tree => tree.FilePath.StartsWith(folder + "/", StringComparison.Ordinal)).Append(CSharpSyntaxTree.ParseText(ImplicitUsings, Language)),
        [.. Libraries, .. projects.Select(project => project.ToMetadataReference())],
        new(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    // What this test process runs on is what the projects are built against; the projects' own assemblies give way to their sources.
    private static List<MetadataReference> FindLibraries()
    {
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator);
        return [.. trusted.Concat(Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
            .DistinctBy(Path.GetFileName)
            .Where(path => Path.GetFileName(path) is var name && !name.StartsWith("S3Sync.", StringComparison.Ordinal) && name != "dotnet-s3sync.dll")
            .Where(IsManaged)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static bool IsManaged(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new System.Reflection.PortableExecutable.PEReader(file);
        return reader.HasMetadata;
    }
}
