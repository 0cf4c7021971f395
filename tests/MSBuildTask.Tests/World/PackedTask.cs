using System.Globalization;
using System.Reflection;
using S3Sync.TestKit;

namespace S3Sync.MSBuildTask.Tests.World;

/// <summary>The package, packed once from what was built, in a feed of its own and with a version that no cache has seen.</summary>
public sealed class PackedTask : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>Its version.</summary>
    public string Version { get; } = $"0.0.1-test{DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The folder that holds the package.</summary>
    public string Feed => _folder.At("feed");

    /// <summary>Where the packages that this build has restored are.</summary>
    public static string Packages => Fact("Packages");

    /// <summary>The package's file.</summary>
    public string File => Path.Combine(Feed, $"S3Sync.MSBuild.{Version}.nupkg");

    public async Task InitializeAsync()
    {
        var result = await Dotnet.RunAsync(Repository, new Dictionary<string, string>(), "pack", "src/MSBuildTask", "--no-build", "-p:BuildProjectReferences=false", "-c", Fact("Configuration"), "-o", Feed, $"-p:Version={Version}");
        Assert.True(result.ExitCode == 0, result.Out);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The repository these tests were built from.</summary>
    public static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    private static string FindRepository(string folder) =>
        System.IO.File.Exists(Path.Join(folder, "S3Sync.Tool.sln")) ? folder : FindRepository(Path.GetDirectoryName(folder)!);

    private static string Fact(string name) =>
        typeof(PackedTask).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == name).Value!;
}

/// <summary>All tests that build: they share the package, and the machine.</summary>
[CollectionDefinition(nameof(Builds))]
public sealed class Builds : ICollectionFixture<PackedTask>;
