using System.Net;
using System.Security.Cryptography.X509Certificates;
using Amazon.S3.Model;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Hosting;

/// <summary>https with a certificate that the endpoint makes.</summary>
public sealed class Https
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("bucket.localhost")]
    public async Task A_client_that_trusts_the_ca_reaches_it_by_each_loopback_name(string host)
    {
        await using var world = await S3World.InMemoryAsync(settings => settings with { Https = true });
        using var client = Trusting(world.Server.CaCertificatePath!, host);

        var answer = await client.GetAsync($"https://{host}:{world.Server.Endpoint.Port}/key");

        Assert.Equal("https", world.Server.Endpoint.Scheme);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_ca_refuses()
    {
        await using var world = await S3World.InMemoryAsync(settings => settings with { Https = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => world.Http.GetAsync("/"));
    }

    [Fact]
    public async Task A_folder_keeps_its_certificates_for_the_next_start()
    {
        using var folder = new TempFolder();
        var (firstCa, firstPath) = await CaOf(folder.Path);
        var (secondCa, secondPath) = await CaOf(folder.Path);

        Assert.Equal((firstCa, firstPath), (secondCa, secondPath));
        Assert.StartsWith(folder.Path, firstPath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_that_have_ended_are_made_anew()
    {
        using var folder = new TempFolder();
        var (first, _) = await CaOf(folder.Path);
        var (second, _) = await CaOf(folder.Path, new ManualTime(DateTimeOffset.UtcNow.AddYears(11)));

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Torn_certificate_files_are_made_anew()
    {
        using var folder = new TempFolder();
        await CaOf(folder.Path);
        foreach (var file in Directory.GetFiles(folder.Path, "*.key", SearchOption.AllDirectories)) await File.WriteAllTextAsync(file, "torn");
        await using var world = await S3World.OverAsync(folder.Path, settings => settings with { Https = true });
        using var client = Trusting(world.Server.CaCertificatePath!, "localhost");

        var answer = await client.GetAsync($"https://localhost:{world.Server.Endpoint.Port}/");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Only_the_owner_may_read_private_keys()
    {
        using var folder = new TempFolder();
        await CaOf(folder.Path);

        var keys = Directory.GetFiles(folder.Path, "*.key", SearchOption.AllDirectories);

        Assert.Equal(2, keys.Length);
        foreach (var key in keys)
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }
    }

    [Fact]
    public async Task A_ca_in_memory_leaves_no_file_behind()
    {
        var world = await S3World.InMemoryAsync(settings => settings with { Https = true });
        var path = world.Server.CaCertificatePath!;
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(path), StringComparison.Ordinal);

        await world.DisposeAsync();

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task The_sdk_works_over_https()
    {
        await using var world = await S3World.InMemoryAsync(settings => settings with { Https = true });
        var factory = new TrustingFactory(world.Server.CaCertificatePath!);
        using var client = world.NewClient(config => config.HttpClientFactory = factory);

        await client.PutBucketAsync("bucket");
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "key", ContentBody = "text" });
        using var got = await client.GetObjectAsync("bucket", "key");

        Assert.Equal(4, got.ContentLength);
    }

    private static async Task<(string Ca, string Path)> CaOf(string folder, TimeProvider? time = null)
    {
        await using var world = await S3World.OverAsync(folder, settings => settings with { Https = true, Time = time ?? TimeProvider.System });
        return (await File.ReadAllTextAsync(world.Server.CaCertificatePath!), world.Server.CaCertificatePath!);
    }

    private static HttpClient Trusting(string caPath, string host)
    {
        var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = TrustOnly(caPath), TargetHost = host } };

        // Not every resolver knows names below localhost.
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        };
        return new HttpClient(handler);
    }

    private static X509ChainPolicy TrustOnly(string caPath)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caPath);
        return policy;
    }

    private sealed class TrustingFactory(string caPath) : Amazon.Runtime.HttpClientFactory
    {
        public override HttpClient CreateHttpClient(Amazon.Runtime.IClientConfig clientConfig) => Trusting(caPath, "127.0.0.1");
    }
}
