using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Problems;
using S3Sync.TestKit;

namespace S3Sync.Tool.Tests.Config;

/// <summary>A folder with a config, and what is read from it and from everything around it.</summary>
internal sealed class ConfigWorld : IDisposable
{
    private readonly OptionValues _given = new();

    public ConfigWorld() => Directory.CreateDirectory(Folder.At("dist"));

    public TempFolder Folder { get; } = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public List<Problem> Problems { get; } = [];

    /// <summary>Gives an option as a host does, by its name.</summary>
    public ConfigWorld Give(string name, string text)
    {
        var definition = OptionCatalog.Ends.Cast<OptionDefinition>().Concat(OptionCatalog.OfEveryDoor).First(option => option.Name == name);
        _given.Set(definition, text, definition.Shown);
        return this;
    }

    /// <summary>Reads with this text as the config of the folder.</summary>
    public RequestReading Read(string config)
    {
        Folder.Write("s3sync.json", config);
        return Read();
    }

    /// <summary>Reads what is there.</summary>
    public RequestReading Read()
    {
        Problems.Clear();
        return RequestReader.Read(new(_given, Environment, Folder.Path), Problems);
    }

    /// <summary>Reads a config in which nothing may be wrong.</summary>
    public SyncRequest ReadWhole(string config)
    {
        var reading = Read(config);
        Assert.Empty(Problems);
        return reading.Sync ?? throw new InvalidOperationException("no ends");
    }

    public void Dispose() => Folder.Dispose();
}
