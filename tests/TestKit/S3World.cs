using Amazon.Runtime;
using Amazon.S3;
using S3Sync.LocalS3;

namespace S3Sync.TestKit;

/// <summary>A LocalS3 on a free port with a client for it: the world of most tests.</summary>
public sealed class S3World : IAsyncDisposable
{
    public const string AccessKey = "AKIALOCALTESTKEY0001";
    public const string SecretKey = "local/test+secret/key/0123456789abcdefgh";
    private AmazonS3Client? client;
    private HttpClient? http;

    private S3World(LocalS3Server server) => Server = server;

    public LocalS3Server Server { get; }

    /// <summary>Where the server listens, without a final slash.</summary>
    public string Endpoint => Server.Endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>An SDK client in path style, without retries, so that a test sees the first answer.</summary>
    public AmazonS3Client Client => client ??= NewClient();

    /// <summary>A plain client, for requests made by hand.</summary>
    public HttpClient Http => http ??= new HttpClient { BaseAddress = Server.Endpoint };

    /// <summary>Signs for this world's key and clock.</summary>
    public Sigv4 Signer { get; private init; } = new(AccessKey, SecretKey);

    /// <summary>Starts a world in memory; <paramref name="change"/> adjusts the settings.</summary>
    public static Task<S3World> InMemoryAsync(Func<LocalS3Settings, LocalS3Settings>? change = null) => StartAsync(Settings(null), change);

    /// <summary>Starts a world over a folder.</summary>
    public static Task<S3World> OverAsync(string folder, Func<LocalS3Settings, LocalS3Settings>? change = null) => StartAsync(Settings(folder), change);

    /// <summary>The settings that every world starts from.</summary>
    public static LocalS3Settings Settings(string? folder) => new()
    {
        Folder = folder,
        Keys = new Dictionary<string, string> { [AccessKey] = SecretKey },
        RequestLogCapacity = 100_000,
    };

    /// <summary>A client of the SDK for this server.</summary>
    public AmazonS3Client NewClient(Action<AmazonS3Config>? configure = null, string secretKey = SecretKey, string accessKey = AccessKey) =>
        NewClient(Endpoint, accessKey, secretKey, configure);

    /// <summary>A client of the SDK for any server, in path style and without retries.</summary>
    public static AmazonS3Client NewClient(string endpoint, string accessKey, string secretKey, Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = endpoint,
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            MaxErrorRetry = 0,
        };
        configure?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials(accessKey, secretKey), config);
    }

    /// <summary>Makes a bucket and returns its name.</summary>
    public async Task<string> BucketAsync(string name = "bucket")
    {
        await Client.PutBucketAsync(name);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        http?.Dispose();
        await Server.DisposeAsync();
    }

    private static async Task<S3World> StartAsync(LocalS3Settings settings, Func<LocalS3Settings, LocalS3Settings>? change)
    {
        var chosen = change?.Invoke(settings) ?? settings;
        return new S3World(await LocalS3Server.StartAsync(chosen)) { Signer = new Sigv4(AccessKey, SecretKey) { Time = chosen.Time } };
    }
}
