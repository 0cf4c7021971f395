using System.Security.Cryptography;
using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Side;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;

namespace S3Sync.Engine.Tests.S3;

/// <summary>A LocalS3 with one bucket, and stores that look at it.</summary>
internal sealed class BucketWorld : IAsyncDisposable
{
    private readonly List<S3Store> _stores = [];

    private BucketWorld(S3World s3, string bucket) => (S3, Bucket) = (s3, bucket);

    public S3World S3 { get; }

    public string Bucket { get; }

    /// <summary>The whole bucket.</summary>
    public S3Store Store => field ??= Open();

    public S3SideOptions Side => new()
    {
        AccessKey = S3World.AccessKey,
        SecretAccessKey = S3World.SecretKey,
        EndpointUrl = S3.Endpoint,
    };

    public static async Task<BucketWorld> StartAsync(string bucket = "bucket", Func<LocalS3.LocalS3Settings, LocalS3.LocalS3Settings>? change = null)
    {
        var world = new BucketWorld(await S3World.InMemoryAsync(settings => (change?.Invoke(settings) ?? settings) with { BucketsOnDemand = bucket.EndsWith("--x-s3", StringComparison.Ordinal) ? new HashSet<string> { bucket } : [] }), bucket);
        if (!bucket.EndsWith("--x-s3", StringComparison.Ordinal))
        {
            await world.S3.Client.PutBucketAsync(bucket);
        }

        return world;
    }

    /// <summary>A store whose retries do not wait.</summary>
    public S3Store Open(string prefix = "", bool dropOneLeadingSlash = false, RetryOptions? retry = null, string? bucket = null, Func<string, bool>? isOwnObject = null)
    {
        var settings = new S3StoreSettings { DropOneLeadingSlash = dropOneLeadingSlash, IsOwnObject = isOwnObject ?? (static _ => false) };
        var store = S3Store.Open(new(bucket ?? Bucket, prefix), Side, retry ?? new(), settings, TimeProvider.System, static () => 0);
        _stores.Add(store);
        return store;
    }

    public async Task SeedAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Store.Objects.PutAsync(key, BodyOf(System.Text.Encoding.UTF8.GetBytes(key)), ObjectHeaders.None, default);
        }
    }

    public static RequestBody BodyOf(byte[] content) => new()
    {
        Length = content.Length,
        Open = () => new MemoryStream(content),
        Sha256Hex = Convert.ToHexStringLower(SHA256.HashData(content)),
        ContentMd5 = Convert.ToBase64String(MD5.HashData(content)),
    };

    public static ETag Md5Of(byte[] content) => ETag.OfContent(MD5.HashData(content));

    public async Task<byte[]> ReadAsync(string key, ETag? ifMatch = null, ByteRange? range = null)
    {
        await using var received = await Store.Objects.GetAsync(key, ifMatch, range, default);
        using var content = new MemoryStream();
        await received.Body.CopyToAsync(content);
        return content.ToArray();
    }

    public static async Task<List<Listed>> ListAsync(S3Store store)
    {
        var all = new List<Listed>();
        await foreach (var one in store.ListAsync(default))
        {
            all.Add(one);
        }

        return all;
    }

    /// <summary>The bucket's keys as a client nobody here wrote lists them.</summary>
    public async Task<List<string>> KeysAsync()
    {
        var answer = await S3.Client.ListObjectsV2Async(new() { BucketName = Bucket });
        return [.. (answer.S3Objects ?? []).Select(static found => found.Key)];
    }

    public async ValueTask DisposeAsync()
    {
        _stores.ForEach(static store => store.Dispose());
        await S3.DisposeAsync();
    }
}
