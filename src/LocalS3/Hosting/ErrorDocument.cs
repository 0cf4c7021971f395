using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace S3Sync.LocalS3.Hosting;

/// <summary>Answers a refusal as S3's XML error document. "Error responses", Amazon S3 API Reference.</summary>
internal static class ErrorDocument
{
    private const long DrainedGladly = 1024 * 1024;
    private static XmlWriterSettings Form => new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    /// <summary>Answers it; the connection is cut when the answer has begun already.</summary>
    public static async Task WriteAsync(HttpContext context, S3ErrorException error, string requestId)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        response.Clear();
        AnswerHeaders.Set(response, requestId);
        response.StatusCode = error.Status;
        if (error.RetryAfterSeconds is int seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (HasMuchUnread(context.Request)) response.Headers.Connection = "close";
        if (!HasBody(context.Request.Method, error.Status)) return;
        response.ContentType = "application/xml";
        var document = Render(error, context.Request.Path.Value, requestId);
        response.ContentLength = document.Length;
        await response.Body.WriteAsync(document, context.RequestAborted);
    }

    // An answer goes out before the rest of the body is read; then Kestrel reads on for some seconds, so that a client that is still
    // sending sees the answer and not a reset. A connection with much to come is not worth keeping.
    private static bool HasMuchUnread(HttpRequest request) =>
        request.ContentLength > DrainedGladly || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0);

    private static bool HasBody(string method, int status) => !HttpMethods.IsHead(method) && status is not (204 or 304);

    private static byte[] Render(S3ErrorException error, string? resource, string requestId)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Form))
        {
            xml.WriteStartElement("Error");
            xml.WriteElementString("Code", error.Code);
            xml.WriteElementString("Message", error.Message);
            foreach (var (name, value) in error.Details) xml.WriteElementString(name, value);
            xml.WriteElementString("Resource", resource);
            xml.WriteElementString("RequestId", requestId);
            xml.WriteElementString("HostId", AnswerHeaders.HostId);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }
}
