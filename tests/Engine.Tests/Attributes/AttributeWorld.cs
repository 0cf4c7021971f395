using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;

namespace S3Sync.Engine.Tests.Attributes;

/// <summary>A source object with everything that an object carries, and the ways it can go.</summary>
public sealed class AttributeWorld : IAsyncDisposable
{
    private const int MiB = 1 << 20;

    private AttributeWorld(RoadWorld road) => Road = road;

    public RoadWorld Road { get; }

    public static async Task<AttributeWorld> StartAsync() => new(await RoadWorld.StartAsync());

    /// <summary>Puts an object with all headers, metadata and tags into "one", in parts when its way says so.</summary>
    public async Task PutAsync(string way, string key = "k")
    {
        var content = Content.Of(way.EndsWith("parts", StringComparison.Ordinal) ? 9 * MiB : 100);
        if (way.StartsWith("up", StringComparison.Ordinal))
        {
            return;
        }

        var folder = Road.Folder((key, content));
        await Road.SyncAsync(RoadWorld.At(folder), RoadWorld.S3At("one"), options => options with { Metadata = Full });
    }

    /// <summary>Puts an object with an Expires that no client library would send into "one".</summary>
    public async Task PutExpiringAsync(string expires)
    {
        using var store = S3Store.Open(new(Road.Name("one"), ""), Road.Side, new(), new(), TimeProvider.System, () => 0);
        var body = new RequestBody { Length = 1, Open = static () => new MemoryStream([1]) };
        await store.Objects.PutAsync("k", body, new() { Expires = expires }, CancellationToken.None);
    }

    /// <summary>Runs the way: up, relay or copy, small or in parts.</summary>
    public async Task SyncAsync(string way, MetadataOptions metadata, string key = "k")
    {
        var content = Content.Of(way.EndsWith("parts", StringComparison.Ordinal) ? 9 * MiB : 100);
        var source = way.StartsWith("up", StringComparison.Ordinal) ? RoadWorld.At(Road.Folder((key, content))) : RoadWorld.S3At("one");
        await Road.SyncAsync(source, RoadWorld.S3At("two"), options => options with
        {
            Metadata = metadata,
            Transfer = options.Transfer with { ServerSideCopy = way.StartsWith("copy", StringComparison.Ordinal) },
        });
    }

    public Task<GetObjectMetadataResponse> HeadAsync(string key = "k") => Road.Client.GetObjectMetadataAsync(Road.Name("two"), key);

    public async Task<Dictionary<string, string>> TagsAsync(string bucket = "two", string key = "k") =>
        ((await Road.Client.GetObjectTaggingAsync(new() { BucketName = Road.Name(bucket), Key = key })).Tagging ?? []).ToDictionary(tag => tag.Key, tag => tag.Value);

    public ValueTask DisposeAsync() => Road.DisposeAsync();

    /// <summary>What the source object has.</summary>
    public static MetadataOptions Full { get; } = new()
    {
        CacheControl = "max-age=60",
        ContentDisposition = "attachment; filename=\"a.txt\"",
        ContentEncoding = "identity",
        ContentLanguage = "de",
        ContentType = "text/x-of-source",
        Expires = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
        WebsiteRedirect = "/source",
        UserMetadata = new Dictionary<string, string> { ["kept"] = "source value", ["second"] = "2" },
        Tags = [new("of", "source"), new("a b", "c+d&e")],
    };

    /// <summary>What is asked for in its place.</summary>
    public static MetadataOptions Others { get; } = new()
    {
        CacheControl = "no-store",
        ContentDisposition = "inline",
        ContentEncoding = "br",
        ContentLanguage = "fr",
        ContentType = "text/x-asked",
        Expires = new(2031, 6, 7, 8, 9, 10, TimeSpan.FromHours(2)),
        WebsiteRedirect = "/asked",
        UserMetadata = new Dictionary<string, string> { ["asked"] = "1" },
        Tags = [new("asked", "yes")],
    };
}
