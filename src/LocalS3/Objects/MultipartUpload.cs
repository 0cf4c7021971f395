using System.Text.Json.Serialization;
using S3Sync.Integrity;

namespace S3Sync.LocalS3.Objects;

/// <summary>A multipart upload that was begun. Immutable but for its parts, which the bucket's lock guards.</summary>
/// <param name="Id">The upload id; ids sort by the time they were made.</param>
/// <param name="Key">The key it will become.</param>
/// <param name="Initiated">When it was begun.</param>
/// <param name="Attributes">What the object will keep.</param>
internal sealed record MultipartUpload(string Id, string Key, DateTime Initiated, ObjectAttributes Attributes)
{
    /// <summary>The checksum that was asked for; null when none was, and CRC64NVME is kept of its own accord.</summary>
    public ChecksumAlgorithm? Asked { get; init; }

    /// <summary>Whether the object's checksum is over its content or over the parts' digests.</summary>
    public ChecksumType ChecksumType { get; init; }

    /// <summary>The algorithm that is computed for every part.</summary>
    [JsonIgnore]
    public ChecksumAlgorithm Algorithm => Asked ?? ChecksumAlgorithm.Crc64Nvme;

    /// <summary>The parts so far, by number.</summary>
    [JsonIgnore]
    public SortedDictionary<int, StoredPart> Parts { get; } = [];
}
