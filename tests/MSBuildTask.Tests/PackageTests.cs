using System.IO.Compression;
using System.Text;
using S3Sync.MSBuildTask.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.MSBuildTask.Tests;

[Collection(nameof(Builds))]
public class PackageTests(PackedTask package)
{
    [Fact]
    public void The_package_holds_what_the_task_needs_and_nothing_of_MSBuild()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var entries = archive.Entries.Select(entry => entry.FullName).ToList();

        Assert.Contains("tools/net10.0/S3Sync.MSBuild.deps.json", entries);
        Assert.Contains("tools/net10.0/System.IO.Hashing.dll", entries);
        Assert.Contains("THIRD-PARTY-NOTICES.txt", entries);
        Assert.Contains("buildMultiTargeting/S3Sync.MSBuild.targets", entries);
        Assert.DoesNotContain(entries, entry => entry.Contains("Microsoft.Build", StringComparison.Ordinal) || entry.StartsWith("lib/", StringComparison.Ordinal) || entry.StartsWith("buildTransitive/", StringComparison.Ordinal));
        using var nuspec = new StreamReader(archive.GetEntry("S3Sync.MSBuild.nuspec")!.Open());
        var text = nuspec.ReadToEnd();
        Assert.Contains("<developmentDependency>true</developmentDependency>", text);
        Assert.DoesNotContain("<dependency ", text);
    }

    [Fact]
    public async Task A_binary_log_holds_no_secret()
    {
        await using var consumer = await Consumer.CreateAsync(package, target: "");
        consumer.Variables["DEPLOY_KEY_OF_THE_TEST"] = S3World.SecretKey;
        consumer.Write("s3sync.json", $$"""
            { "target": "s3://web/app/", "targetEndpointUrl": "{{consumer.World.Endpoint}}", "targetAccessKey": "{{S3World.AccessKey}}", "targetSecretAccessKey": "${DEPLOY_KEY_OF_THE_TEST}", "targetRegion": "us-east-1" }
            """);

        var result = (await consumer.DeployAsync("-bl:log.binlog", "-p:S3SyncConfig=s3sync.json", "-v:diag")).Good();

        Assert.Contains("app/index.html", await consumer.KeysAsync());
        var log = Decompressed(consumer.At("log.binlog"));
        Assert.True(Holds(log, Encoding.UTF8.GetBytes("S3SyncConfig")), "The search finds what is there.");
        Assert.False(Holds(log, Encoding.UTF8.GetBytes(S3World.SecretKey)) || Holds(log, Encoding.Unicode.GetBytes(S3World.SecretKey)));
        Assert.DoesNotContain(S3World.SecretKey, result.Out);
        Assert.All(Directory.GetFiles(consumer.At("obj"), "s3sync.*", SearchOption.AllDirectories), file => Assert.DoesNotContain(S3World.SecretKey, File.ReadAllText(file)));
    }

    private static byte[] Decompressed(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        file.CopyTo(whole);
        return whole.ToArray();
    }

    private static bool Holds(byte[] log, byte[] text) => log.AsSpan().IndexOf(text) >= 0;
}
