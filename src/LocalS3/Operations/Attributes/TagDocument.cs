using System.Xml;
using System.Xml.Linq;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Attributes;

/// <summary>Tags as they are written: a header's query string, or an XML document. "Categorizing your objects using tags", Amazon S3 User Guide.</summary>
internal static class TagDocument
{
    private const int MostTags = 10;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>Reads x-amz-tagging.</summary>
    public static IReadOnlyList<ObjectTag> ParseHeader(string? header) => header is null ? [] : Checked(
        [.. header.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair =>
            new ObjectTag(RequestTarget.Decode(pair[0], plusIsSpace: true), pair.Length == 2 ? RequestTarget.Decode(pair[1], plusIsSpace: true) : string.Empty))]);

    /// <summary>Reads a Tagging document.</summary>
    public static IReadOnlyList<ObjectTag> Parse(XElement tagging) => Checked(
        [.. (tagging.Children("TagSet").SingleOrDefault() ?? throw S3Errors.MalformedXml()).Children("Tag").Select(tag =>
            new ObjectTag(tag.Child("Key") ?? throw S3Errors.MalformedXml(), tag.Child("Value") ?? throw S3Errors.MalformedXml()))]);

    /// <summary>Writes a Tagging document's inside.</summary>
    public static void Write(XmlWriter writer, IReadOnlyList<ObjectTag> tags) => writer.Element("TagSet", () =>
    {
        foreach (var tag in tags)
        {
            writer.Element("Tag", () =>
            {
                writer.Element("Key", tag.Key);
                writer.Element("Value", tag.Value);
            });
        }
    });

    private static IReadOnlyList<ObjectTag> Checked(IReadOnlyList<ObjectTag> tags)
    {
        if (tags.Count > MostTags)
        {
            throw new S3ErrorException(400, "BadRequest", "Object tags cannot be greater than 10");
        }

        if (tags.Any(tag => tag.Key.Length is 0 or > LongestKey || tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            throw S3Errors.InvalidTag("The TagKey you have provided is invalid");
        }

        if (tags.Any(tag => tag.Value.Length > LongestValue))
        {
            throw S3Errors.InvalidTag("The TagValue you have provided is invalid");
        }

        return tags.DistinctBy(tag => tag.Key).Count() == tags.Count ? tags : throw S3Errors.InvalidTag("Cannot provide multiple Tags with the same key");
    }
}
