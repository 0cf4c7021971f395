using S3Sync.MSBuildTask.Tests.World;

namespace S3Sync.MSBuildTask.Tests;

[Collection(nameof(Builds))]
public class ProjectTests(PackedTask package)
{
    private const string Frameworks = "<PropertyGroup><TargetFramework></TargetFramework><TargetFrameworks>net10.0;net9.0</TargetFrameworks><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences></PropertyGroup>";

    private const string InnerPublishes = """
        <ItemGroup><Framework Include="$(TargetFrameworks)" /></ItemGroup>
        <Target Name="PublishAll"><MSBuild Projects="$(MSBuildProjectFullPath)" Targets="S3SyncOnPublish" Properties="TargetFramework=%(Framework.Identity)" /></Target>
        """;

    [Fact]
    public async Task Of_several_target_frameworks_only_the_one_that_is_meant_is_published()
    {
        await using var consumer = await Consumer.CreateAsync(package, Frameworks + InnerPublishes);

        var result = (await consumer.TargetAsync("PublishAll", "-p:S3SyncTargetFramework=net10.0")).Good();

        Assert.Equal(2, result.Out.Split("S3Sync s3://web/app/: ").Length);
    }

    [Fact]
    public async Task Several_target_frameworks_without_a_choice_are_refused()
    {
        await using var consumer = await Consumer.CreateAsync(package, Frameworks + InnerPublishes);

        var result = (await consumer.TargetAsync("PublishAll")).Bad();

        Assert.Contains("error S3SYNC0805", result.Out);
        Assert.Equal(0, consumer.Requests);
    }

    [Fact]
    public async Task A_framework_that_the_project_has_not_is_refused_and_not_waited_for()
    {
        await using var consumer = await Consumer.CreateAsync(package);

        var result = (await consumer.DeployAsync("-p:S3SyncTargetFramework=net9.0")).Bad();
        (await consumer.DeployAsync("-p:S3SyncTargetFramework=NET10.0")).Good();

        Assert.Contains("error S3SYNC0809: S3SyncTargetFramework is 'net9.0'", result.Out);
        Assert.Contains("app/index.html", await consumer.KeysAsync());
    }

    [Fact]
    public async Task A_publish_that_is_asked_for_in_a_wrong_word_is_refused_and_not_passed_over()
    {
        await using var consumer = await Consumer.CreateAsync(package);

        var wrong = (await consumer.DeployAsync("-p:S3SyncOnPublish=1")).Bad();
        (await consumer.DeployAsync("-p:S3SyncOnPublish=no")).Good();

        Assert.Contains("error S3SYNC0810: S3SyncOnPublish is '1'", wrong.Out);
        Assert.Equal(0, consumer.Requests);
    }

    [Fact]
    public async Task Packing_a_tool_publishes_nothing_to_S3_and_publishing_it_does()
    {
        await using var consumer = await Consumer.CreateAsync(package, "<PropertyGroup><OutputType>Exe</OutputType><PackAsTool>true</PackAsTool><UseAppHost>false</UseAppHost></PropertyGroup>");
        consumer.Write("Program.cs", "return 0;");

        (await consumer.RunAsync("pack", "-tl:off", "-o", "packed")).Good();
        (await consumer.RunAsync("msbuild", "app.csproj", "-t:Pack", "-tl:off")).Good();
        var afterPack = consumer.Requests;
        (await consumer.PublishAsync("-p:GeneratePackageOnBuild=true")).Good();

        Assert.NotEmpty(Directory.GetFiles(consumer.At("packed"), "*.nupkg"));
        Assert.Equal(0, afterPack);
        Assert.Contains("app/index.html", await consumer.KeysAsync());
    }

