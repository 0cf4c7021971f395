using S3Sync.Entries;
using S3Sync.Options;
using S3Sync.Storage.Local;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

/// <summary>A folder and the store over it, with its listing as plain values.</summary>
internal sealed class LocalWorld : IDisposable
{
    public const long PartSize = 8 << 20;

    private readonly LocalSide _side;
    private readonly LocalOptions _options;

    public LocalWorld(LocalSide side, bool ignoreSymlinks = false)
    {
        _side = side;
        _options = new() { IgnoreSymlinks = ignoreSymlinks };
        Store = NewStore();
    }

    public TempFolder Folder { get; } = new();

    public LocalStore Store { get; }

    /// <summary>A store over the same folder, as the next run has it.</summary>
    public LocalStore NewStore(Func<string, bool>? isOwnObject = null) => new(Folder.Path, _side, _options, PartSize, isOwnObject ?? (_ => false), TimeProvider.System);

    public async Task<List<Listed>> ListAsync(LocalStore? store = null)
    {
        var listed = new List<Listed>();
        await foreach (var one in (store ?? Store).ListAsync(CancellationToken.None))
        {
            listed.Add(one);
        }

        return listed;
    }

    public async Task<List<string>> KeysAsync() => (await ListAsync()).ConvertAll(one => one.Key);

    /// <summary>The one listed under a key.</summary>
    public async Task<T> SingleAsync<T>(string key)
        where T : Listed =>
        Assert.IsType<T>(Assert.Single(await ListAsync(), one => one.Key == key));

    /// <summary>Writes a key as a download does.</summary>
    public async Task WriteAsync(string key, byte[] content, DateTimeOffset? modified = null)
    {
        await using var partial = Store.CreatePartial(key, content.Length);
        await partial.WriteAsync(0, content, CancellationToken.None);
        partial.Publish(modified ?? DateTimeOffset.UnixEpoch);
    }

    public static Entry Object(string key, long size = 1) => new(key, EntryKind.Object, size, DateTimeOffset.UnixEpoch);

    public static Entry Marker(string key, long size = 0) => new(key, EntryKind.Marker, size, DateTimeOffset.UnixEpoch);

    public void Dispose()
    {
        Store.Dispose();
        Folder.Dispose();
    }
}
