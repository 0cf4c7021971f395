using System.Globalization;
using System.Xml;
using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>What an answer's headers and documents tell of a stored version.</summary>
internal static class StoredAnswer
{
    /// <summary>The headers of a GET or HEAD, but for those of the content's length and checksums.</summary>
    public static void Describe(S3Request request, ObjectVersion version)
    {
        var attributes = version.Attributes;
        request.Answer("Content-Type", attributes.SystemMetadata.GetValueOrDefault("Content-Type", "binary/octet-stream"));
        foreach (var (name, value) in attributes.SystemMetadata)
        {
            request.Answer(name, value);
        }

        foreach (var (name, value) in attributes.UserMetadata)
        {
            request.Answer(ObjectHeaders.MetadataHeader(name), value);
        }

        request.Answer("Accept-Ranges", "bytes");
        request.Answer("x-amz-storage-class", attributes.StorageClass == "STANDARD" ? null : attributes.StorageClass);
        request.Answer("x-amz-website-redirect-location", attributes.WebsiteRedirect);
        request.Answer("x-amz-tagging-count", attributes.Tags.Count == 0 ? null : attributes.Tags.Count.ToString(CultureInfo.InvariantCulture));
        EncryptionHeaders.Answer(request, attributes.Encryption);
        Validators(request, version);
    }

    /// <summary>The headers that a 304 has too.</summary>
    public static void Validators(S3Request request, ObjectVersion version)
    {
        request.Answer("ETag", Quoted(version.Stored.ETag));
        request.Answer("Last-Modified", XmlAnswer.Rfc1123(version.Modified));
        VersionId(request, version.VersionId);
    }

    /// <summary>The version's id, where the bucket has versions at all.</summary>
    public static void VersionId(S3Request request, string versionId) =>
        request.Answer("x-amz-version-id", request.Bucket.Settings.Versioning == Versioning.Never ? null : versionId);

    /// <summary>The headers of a checksum, and what it is over.</summary>
    public static void Checksums(S3Request request, IReadOnlyList<Checksum> checksums, ChecksumType type)
    {
        foreach (var checksum in checksums)
        {
            request.Answer(checksum.Algorithm.HeaderName(), checksum.ToString());
            request.Answer("x-amz-checksum-type", TypeName(type));
        }
    }

    /// <summary>The elements of a checksum.</summary>
    public static void Write(XmlWriter writer, IReadOnlyList<Checksum> checksums)
    {
        foreach (var checksum in checksums)
        {
            writer.Element(ElementName(checksum.Algorithm), checksum.ToString());
        }
    }

    /// <summary>The element that carries a value: <c>ChecksumCRC32</c>.</summary>
    public static string ElementName(ChecksumAlgorithm algorithm) => "Checksum" + algorithm.WireName();

    /// <summary>The word for what a checksum is over.</summary>
    public static string TypeName(ChecksumType type) => type == ChecksumType.Composite ? "COMPOSITE" : "FULL_OBJECT";

    /// <summary>An ETag as HTTP wants it.</summary>
    public static string Quoted(string etag) => $"\"{etag}\"";
}
