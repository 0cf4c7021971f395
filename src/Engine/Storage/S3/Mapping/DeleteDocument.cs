using System.Text;
using System.Xml;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Mapping;

/// <summary>A key that a batch could not delete.</summary>
/// <param name="Key">The full key; empty when the endpoint does not tell.</param>
/// <param name="Code">The error code.</param>
/// <param name="Message">The endpoint's own sentence.</param>
internal sealed record RefusedDelete(string Key, string Code, string Message);

/// <summary>The request and the answer of a batch delete as XML. "DeleteObjects", Amazon S3 API Reference.</summary>
internal static class DeleteDocument
{
    /// <summary>The request: only failures are to be answered.</summary>
    public static byte[] Write(IEnumerable<string> keys)
    {
        using var document = new MemoryStream();
        using (var xml = XmlWriter.Create(document, NewSettings()))
        {
            xml.WriteStartElement("Delete", "http://s3.amazonaws.com/doc/2006-03-01/");
            foreach (var key in keys)
            {
                xml.WriteStartElement("Object");
                xml.WriteElementString("Key", key);
                xml.WriteEndElement();
            }

            xml.WriteElementString("Quiet", "true");
            xml.WriteEndElement();
        }

        return document.ToArray();
    }

    /// <summary>The keys that were not deleted.</summary>
    /// <exception cref="XmlException">The answer is cut, or not an answer to this request.</exception>
    /// <exception cref="S3Refusal">It is an error behind a success status.</exception>
    public static List<RefusedDelete> Read(ReadOnlySpan<byte> document)
    {
        var scan = new XmlScan(document);
        scan.Read();
        ErrorDocument.ThrowIfError(ref scan);
        if (!scan.Name.SequenceEqual("DeleteResult"u8))
        {
            throw new XmlException("The answer is no result of a batch delete.");
        }

        var refused = new List<RefusedDelete>();
        while (scan.Read())
        {
            if (scan is { IsEnd: false, Depth: 2 } && scan.Name.SequenceEqual("Error"u8))
            {
                refused.Add(ReadOne(ref scan));
            }
        }

        return refused;
    }

    private static RefusedDelete ReadOne(ref XmlScan scan)
    {
        var one = new RefusedDelete("", "", "");
        while (scan.Read() && scan.Depth > 2)
        {
            one = scan.IsEnd ? one
                : scan.Name.SequenceEqual("Key"u8) ? one with { Key = XmlScan.Decode(scan.ReadText()) }
                : scan.Name.SequenceEqual("Code"u8) ? one with { Code = XmlScan.Decode(scan.ReadText()).Trim() }
                : scan.Name.SequenceEqual("Message"u8) ? one with { Message = XmlScan.Decode(scan.ReadText()).Trim() }
                : one;
        }

        return one;
    }

    private static XmlWriterSettings NewSettings() => new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };
}