    [Fact]
    public async Task A_project_that_is_not_publishable_is_published_only_by_name()
    {
        await using var consumer = await Consumer.CreateAsync(package, "<PropertyGroup><IsPublishable>false</IsPublishable></PropertyGroup>");

        (await consumer.PublishAsync()).Good();
        var afterPublish = consumer.Requests;
        (await consumer.DeployAsync()).Good();

        Assert.Equal(0, afterPublish);
        Assert.Contains("app/index.html", await consumer.KeysAsync());
    }

    [Fact]
    public async Task The_outer_build_of_several_target_frameworks_has_the_task()
    {
        await using var consumer = await Consumer.CreateAsync(package, Frameworks + """
            <Target Name="Outer"><S3Sync Source="site" Target="s3://web/app/" TargetEndpointUrl="$(S3SyncTargetEndpointUrl)" /></Target>
            """);

        (await consumer.TargetAsync("Outer")).Good();

        Assert.Contains("app/index.html", await consumer.KeysAsync());
    }

    [Fact]
    public async Task A_project_that_refers_to_one_with_the_package_publishes_nothing()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        consumer.Write("Class.cs", "public class C;");
        consumer.Write("host/host.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../app.csproj" /></ItemGroup>
            </Project>
            """);

        (await consumer.RunAsync("publish", "host/host.csproj", "-p:S3SyncOnPublish=true", "-tl:off")).Good();

        Assert.Equal(0, consumer.Requests);
    }

    [Fact]
    public async Task A_task_in_an_imported_file_asks_for_the_project_it_works_for()
    {
        await using var consumer = await Consumer.CreateAsync(package, """<Import Project="shared/deploy.targets" />""");
        consumer.Write("shared/deploy.targets", """
            <Project>
              <Target Name="Lost"><S3Sync Source="site" Target="s3://web/app/" /></Target>
              <Target Name="Found"><S3Sync ProjectDirectory="$(MSBuildProjectDirectory)" Source="site" Target="s3://web/app/" TargetEndpointUrl="$(S3SyncTargetEndpointUrl)" /></Target>
            </Project>
            """);

        var lost = (await consumer.TargetAsync("Lost")).Bad();
        (await consumer.TargetAsync("Found")).Good();

        Assert.True(lost.Out.Contains("deploy.targets(2,23): error S3SYNC0800", StringComparison.Ordinal), lost.Out);
    }

    [Fact]
    public async Task A_task_of_somebody_else_may_bring_an_older_AWS_SDK()
    {
        await using var consumer = await Consumer.CreateAsync(package, """
            <UsingTask TaskName="Other.SdkVersion" AssemblyFile="other/bin/Debug/net10.0/Other.dll" />
            <Target Name="Both"><SdkVersion /><S3Sync Source="site" Target="s3://web/app/" TargetEndpointUrl="$(S3SyncTargetEndpointUrl)" /><SdkVersion /></Target>
            """);
        consumer.Write("other/Other.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><CopyLocalLockFileAssemblies>true</CopyLocalLockFileAssemblies></PropertyGroup>
              <ItemGroup><PackageReference Include="AWSSDK.Core" Version="3.7.402" /><PackageReference Include="Microsoft.Build.Utilities.Core" Version="17.7.2" ExcludeAssets="runtime" /></ItemGroup>
            </Project>
            """);
        consumer.Write("other/Task.cs", """
            namespace Other;
            public class SdkVersion : Microsoft.Build.Utilities.Task
            {
                public override bool Execute()
                {
                    Log.LogMessage(Microsoft.Build.Framework.MessageImportance.High, "other task on AWSSDK.Core " + System.Diagnostics.FileVersionInfo.GetVersionInfo(typeof(Amazon.RegionEndpoint).Assembly.Location).FileVersion);
                    return true;
                }
            }
            """);
        (await consumer.RunAsync("build", "other/Other.csproj", "-tl:off")).Good();

        var result = (await consumer.TargetAsync("Both")).Good();

        Assert.Equal(3, result.Out.Split("other task on AWSSDK.Core 3.7.402").Length);
        Assert.Contains("2 uploaded", result.Out);
    }
}
