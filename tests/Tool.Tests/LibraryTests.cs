using System.IO.Compression;
using System.Reflection;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

/// <summary>The engine's package, as projects of others use it: the example of docs/library.md, compiled and run from the packed library.</summary>
[Collection(nameof(Build))]
public sealed class LibraryTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private S3World _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        await _world.BucketAsync("box");
        _folder.Write("tree/a.txt", "one");
        _folder.Write("app/Program.cs", Example());

        // The package folder of this machine has what the engine depends on; the packed engine itself must come from the feed.
        _folder.Write("NuGet.config", """
            <configuration>
              <packageSources><clear /><add key="feed" value="feed" /></packageSources>
              <config><add key="globalPackagesFolder" value="packages" /></config>
            </configuration>
            """);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_example_runs_from_the_package_in_a_project_with_nothing_else()
    {
        Project("""<PackageReference Include="S3Sync.Engine" Version="*" />""");

        var result = await RunAsync("");

        Assert.True(result.ExitCode == 0, result.Out + result.Error);
        Assert.Contains("a.txt: not at the target", result.Out, StringComparison.Ordinal);
        Assert.Contains("Completed: 1 transferred, 0 skipped, 0 failed", result.Out, StringComparison.Ordinal);
        Assert.Equal(3, (await _world.Client.GetObjectMetadataAsync("box", "photos/a.txt")).ContentLength);
    }

    [Fact]
    public async Task The_example_runs_in_a_project_that_references_the_hashing_library_in_an_older_version()
    {
        _folder.Write("older/older.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <AssemblyName>System.IO.Hashing</AssemblyName>
                <AssemblyVersion>8.0.0.0</AssemblyVersion>
                <Version>8.0.0</Version>
              </PropertyGroup>
            </Project>
            """);
        _folder.Write("older/Older.cs", "namespace System.IO.Hashing; public static class Older { public static string Name => \"an older library\"; }");
        Project("""<PackageReference Include="S3Sync.Engine" Version="*" /><PackageReference Include="System.IO.Hashing" Version="8.0.0" />""");

        var result = await RunAsync("dotnet pack older -c Release -o feed -v q");

        Assert.True(result.ExitCode == 0, result.Out + result.Error);
        Assert.Contains("Completed: 1 transferred", result.Out, StringComparison.Ordinal);
        Assert.Equal(10, AssemblyName.GetAssemblyName(_folder.At("run", "System.IO.Hashing.dll")).Version!.Major);
    }

    [Fact]
    public async Task The_package_carries_the_hashing_library_its_notice_and_the_documentation()
    {
        var result = await Shell.RunAsync(Pack(), Shell.Repository, Environment());

        Assert.True(result.ExitCode == 0, result.Out + result.Error);
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder.At("feed"), "*.nupkg")));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.All(
            ["lib/net10.0/S3Sync.Engine.dll", "lib/net10.0/S3Sync.Engine.xml", "lib/net10.0/System.IO.Hashing.dll", "THIRD-PARTY-NOTICES.txt", "library.md"],
            file => Assert.Contains(file, files));
    }

    private static Dictionary<string, string> Environment() => new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["AWS_ACCESS_KEY_ID"] = S3World.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = S3World.SecretKey,
    };

    // What is packed is what these tests were built with.
    private string Pack()
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!);
        return $"dotnet pack src/Engine -c {configuration} --no-build -v q -o '{_folder.At("feed")}'";
    }

    private static string Example()
    {
        var page = File.ReadAllText(Path.Join(Shell.Repository, "docs", "library.md"));
        var begin = page.IndexOf("```csharp\n", page.IndexOf("<!-- snippet: library -->", StringComparison.Ordinal), StringComparison.Ordinal) + "```csharp\n".Length;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private void Project(string references) => _folder.Write("app/app.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <RestoreFallbackFolders>$(HOME)/.nuget/packages</RestoreFallbackFolders>
          </PropertyGroup>
          <ItemGroup>{references}</ItemGroup>
        </Project>
        """);

    private Task<ToolResult> RunAsync(string before) => Shell.RunAsync($"""
        {Pack()}
        cd '{_folder.Path}'
        {before}
        dotnet build app -c Release -o run -v q
        dotnet run/app.dll tree box '{_world.Endpoint}'
        """, Shell.Repository, Environment());
}
