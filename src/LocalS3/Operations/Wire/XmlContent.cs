using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using S3Sync.Integrity;
using S3Sync.LocalS3.Operations.Content;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>Reads a request's XML document, verifying the digests that came with it.</summary>
internal static class XmlContent
{
    // 10,000 parts or 1,000 keys with everything that can be said about them fit.
    private const int LongestDocument = 8 << 20;

    /// <summary>The document's root; null when there is no content.</summary>
    /// <param name="request">The request.</param>
    /// <param name="root">The root's name.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="isChecksumOfContent">Whether the x-amz-checksum- headers are of this document, and not of the object it speaks of.</param>
    public static async Task<XElement?> ReadXmlAsync(this S3Request request, string root, CancellationToken cancellationToken, bool isChecksumOfContent = true)
    {
        var content = await ReadAsync(request, isChecksumOfContent ? ExpectedChecksum.Of(request) : null, cancellationToken);
        if (content.Length == 0)
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), Form());
            var element = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            return element.Name.LocalName == root ? element : throw S3Errors.MalformedXml();
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    /// <summary>The text of a child, whatever its namespace; null when it is not there.</summary>
    public static string? Child(this XElement element, string name) => element.Children(name).FirstOrDefault()?.Value;

    /// <summary>The children of a name, whatever their namespace.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    private static XmlReaderSettings Form() => new() { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false };

    private static async Task<byte[]> ReadAsync(S3Request request, ExpectedChecksum? expected, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await request.Authenticated.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await content.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (content.Length > LongestDocument)
            {
                throw S3Errors.MalformedXml();
            }
        }

        Verify(request, expected, content.ToArray());
        return content.ToArray();
    }

    private static void Verify(S3Request request, ExpectedChecksum? expected, byte[] content)
    {
        ContentMd5.Of(request)?.Verify(MD5.HashData(content));
        if (expected is null)
        {
            return;
        }

        using var hasher = ContentHasher.For(expected.Algorithm);
        hasher.Append(content);
        expected.Verify(hasher.Finish(), request.Authenticated.Trailer);
    }
}
