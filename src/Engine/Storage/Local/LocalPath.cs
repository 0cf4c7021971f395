using System.Buffers;

namespace S3Sync.Storage.Local;

/// <summary>The rules of key ↔ path: a key is a path below the root only when it would read back as the same key. Nothing is repaired.</summary>
internal static class LocalPath
{
    // NAME_MAX of the file systems in use, in bytes; NTFS counts UTF-16 units, which are never more than the bytes.
    private const int LongestName = 255;

    private static readonly SearchValues<char> RefusedByWindows = SearchValues.Create("<>:\"\\|?*");

    /// <summary>Why a key cannot be a path on any system; null when it can. One <c>/</c> at the end is a folder's.</summary>
    public static string? Flaw(string key)
    {
        if (key.Length == 0)
        {
            return "it is empty: the object's key is the prefix itself";
        }

        if (key.Contains('\0', StringComparison.Ordinal))
        {
            return "it holds a NUL character";
        }

        if (key[0] == '/')
        {
            return "it begins with \"/\"";
        }

        var text = key.EndsWith('/') ? key.AsSpan(0, key.Length - 1) : key;
        foreach (var range in text.Split('/'))
        {
            if (FlawOfSegment(text[range]) is { } flaw)
            {
                return flaw;
            }
        }

        return null;
    }

    /// <summary>
    /// The path-form of a key that cannot be a path: empty and <c>.</c> segments dropped, <c>..</c> resolved within the root, without a <c>/</c> at
    /// the end. Empty when nothing is left, which names no entry.
    /// </summary>
    public static string Normalised(string key)
    {
        var segments = new List<string>();
        foreach (var segment in OperatingSystem.IsWindows() ? key.Split('/', '\\') : key.Split('/'))
        {
            if (segment is "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }

    private static string? FlawOfSegment(ReadOnlySpan<char> segment) => segment switch
    {
        "" => "it holds \"//\"",
        "." or ".." => "it holds a \".\" or \"..\" segment",
        _ when System.Text.Encoding.UTF8.GetByteCount(segment) > LongestName => "one of its names is longer than 255 bytes",
        _ => OperatingSystem.IsWindows() ? FlawOnWindows(segment) : null,
    };

    // "Naming Files, Paths, and Namespaces", Win32 documentation. Elsewhere the file system is asked, see NameProbe.
    private static string? FlawOnWindows(ReadOnlySpan<char> segment) =>
        segment.ContainsAny(RefusedByWindows) || segment.ContainsAnyInRange('\u0001', '\u001F') ? "Windows takes none of < > : \" \\ | ? * and no control character in a name"
            : segment[^1] is ' ' or '.' ? "Windows drops a space or a dot at the end of a name"
            : IsDevice(segment) ? "Windows keeps the name for a device"
            : null;

    private static bool IsDevice(ReadOnlySpan<char> segment)
    {
        var stem = segment.IndexOf('.') is var dot and >= 0 ? segment[..dot] : segment;
        stem = stem.TrimEnd(' ');
        Span<char> upper = stackalloc char[8];
        if (stem.Length > 7)
        {
            return false;
        }

        var length = stem.ToUpperInvariant(upper);
        return upper[..length] is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (length == 4 && (upper.StartsWith("COM") || upper.StartsWith("LPT")) && upper[3] is (>= '0' and <= '9') or '¹' or '²' or '³');
    }
}
