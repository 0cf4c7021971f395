using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Config;

/// <summary>The example in docs/config-file.md is one that works.</summary>
public sealed class DocumentTests : IDisposable
{
    private readonly ConfigWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(null, "s3://example-preview/", 3)]
    [InlineData("staging", "s3://example-staging/", 3)]
    [InlineData("production", "s3://example-www/", 3)]
    [InlineData("lab", "s3://site/", 3)]
    public void The_example_of_the_document_is_read_in_every_environment(string? environment, string target, int rules)
    {
        _world.Environment["COMMIT"] = "c0ffee";
        _world.Environment["LAB_SECRET_KEY"] = "secret-of-the-lab";
        if (environment is not null) _world.Give("environment", environment);

        var request = _world.ReadWhole(File.ReadAllText(Path.Join(Shell.Repository, "docs", "config-file.md")).Split("```jsonc\n")[1].Split("```")[0]);

        Assert.Equal((target, rules), (request.Target.ToString(), request.Options.Rules.Count));
        Assert.Empty(request.Warnings);
    }
}
