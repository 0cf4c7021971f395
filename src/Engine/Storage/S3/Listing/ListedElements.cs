using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using S3Sync.Integrity;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Listing;

/// <summary>Takes an element whose start has been read, up to its end.</summary>
internal delegate void ElementReader(ref XmlScan scan);

/// <summary>Reads the elements that listings of objects and of versions are made of. What is not understood throws <see cref="XmlException"/>.</summary>
internal static class ListedElements
{
    /// <summary>Reads a whole answer: its root by name, then every element below it.</summary>
    /// <exception cref="XmlException">It is cut, or not an answer to this request.</exception>
    /// <exception cref="S3Refusal">It is an error behind a success status.</exception>
    public static void ReadAnswer(ReadOnlySpan<byte> xml, ReadOnlySpan<byte> root, ElementReader take)
    {
        var scan = new XmlScan(xml);
        scan.Read();
        ErrorDocument.ThrowIfError(ref scan);
        if (!scan.Name.SequenceEqual(root))
        {
            throw new XmlException($"The answer is no {Encoding.ASCII.GetString(root)}.");
        }

        while (scan.Read())
        {
            if (!scan.IsEnd)
            {
                take(ref scan);
            }
        }
    }

    /// <summary>Decodes the keys of a listing that was asked for URL-encoded; what encodes them may be told after them.</summary>
    public static void DecodeKeys(List<ListedObject> found)
    {
        foreach (ref var item in CollectionsMarshal.AsSpan(found))
        {
            item = item with { Key = UriText.Decode(item.Key) };
        }
    }

    /// <summary>Reads an object, a version or a delete marker whose start has been read; its key is still encoded.</summary>
    public static ListedObject ReadObject(ref XmlScan scan)
    {
        var found = new ListedObject("", 0, DateTimeOffset.UnixEpoch, null);
        var depth = scan.Depth;
        while (scan.Read() && !(scan.IsEnd && scan.Depth == depth))
        {
            found = scan.Name switch
            {
                _ when scan.IsEnd => found,
                [(byte)'K', (byte)'e', (byte)'y'] => found with { Key = XmlScan.Decode(scan.ReadText()) },
                [(byte)'S', (byte)'i', (byte)'z', (byte)'e'] => found with { Size = Number(scan.ReadText()) },
                [(byte)'S', (byte)'t', (byte)'o', ..] => found with { IsArchived = IsArchive(scan.ReadText()) },
                [(byte)'E', (byte)'T', (byte)'a', (byte)'g'] => found with { ETag = Tag(scan.ReadText()) },
                [(byte)'L', (byte)'a', (byte)'s', (byte)'t', ..] => found with { Modified = Time(scan.ReadText()) },
                _ when scan.Name.SequenceEqual("VersionId"u8) => found with { VersionId = XmlScan.Decode(scan.ReadText()) },
                _ => Passed(ref scan, found),
            };
        }

        return found.Key.Length > 0 ? found : throw new XmlException("An object of the listing has no key.");
    }

    /// <summary>Passes over an element whose start has been read.</summary>
    public static void PassOver(ref XmlScan scan)
    {
        var depth = scan.Depth;
        while (!(scan.IsEnd && scan.Depth == depth))
        {
            scan.Read();
        }
    }

    /// <summary>
    /// Reads whether more follows. Taken for false, a word that is not understood would end the listing, and what follows would look as if it
    /// were not there.
    /// </summary>
    public static bool ReadTruth(ref XmlScan scan) =>
        bool.TryParse(XmlScan.Decode(scan.ReadText()), out var truth) ? truth : throw new XmlException("It is not told whether more follows.");

    /// <summary>Whether more follows a page: what it says, or that nothing does when it neither says so nor where to go on.</summary>
    public static bool MoreFollows(bool? said, string? marker) =>
        said ?? (string.IsNullOrEmpty(marker) ? false : throw new XmlException("It is told where to go on, and not whether more follows."));

    private static ListedObject Passed(ref XmlScan scan, ListedObject found)
    {
        PassOver(ref scan);
        return found;
    }

    private static long Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length ? number : throw new XmlException("A size of the listing is no number.");

    private static bool IsArchive(ReadOnlySpan<byte> storageClass) => storageClass.SequenceEqual("GLACIER"u8) || storageClass.SequenceEqual("DEEP_ARCHIVE"u8);

    private static ETag? Tag(ReadOnlySpan<byte> raw)
    {
        Span<byte> text = raw.Length <= 256 ? stackalloc byte[raw.Length] : new byte[raw.Length];
        text = text[..XmlScan.Resolve(raw, text)].Trim((byte)'"');
        return text.IsEmpty ? null : new ETag(Encoding.UTF8.GetString(text));
    }

    /// <summary>Reads a time: as S3 writes it by its digits, since the general reader takes a tenth of a long listing; any other form by that one.</summary>
    /// <exception cref="XmlException">It is none.</exception>
    public static DateTimeOffset Time(ReadOnlySpan<byte> text) => AsWritten(text) is { } written ? written
        : DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new XmlException("A time of the listing is none.");

    // 2026-11-22T10:11:12.000Z
    private static DateTimeOffset? AsWritten(ReadOnlySpan<byte> text)
    {
        if (text.Length != 24 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z')
        {
            return null;
        }

        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        var (hour, minute, second, millisecond) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]), Digits(text[20..23]));
        return year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59 || millisecond > 999 ? null
            : new DateTimeOffset(year, month, day, hour, minute, second, millisecond, TimeSpan.Zero);
    }

    // Larger than any of the numbers when one is no digit.
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            number = digit is >= (byte)'0' and <= (byte)'9' ? (number * 10) + (digit - '0') : 100_000;
        }

        return number;
    }
}
