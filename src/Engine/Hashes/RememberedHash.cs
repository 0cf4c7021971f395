using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Integrity.Forms;

namespace S3Sync.Hashes;

/// <summary>One line of the cache: what was computed for the file of a key.</summary>
internal sealed record RememberedHash(string Key, HashedContent Content)
{
    /// <summary>How new ones are spilled until they are written in key order; the last of one key counts.</summary>
    public static SpillFormat<RememberedHash> Spill { get; } = new(
        static (left, right) => KeyOrder.Compare(left.Key, right.Key),
        static (writer, hash) => Write(writer, hash),
        static reader => Read(reader));

    /// <summary>
    /// Whether the content that is remembered has a wanted ETag or checksum: true or false when that is made and cut as the remembered one, null
    /// when only reading can tell.
    /// </summary>
    /// <param name="content">What is remembered.</param>
    /// <param name="wanted">The other side's.</param>
    /// <param name="configuredPartSize">The run's own part size in bytes.</param>
    public static bool? Answer(HashedContent content, StoredEvidence wanted, long configuredPartSize)
    {
        if (content.Evidence == wanted)
        {
            return true;
        }

        if (wanted.Digest != content.Evidence.Digest || wanted is StoredEvidence.OfETag { Value.IsDigest: false } || PartsOf(wanted) is var parts && parts != PartsOf(content.Evidence))
        {
            return null;
        }

        // Other part sizes may give as many parts: the value alone does not tell which one it was made with.
        var isOneCut = parts == 0 || (ETagForms.PartSizes(content.Stamp.Size, parts, configuredPartSize) is [var only] && only == content.PartSize);
        return isOneCut ? false : null;
    }

    private static int PartsOf(StoredEvidence evidence) => evidence switch
    {
        StoredEvidence.OfETag tag => tag.Value.PartCount,
        StoredEvidence.OfChecksum checksum => checksum.Value.Parts,
        _ => 0,
    };

    private static void Write(BinaryWriter writer, RememberedHash hash)
    {
        writer.Write(hash.Key);
        Span<byte> fields = stackalloc byte[CacheFormat.FieldsLength];
        CacheFormat.Write(fields, hash.Content);
        writer.Write(fields);
    }

    private static RememberedHash Read(BinaryReader reader)
    {
        var key = reader.ReadString();
        Span<byte> fields = stackalloc byte[CacheFormat.FieldsLength];
        reader.BaseStream.ReadExactly(fields);
        return new(key, CacheFormat.Read(fields));
    }
}
