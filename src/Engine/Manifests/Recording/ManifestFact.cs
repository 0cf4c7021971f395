using S3Sync.Entries;

namespace S3Sync.Manifests.Recording;

/// <summary>What became of one key, on its way to the manifest: an entry with its finished line, or a delete without one.</summary>
/// <param name="Key">The relative key.</param>
/// <param name="Action">What was done; null when the key was deleted.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Evidence">What stands for the content: see <see cref="ManifestEntry.Evidence"/>.</param>
/// <param name="Line">The entry as JSON in UTF-8; empty for a delete.</param>
internal readonly record struct ManifestFact(string Key, ManifestAction? Action, long Size, string Evidence, byte[] Line)
{
    private const byte DeletedMark = 255;

    /// <summary>In key order; of two about one key, the later stands after the earlier.</summary>
    public static SpillFormat<ManifestFact> Format { get; } = new(static (left, right) => KeyOrder.Compare(left.Key, right.Key), Write, Read);

    private static void Write(BinaryWriter writer, ManifestFact fact)
    {
        writer.Write(fact.Key);
        writer.Write(fact.Action is { } action ? (byte)action : DeletedMark);
        writer.Write(fact.Size);
        writer.Write(fact.Evidence);
        writer.Write7BitEncodedInt(fact.Line.Length);
        writer.Write(fact.Line);
    }

    private static ManifestFact Read(BinaryReader reader)
    {
        var (key, mark, size, evidence) = (reader.ReadString(), reader.ReadByte(), reader.ReadInt64(), reader.ReadString());
        return new(key, mark == DeletedMark ? null : (ManifestAction)mark, size, evidence, reader.ReadBytes(reader.Read7BitEncodedInt()));
    }
}
