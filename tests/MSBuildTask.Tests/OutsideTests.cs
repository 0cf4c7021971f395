using S3Sync.MSBuildTask.Logging;
using S3Sync.MSBuildTask.Outside;
using S3Sync.MSBuildTask.Tests.World;

namespace S3Sync.MSBuildTask.Tests;

[Collection(nameof(Builds))]
public class OutsideTests(PackedTask package)
{
    private const string Outside = "-p:S3SyncOutOfProcess=true";

    [Fact]
    public async Task Out_of_process_the_same_is_published_and_skipped()
    {
        await using var consumer = await Consumer.CreateAsync(package, """
            <ItemGroup><S3SyncRule Include="pages" Match="**/*.html" CacheControl="no-store; or &quot;not&quot;" /></ItemGroup>
            """);
        (await consumer.DeployAsync(Outside)).Good();
        var before = consumer.Requests;

        var again = (await consumer.DeployAsync(Outside)).Good();

        Assert.Contains("| no-store; or \"not\" |", File.ReadAllText(consumer.At("obj/Debug/net10.0/s3sync.inputs")));
        Assert.Equal(before, consumer.Requests);
        Assert.Contains("Skipping target \"_S3SyncRunOutside\"", again.Out);
        Assert.Equal("no-store; or \"not\"", (await consumer.World.Client.GetObjectMetadataAsync("web", "app/index.html")).Headers.CacheControl);
        Assert.Equal(["app/css/site.css", "app/index.html"], await consumer.KeysAsync());
    }

    [Fact]
    public async Task Out_of_process_quotes_in_rules_stay_as_they_are()
    {
        await using var consumer = await Consumer.CreateAsync(package, """
            <ItemGroup>
              <S3SyncRule Include="it's" Match="**/*.html" ContentDisposition="attachment; filename=&quot;it's (1).html&quot;" />
              <S3SyncRule Include="it's" Match="**/*.css" CacheControl="no-store" />
            </ItemGroup>
            """);

        (await consumer.DeployAsync(Outside)).Good();

        var page = await consumer.World.Client.GetObjectMetadataAsync("web", "app/index.html");
        Assert.Equal("attachment; filename=\"it's (1).html\"", page.Headers.ContentDisposition);
        Assert.Equal("no-store", (await consumer.World.Client.GetObjectMetadataAsync("web", "app/css/site.css")).Headers.CacheControl);
    }

    [Fact]
    public async Task Out_of_process_no_line_of_an_option_is_lost()
    {
        await using var consumer = await Consumer.CreateAsync(package, "<PropertyGroup><S3SyncMetadata>one=1,\ntwo=2</S3SyncMetadata></PropertyGroup>");

        var outside = (await consumer.DeployAsync(Outside)).Bad();
        var inside = (await consumer.DeployAsync()).Bad();

        Assert.All([outside, inside], result => Assert.Contains("error S3SYNC0147: S3SyncMetadata is 'one=1,\\u{a}two=2'", result.Out));
        Assert.DoesNotContain("S3SYNC0807", outside.Out);
    }

    [Fact]
    public async Task Out_of_process_errors_have_their_code_and_place()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        var config = consumer.Write("s3sync.json", "{ \"workerSize\": 0 }");

        var result = (await consumer.DeployAsync(Outside, "-p:S3SyncConfig=s3sync.json", "-p:S3SyncRateLimitObjects=some")).Bad();

        Assert.Contains($"{config}(1,17): error S3SYNC01", result.Out);
        Assert.Contains($"{consumer.At("app.csproj")} : error S3SYNC01", result.Out);
        Assert.Equal(0, consumer.Requests);
    }

    [Fact]
    public void A_key_cannot_pass_for_an_error()
    {
        using var output = new StringWriter();
        var log = new LineLog(output, "app.csproj");

        log.Tell(Weight.Object, "uploaded s3://web/a error ABC1: gone\nb.csproj(1,1): error ABC2: gone");

        var line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(':', line);
    }
}
