using System.Text;

namespace S3Sync.Manifests.Recording;

/// <summary>
/// The digests of a draft in the form that <c>sha256sum -c</c> reads ("cksum output modes", GNU Coreutils manual): a line each, LF, in key order. A
/// name with a backslash or a line end is escaped, and its line then begins with a backslash.
/// </summary>
internal static class ChecksumList
{
    private const string Known = "sha256:";

    /// <summary>Writes every entry that has a digest and can be a file: a key that ends in a slash names a folder.</summary>
    /// <exception cref="IOException">The stream, or a temporary file of the draft, failed.</exception>
    public static void Write(Stream stream, ManifestDraft draft)
    {
        foreach (var fact in draft.Entries().Where(static fact => fact.Evidence.StartsWith(Known, StringComparison.Ordinal) && !fact.Key.EndsWith('/')))
        {
            var name = Escaped(fact.Key);
            stream.Write(Encoding.UTF8.GetBytes($"{(name == fact.Key ? "" : "\\")}{fact.Evidence.AsSpan(Known.Length)}  {Relative(name)}\n"));
        }
    }

    private static string Escaped(string key) =>
        key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    // A dash alone is the standard input there, and what begins with a slash would be looked for at the root.
    private static string Relative(string name) => name == "-" || name.StartsWith('/') ? "./" + name : name;
}
