namespace S3Sync.Conformance.Tests.World;

/// <summary>
/// Source and target of a scenario that holds whichever way content goes. Buckets are "one" (the source) and "two" (the target); a side that is a
/// directory is a folder of the scenario's own.
/// </summary>
public sealed class Ends
{
    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
    private readonly ScenarioWorld _world;
    private readonly Way _way;
    private readonly string _sourceFolder;
    private readonly string _targetFolder;

    public Ends(ScenarioWorld world, Way way, string sourcePrefix = "", string targetPrefix = "")
    {
        _world = world;
        _way = way;
        (SourcePrefix, TargetPrefix) = (FromFolder ? "" : sourcePrefix, ToFolder ? "" : targetPrefix);
        _sourceFolder = FromFolder ? world.Folder() : "";
        _targetFolder = ToFolder ? world.Folder() : "";
    }

    /// <summary>What is before a relative key in the source bucket.</summary>
    public string SourcePrefix { get; }

    /// <summary>What is before a relative key in the target bucket.</summary>
    public string TargetPrefix { get; }

    /// <summary>SOURCE as a user writes it.</summary>
    public string Source => FromFolder ? _sourceFolder : $"s3://one/{SourcePrefix}";

    /// <summary>TARGET as a user writes it.</summary>
    public string Target => ToFolder ? _targetFolder : $"s3://two/{TargetPrefix}";

    private bool FromFolder => _way == Way.Upload;

    private bool ToFolder => _way == Way.Download;

    /// <summary>Puts files or objects at the source.</summary>
    public async Task<Ends> HasAsync(params (string Key, byte[] Content)[] entries)
    {
        foreach (var (key, content) in entries)
        {
            await PutSourceAsync(key, content);
        }

        return this;
    }

    /// <summary>Puts files or objects at the target.</summary>
    public async Task<Ends> TargetHasAsync(params (string Key, byte[] Content)[] entries)
    {
        foreach (var (key, content) in entries)
        {
            await PutTargetAsync(key, content);
        }

        return this;
    }

    /// <summary>Makes a pair of which the source is not newer than the target.</summary>
    public async Task<Ends> HasOlderAsync(string key, byte[] source, byte[] target)
    {
        await PutSourceAsync(key, source);
        await PutTargetAsync(key, target);
        if (FromFolder)
        {
            File.SetLastWriteTimeUtc(Path.Combine(_sourceFolder, key), LongAgo);
        }

        return this;
    }

    /// <summary>Makes a pair of which the source is newer by at least a second.</summary>
    public async Task<Ends> HasNewerAsync(string key, byte[] source, byte[] target)
    {
        await PutTargetAsync(key, target);
        await PutSourceAsync(key, source);
        if (FromFolder)
        {
            File.SetLastWriteTimeUtc(Path.Combine(_sourceFolder, key), DateTime.UtcNow.AddHours(1));
        }
        else if (ToFolder)
        {
            File.SetLastWriteTimeUtc(Path.Combine(_targetFolder, key), LongAgo);
        }
        else
        {
            await WriteUntilNewerAsync(key, source);
        }

        return this;
    }

    /// <summary>Runs.</summary>
    public Task<Outcome> RunAsync(params string[] options) => _world.RunAsync(Source, Target, All(options));

    /// <summary>Runs, which must end well.</summary>
    public Task<Outcome> SyncAsync(params string[] options) => _world.SyncAsync(Source, Target, All(options));

    /// <summary>The relative keys at the target, in order.</summary>
    public async Task<IReadOnlyList<string>> TargetKeysAsync() => ToFolder
        ? [.. Directory.EnumerateFiles(_targetFolder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_targetFolder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)]
        : [.. (await _world.KeysAsync("two")).Select(key => key[TargetPrefix.Length..])];

    /// <summary>What the target has under a relative key.</summary>
    public async Task<byte[]> TargetAsync(string key) =>
        ToFolder ? await File.ReadAllBytesAsync(Path.Combine(_targetFolder, key)) : await _world.ContentAsync("two", TargetPrefix + key);

    private string[] All(string[] options) => _way == Way.Copy ? [.. options, "--server-side-copy"] : options;

    private async Task PutSourceAsync(string key, byte[] content)
    {
        if (FromFolder)
        {
            Write(_sourceFolder, key, content);
        }
        else
        {
            await _world.PutForAsync(_way, "one", SourcePrefix + key, content);
        }
    }

    private async Task PutTargetAsync(string key, byte[] content)
    {
        if (ToFolder)
        {
            Write(_targetFolder, key, content);
        }
        else
        {
            await _world.PutAsync("two", TargetPrefix + key, content);
        }
    }

    private static void Write(string folder, string key, byte[] content)
    {
        var path = Path.Combine(folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // below the folder, so there is one
        File.WriteAllBytes(path, content);
    }

    // No client can set an object's time: it is written again until the server's clock has moved on, which the second in its time shows.
    private async Task WriteUntilNewerAsync(string key, byte[] content)
    {
        var target = await TimeAsync("two", TargetPrefix + key);
        while (await TimeAsync("one", SourcePrefix + key) <= target)
        {
            await _world.PutAsync("one", SourcePrefix + key, content);
        }
    }

    private async Task<DateTime> TimeAsync(string bucket, string key) =>
        (await _world.HeadAsync(bucket, key)).LastModified ?? throw new InvalidOperationException("The object has no time.");
}
