using S3Sync.MSBuildTask.Tests.World;

namespace S3Sync.MSBuildTask.Tests;

/// <summary>What comes into the publish folder after Publish itself is published too.</summary>
[Collection(nameof(Builds))]
public class WebTests(PackedTask package)
{
    private const string Web = """
        <PropertyGroup><UseAppHost>false</UseAppHost><S3SyncSource></S3SyncSource><S3SyncDelete>true</S3SyncDelete></PropertyGroup>
        <Target Name="Own" AfterTargets="S3SyncAfterPublish" Condition="'$(Own)' == 'true'">
          <S3Sync Source="$(PublishDir)" Target="s3://web/own/" TargetEndpointUrl="$(S3SyncTargetEndpointUrl)" />
        </Target>
        """;

    [Fact]
    public async Task The_first_publish_of_a_web_project_has_its_web_config_and_the_second_is_skipped()
    {
        await using var consumer = await WebAsync();
        await consumer.World.Client.PutObjectAsync(new() { BucketName = "web", Key = "app/web.config", ContentBody = "of the last release" });

        (await consumer.PublishAsync("--no-restore", "-p:Own=true")).Good();
        var first = await consumer.KeysAsync();
        var requests = consumer.Requests;
        var again = (await consumer.PublishAsync("--no-restore")).Good();

        Assert.Contains("app/web.config", first);
        Assert.Contains("own/web.config", first);
        Assert.Contains("app/wwwroot/index.html", first);
        Assert.Equal(requests, consumer.Requests);
        Assert.Contains("Skipping target \"_S3SyncRun\"", again.Out);
    }

    [Fact]
    public async Task Another_web_config_is_published_again()
    {
        await using var consumer = await WebAsync();
        (await consumer.PublishAsync("--no-restore")).Good();

        (await consumer.PublishAsync("--no-restore", "-p:EnvironmentName=Staging")).Good();

        using var answer = await consumer.World.Client.GetObjectAsync("web", "app/web.config");
        Assert.Contains("Staging", await new StreamReader(answer.ResponseStream).ReadToEndAsync());
    }

    [Fact]
    public async Task A_web_project_that_is_deployed_when_it_is_built_is_published_whole()
    {
        await using var consumer = await WebAsync();

        (await consumer.TargetAsync("Build", "-p:DeployOnBuild=true")).Good();

        Assert.Contains("app/web.config", await consumer.KeysAsync());
    }

    [Fact]
    public async Task What_a_later_target_writes_after_Publish_is_published_too()
    {
        await using var consumer = await Consumer.CreateAsync(package, "<PropertyGroup><S3SyncSource></S3SyncSource></PropertyGroup>");
        consumer.Write("Class.cs", "public class C;");
        consumer.Write("Directory.Build.targets", """
            <Project><Target Name="Late" AfterTargets="Publish"><WriteLinesToFile File="$(PublishDir)late.txt" Lines="late" Overwrite="true" /></Target></Project>
            """);

        (await consumer.PublishAsync()).Good();

        Assert.Contains("app/late.txt", await consumer.KeysAsync());
    }

    [Fact]
    public async Task A_part_of_the_publish_folder_is_published_by_a_property()
    {
        await using var consumer = await WebAsync();
        (await consumer.PublishAsync("--no-restore", "-p:S3SyncPublishSubfolder=wwwroot")).Good();

        var debug = (await consumer.DeployAsync("-p:S3SyncPublishSubfolder=wwwroot")).Bad();
        var outside = (await consumer.DeployAsync("-p:S3SyncPublishSubfolder=../wwwroot")).Bad();
        var both = (await consumer.DeployAsync("-p:S3SyncPublishSubfolder=wwwroot", "-p:S3SyncSource=site")).Bad();
        (await consumer.DeployAsync("-p:S3SyncPublishSubfolder=wwwroot", "-p:Configuration=Release")).Good();

        Assert.Equal(["app/index.html", "app/index.html.br", "app/index.html.gz"], await consumer.KeysAsync());
        Assert.Contains("error S3SYNC0814: S3SyncPublishSubfolder is 'wwwroot'", debug.Out);
        Assert.Contains("error S3SYNC0813: S3SyncPublishSubfolder is '../wwwroot'", outside.Out);
        Assert.Contains("error S3SYNC0812: S3SyncPublishSubfolder is 'wwwroot'", both.Out);
    }

    private async Task<Consumer> WebAsync()
    {
        var consumer = await Consumer.CreateAsync(package, Web, sdk: "Microsoft.NET.Sdk.Web");
        consumer.Write("Program.cs", "System.Console.WriteLine();");
        consumer.Write("wwwroot/index.html", "<h1>one</h1>");
        (await consumer.RunAsync("restore")).Good();
        return consumer;
    }
}
