using System.Net;

namespace S3Sync.Storage.S3.Wire;

/// <summary>The error that an endpoint writes as XML, with an error's status or behind a success. "Error responses", Amazon S3 API Reference.</summary>
internal static class ErrorDocument
{
    /// <summary>Reads code and message of a document whose root has been read.</summary>
    public static (string Code, string Message) Read(ref XmlScan scan)
    {
        var (code, message) = ("", "");
        while (scan.Read())
        {
            if (scan is { IsEnd: false, Depth: 2 } && scan.Name.SequenceEqual("Code"u8))
            {
                code = XmlScan.Decode(scan.ReadText()).Trim();
            }
            else if (scan is { IsEnd: false, Depth: 2 } && scan.Name.SequenceEqual("Message"u8))
            {
                message = XmlScan.Decode(scan.ReadText()).Trim();
            }
        }

        return (code, message);
    }

    /// <summary>Throws the error that stands where a result was expected; the root has been read.</summary>
    public static void ThrowIfError(ref XmlScan scan)
    {
        if (scan.Name.SequenceEqual("Error"u8))
        {
            var (code, message) = Read(ref scan);
            throw new S3Refusal(HttpStatusCode.OK, code, message);
        }
    }
}
