using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using S3Sync.TestKit;

namespace S3Sync.Engine.Tests.Hashes;

/// <summary>A cache file, and runs that come by their keys one after another.</summary>
internal sealed class CacheWorld : IDisposable
{
    public const string Root = "/data/tree";

    public TempFolder Folder { get; } = new();

    public string File => Folder.At("hashes");

    /// <summary>A state long before now.</summary>
    public static FileStamp Stamp(long number = 77) => new(5, 1_000_000, 111, 2_000_000, 222, number);

    public static ETag TagOf(string content) => ETag.OfContent(MD5.HashData(Encoding.UTF8.GetBytes(content)));

    public static HashedContent ContentOf(string key) => new(Stamp(), new StoredEvidence.OfETag(TagOf(key)), 0);

    public static string Key(int number) => "k" + number.ToString("d6", CultureInfo.InvariantCulture);

    public HashCache Open(bool dryRun = false, string root = Root) => HashCache.Open(new(File, root, OfSource: true, dryRun), TimeProvider.System);

    /// <summary>Writes a cache that knows these keys, each with the hash of its own name.</summary>
    public void Know(params string[] keys)
    {
        using var cache = Open();
        foreach (var key in keys)
        {
            cache.Remember(key, ContentOf(key), cache.Now);
        }

        Xunit.Assert.Null(cache.Save());
    }

    /// <summary>What a cache tells of a key whose file is in a state.</summary>
    public static ETag? Ask(HashCache cache, string key, FileStamp? stamp = null)
    {
        var entry = new Entry(key, EntryKind.Object, 5, default) { Stamp = stamp ?? Stamp() };
        return ((Entry)cache.Attach(new(entry, null)).Source!).Remembered?.Evidence is StoredEvidence.OfETag known ? known.Value : null;
    }

    /// <summary>The keys that the file knows.</summary>
    public List<string> Known()
    {
        using var reader = CacheReader.Open(File, Root, out var flaw);
        Xunit.Assert.Null(flaw);
        var keys = new List<string>();
        while (reader!.MoveNext())
        {
            keys.Add(Encoding.UTF8.GetString(reader.Key));
        }

        return keys;
    }

    public void Dispose() => Folder.Dispose();
}
