using S3Sync.TestKit;

namespace S3Sync.MSBuildTask.Tests.World;

/// <summary>A project of somebody's that has the package, a folder "site" to publish, and an endpoint with the bucket "web".</summary>
internal sealed class Consumer : IAsyncDisposable
{
    private readonly PackedTask _package;
    private readonly TempFolder _folder = new();
    private bool _isRestored;

    private Consumer(PackedTask package, S3World world)
    {
        _package = package;
        World = world;
        Variables = new()
        {
            ["AWS_ACCESS_KEY_ID"] = S3World.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = S3World.SecretKey,
            ["AWS_REGION"] = "us-east-1",
        };
    }

    public S3World World { get; }

    /// <summary>The environment of its builds: the credentials.</summary>
    public Dictionary<string, string> Variables { get; }

    public string Folder => _folder.Path;

    /// <summary>How many requests the endpoint has had from builds.</summary>
    public int Requests => World.Server.Requests.Snapshot().Count(request => request.Operation != "CreateBucket");

    /// <summary>A project whose site is published to s3://web/app/ when it is published; <paramref name="body"/> is more of it.</summary>
    public static async Task<Consumer> CreateAsync(PackedTask package, string body = "", string target = "s3://web/app/", string sdk = "Microsoft.NET.Sdk")
    {
        var consumer = new Consumer(package, await S3World.InMemoryAsync());
        await consumer.World.BucketAsync("web");
        consumer.Write("nuget.config", $"""
            <configuration><packageSources><clear /><add key="feed" value="{package.Feed}" /><add key="restored" value="{PackedTask.Packages}" /></packageSources></configuration>
            """);
        consumer.Write("site/index.html", "<h1>one</h1>");
        consumer.Write("site/css/site.css", "h1 {}");
        consumer.WriteProject("app.csproj", $"""
            <PropertyGroup>
              <TargetFramework>net10.0</TargetFramework>
              <S3SyncOnPublish>true</S3SyncOnPublish>
              <S3SyncSource>site</S3SyncSource>
              <S3SyncTarget>{target}</S3SyncTarget>
              <S3SyncTargetEndpointUrl>{consumer.World.Endpoint}</S3SyncTargetEndpointUrl>
            </PropertyGroup>
            {body}
            """, sdk);
        return consumer;
    }

    /// <summary>Writes a project that has the package.</summary>
    public void WriteProject(string path, string body, string sdk = "Microsoft.NET.Sdk") => Write(path, $"""
        <Project Sdk="{sdk}">
          <PropertyGroup><RestorePackagesPath>{_folder.At("packages")}</RestorePackagesPath></PropertyGroup>
          <ItemGroup><PackageReference Include="S3Sync.MSBuild" Version="{_package.Version}" PrivateAssets="all" /></ItemGroup>
          {body}
        </Project>
        """);

    public string Write(string path, string text) => _folder.Write(path, text);

    public string At(string path) => _folder.At(path);

    /// <summary>Runs the target that publishes to S3, without a build before it.</summary>
    public Task<BuildResult> DeployAsync(params string[] arguments) => TargetAsync("S3SyncOnPublish", arguments);

    /// <summary>Runs a target of the project.</summary>
    public async Task<BuildResult> TargetAsync(string target, params string[] arguments)
    {
        if (!_isRestored)
        {
            (await Dotnet.RunAsync(Folder, Variables, "restore", "app.csproj")).Good();
            _isRestored = true;
        }

        return await RunAsync(["msbuild", "app.csproj", $"-t:{target}", "-v:n", "-nologo", "-tl:off", "-m:1", .. arguments]);
    }

    /// <summary>Publishes as people do.</summary>
    public Task<BuildResult> PublishAsync(params string[] arguments) => RunAsync(["publish", "-v:n", "-tl:off", .. arguments]);

    /// <summary>Runs any command in the folder.</summary>
    public Task<BuildResult> RunAsync(params string[] arguments) => Dotnet.RunAsync(Folder, Variables, arguments);

    /// <summary>The keys that are in the bucket.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync() =>
        [.. ((await World.Client.ListObjectsV2Async(new() { BucketName = "web" })).S3Objects ?? []).Select(found => found.Key)];

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        _folder.Dispose();
    }
}
