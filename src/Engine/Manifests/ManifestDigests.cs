using System.Globalization;
using System.Text;
using S3Sync.Integrity;

namespace S3Sync.Manifests;

/// <summary>The two digests of a manifest, grown with its pieces in their order.</summary>
internal sealed class ManifestDigests : IDisposable
{
    private readonly ContentHasher _content = ContentHasher.Sha256();
    private readonly ContentHasher _seal = ContentHasher.Sha256();

    /// <summary>
    /// An entry: into the digest goes <c>SIZE SPACE EVIDENCE SPACE LENGTH COLON KEY LF</c> in UTF-8, where LENGTH is the key's bytes, so that no key
    /// can stand for two. A program of one line makes the same: docs/manifest.md.
    /// </summary>
    public void Add(string key, long size, string evidence, ReadOnlySpan<byte> line)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        _content.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size} {evidence} {bytes.Length}:")));
        _content.Append(bytes);
        _content.Append("\n"u8);
        Add(line);
    }

    /// <summary>A deleted key or a failure: its line goes into the seal alone.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        _seal.Append(line);
        _seal.Append("\n"u8);
    }

    /// <summary>Both digests, in lower-case hex.</summary>
    public (string Digest, string Seal) Finish() => (Convert.ToHexStringLower(_content.Finish()), Convert.ToHexStringLower(_seal.Finish()));

    public void Dispose()
    {
        _content.Dispose();
        _seal.Dispose();
    }
}
