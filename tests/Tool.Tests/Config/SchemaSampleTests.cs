using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Config;

/// <summary>The samples that a validator judges by the schema (tests/schema.sh) are judged alike by the reader itself.</summary>
public sealed class SchemaSampleTests : IDisposable
{
    private readonly ConfigWorld _world = new();

    public static TheoryData<string> Good => Samples("good");

    public static TheoryData<string> Bad => Samples("bad");

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Good))]
    public void What_the_schema_accepts_is_read(string name)
    {
        _world.Folder.Write("out/site/index.html", "x");
        foreach (var (variable, value) in new[] { ("OUT", "out"), ("WORKERS", "3"), ("DELETE", "no"), ("CLASS", "GLACIER"), ("FOLDER", "f"), ("LAB_SECRET", "secret"), ("LAB_TOKEN", "token"), ("LAB_PROXY", "http://proxy:1"), ("LAB_KEY", Convert.ToBase64String(new byte[32])) })
        {
            _world.Environment[variable] = value;
        }

        _world.Read(Text("good", name));

        // A sample need not be a whole request; what it lacks is told by these.
        Assert.DoesNotContain(_world.Problems, problem => problem.Code is not ("S3S108" or "S3S128" or "S3S734"));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_the_schema_refuses_is_refused(string name)
    {
        _world.Environment["LAB_SECRET"] = "secret";

        _world.Read(Text("bad", name));

        Assert.Contains(_world.Problems, problem => problem.Place is not null);
    }

    private static TheoryData<string> Samples(string kind) => [.. Directory.GetFiles(Folder(kind)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Text(string kind, string name) => File.ReadAllText(Path.Join(Folder(kind), name));

    private static string Folder(string kind) => Path.Join(Shell.Repository, "tests", "schema-samples", "s3sync", kind);
}
