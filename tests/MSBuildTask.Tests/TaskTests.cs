using S3Sync.MSBuildTask.Tests.World;

namespace S3Sync.MSBuildTask.Tests;

[Collection(nameof(Builds))]
public class TaskTests(PackedTask package)
{
    private const string OwnTarget = """
        <Target Name="Deploy">
          <S3Sync Source="site" Target="s3://web/own/" TargetEndpointUrl="$(S3SyncTargetEndpointUrl)" Delete="true" CacheControl="no-cache" Manifest="published.json">
            <Output TaskParameter="Uploaded" ItemName="Up" /><Output TaskParameter="Deleted" ItemName="Gone" />
            <Output TaskParameter="BytesTransferred" PropertyName="Bytes" /><Output TaskParameter="ManifestPath" PropertyName="Manifest" />
          </S3Sync>
          <Message Importance="high" Text="up: @(Up->'%(Identity) %(Key) %(Size)', ', ') gone: @(Gone->'%(Identity) %(Key)') bytes: $(Bytes) manifest: $(Manifest)" />
        </Target>
        """;

    [Fact]
    public async Task A_publish_uploads_what_the_build_made()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        consumer.Write("Class.cs", "public class C;");

        var result = (await consumer.PublishAsync("-p:S3SyncSource=")).Good();

        Assert.Contains("app/app.dll", await consumer.KeysAsync());
        Assert.Contains("S3Sync s3://web/app/: ", result.Out);
    }

    [Fact]
    public async Task A_build_that_fails_publishes_nothing()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        consumer.Write("Class.cs", "no code");

        (await consumer.PublishAsync()).Bad();

        Assert.Equal(0, consumer.Requests);
    }

    [Fact]
    public async Task A_task_in_a_target_of_ones_own_tells_what_it_did()
    {
        await using var consumer = await Consumer.CreateAsync(package, OwnTarget);
        await consumer.World.Client.PutObjectAsync(new() { BucketName = "web", Key = "own/old one; or 50%.txt", ContentBody = "old" });

        var result = (await consumer.TargetAsync("Deploy")).Good();

        Assert.Contains($"up: s3://web/own/css/site.css css/site.css 5, s3://web/own/index.html index.html 12 gone: s3://web/own/old one; or 50%.txt old one; or 50%.txt bytes: 17 manifest: {consumer.At("published.json")}", result.Out);
        Assert.Contains("S3Sync.MSBuild/", await File.ReadAllTextAsync(consumer.At("published.json")));
        Assert.Equal("no-cache", (await consumer.World.Client.GetObjectMetadataAsync("web", "own/index.html")).Headers.CacheControl);
    }

    [Fact]
    public async Task A_file_with_a_new_time_and_the_same_content_is_not_uploaded_again()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        (await consumer.DeployAsync()).Good();
        File.SetLastWriteTimeUtc(consumer.At("site/index.html"), DateTime.UtcNow.AddMinutes(1));

        var again = (await consumer.DeployAsync()).Good();

        Assert.Contains("0 uploaded (0 bytes), 0 deleted, 2 skipped", again.Out);
    }

    [Fact]
    public async Task A_design_time_build_never_publishes()
    {
        await using var consumer = await Consumer.CreateAsync(package, OwnTarget);

        (await consumer.DeployAsync("-p:DesignTimeBuild=true")).Good();
        (await consumer.TargetAsync("Deploy", "-p:DesignTimeBuild=true")).Good();

        Assert.Equal(0, consumer.Requests);
    }

    [Fact]
    public async Task A_bad_option_of_the_config_is_an_error_at_its_line()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        var config = consumer.Write("deploy/s3sync.json", """
            {
              // how many
              "workerSize": "many",
              "deleet": true
            }
            """);

        var result = (await consumer.DeployAsync("-p:S3SyncConfig=deploy/s3sync.json")).Bad();

        Assert.Contains($"{config}(3,17): error S3SYNC0", result.Out);
        Assert.Contains($"{config}(4,3): error S3SYNC0710: ", result.Out);
        Assert.Equal(0, consumer.Requests);
    }

    [Fact]
    public async Task A_bad_option_of_the_project_is_an_error_of_the_project()
    {
        await using var consumer = await Consumer.CreateAsync(package);

        var result = (await consumer.DeployAsync("-p:S3SyncWorkerSize=many")).Bad();

        Assert.Contains($"{consumer.At("app.csproj")} : error S3SYNC01", result.Out);
        Assert.Contains("S3SyncWorkerSize", result.Out);
        Assert.Equal(0, consumer.Requests);
    }

    [Fact]
    public async Task A_rule_that_is_an_item_sets_headers_and_its_unknown_metadata_are_refused()
    {
        await using var consumer = await Consumer.CreateAsync(package, """
            <ItemGroup><S3SyncRule Include="pages" Match="**/*.html" CacheControl="no-store" /><S3SyncRule Include="wrong" Match="**" CacheControll="x" Condition="'$(Wrong)' == 'true'" /></ItemGroup>
            """);
        (await consumer.DeployAsync()).Good();
        var rules = File.ReadAllText(consumer.At("obj/Debug/net10.0/s3sync.inputs"));

        var wrong = (await consumer.DeployAsync("-p:Wrong=true")).Bad();

        Assert.Contains("rule **/*.html | not | set |  | no-store |", rules);
        Assert.Equal("no-store", (await consumer.World.Client.GetObjectMetadataAsync("web", "app/index.html")).Headers.CacheControl);
        Assert.Contains("error S3SYNC0801: S3SyncRule 'wrong' has the metadata 'CacheControll'", wrong.Out);
    }

    [Fact]
    public async Task Interrupting_a_build_leaves_no_multipart_upload_behind()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        await using (var large = File.Create(consumer.At("site/large.bin")))
        {
            large.SetLength(40 << 20);
        }

        (await consumer.TargetAsync("Restore")).Good();
        var stalled = consumer.World.Server.Faults.On("UploadPart").Nth(3).Stall();
        using var build = Dotnet.Start(consumer.Folder, consumer.Variables, "msbuild", "app.csproj", "-t:S3SyncOnPublish", "-nologo", "-tl:off", "-m:1");
        await stalled.ReachedAsync().WaitAsync(TimeSpan.FromMinutes(1));

        await build.InterruptAsync();
        var result = await build.EndAsync();
        stalled.Release();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty((await consumer.World.Client.ListMultipartUploadsAsync(new Amazon.S3.Model.ListMultipartUploadsRequest { BucketName = "web" })).MultipartUploads ?? []);
        Assert.Contains(consumer.World.Server.Requests.Snapshot(), request => request.Operation == "CreateMultipartUpload");
        Assert.False(File.Exists(consumer.At("obj/Debug/net10.0/s3sync.stamp")));
    }
}
