using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>Writes an answer's XML document.</summary>
internal static class XmlAnswer
{
    /// <summary>The namespace of S3's documents.</summary>
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Answers with a document whose root is <paramref name="root"/>.</summary>
    public static async Task AnswerXmlAsync(this S3Request request, string root, Action<XmlWriter> write, CancellationToken cancellationToken)
    {
        var document = request.Store.KeepsChecksums ? Render(root, write) : WithoutChecksums(Render(root, write));
        request.Response.ContentType = "application/xml";
        request.Response.ContentLength = document.Length;
        await request.Response.Body.WriteAsync(document, cancellationToken);
    }

    /// <summary>Writes an element; none when the value is null.</summary>
    public static void Element(this XmlWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteElementString(name, Namespace, value);
        }
    }

    /// <summary>Writes a number.</summary>
    public static void Element(this XmlWriter writer, string name, long value) => writer.Element(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a truth value.</summary>
    public static void Element(this XmlWriter writer, string name, bool value) => writer.Element(name, value ? "true" : "false");

    /// <summary>Writes a time as S3 does, with milliseconds.</summary>
    public static void Element(this XmlWriter writer, string name, DateTime value) => writer.Element(name, Iso(value));

    /// <summary>Writes an element with others inside.</summary>
    public static void Element(this XmlWriter writer, string name, Action write)
    {
        writer.WriteStartElement(name, Namespace);
        write();
        writer.WriteEndElement();
    }

    /// <summary>Writes the owner of everything here.</summary>
    public static void Owner(this XmlWriter writer, string name = "Owner") => writer.Element(name, () =>
    {
        writer.Element("ID", Account.CanonicalId);
        writer.Element("DisplayName", Account.DisplayName);
    });

    /// <summary>A time in the form of S3's documents.</summary>
    public static string Iso(DateTime value) => value.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time in the form of HTTP's headers.</summary>
    public static string Rfc1123(DateTime value) => value.ToString("R", CultureInfo.InvariantCulture);

    // S3 writes a key's control characters as references that XML 1.0 forbids; encoding-type=url is there for them.
    private static XmlWriterSettings Form() => new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
        NewLineHandling = NewLineHandling.Entitize,
    };

    private static ReadOnlyMemory<byte> WithoutChecksums(ReadOnlyMemory<byte> document)
    {
        var tree = XDocument.Parse(Encoding.UTF8.GetString(document.Span));
        tree.Descendants().Where(static element => element.Name.LocalName.StartsWith("Checksum", StringComparison.Ordinal)).Remove();
        return Encoding.UTF8.GetBytes(tree.ToString(SaveOptions.DisableFormatting));
    }

    private static ReadOnlyMemory<byte> Render(string root, Action<XmlWriter> write)
    {
        using var document = new MemoryStream();
        using (var writer = XmlWriter.Create(document, Form()))
        {
            writer.WriteStartElement(root, Namespace);
            write(writer);
            writer.WriteEndElement();
        }

        return document.GetBuffer().AsMemory(0, (int)document.Length);
    }
}
