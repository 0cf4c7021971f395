using System.Net;
using System.Xml.Linq;

namespace S3Sync.TestKit;

/// <summary>An answer with its error document taken apart.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    /// <summary>The error code; null when the answer is no error document.</summary>
    public string? Code => this["Code"];

    /// <summary>An element of the error document.</summary>
    public string? this[string element] =>
        Text.Contains("<Error>", StringComparison.Ordinal) ? XDocument.Parse(Text).Root!.Element(element)?.Value : null;

    public static async Task<Answer> OfAsync(HttpResponseMessage message) =>
        new(message.StatusCode, await message.Content.ReadAsStringAsync(), message);
}
