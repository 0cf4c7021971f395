using System.Text.Json.Serialization;

namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>One thing that happened in a bucket. Exactly one of the members is set, but for a put that also ends an upload.</summary>
internal sealed record JournalRecord
{
    /// <summary>The bucket was made or its settings changed.</summary>
    public BucketSettings? Settings { get; init; }

    /// <summary>A version became the newest of its key; one with the same version id is gone.</summary>
    public ObjectVersion? Put { get; init; }

    /// <summary>What is kept beside a version changed (tags, ACL).</summary>
    public ObjectVersion? Update { get; init; }

    /// <summary>A version is gone for good.</summary>
    public VersionName? Remove { get; init; }

    /// <summary>A multipart upload was begun.</summary>
    public MultipartUpload? Upload { get; init; }

    /// <summary>A part was stored.</summary>
    public UploadedPart? Part { get; init; }

    /// <summary>The id of a multipart upload that ended, completed or aborted.</summary>
    public string? Ended { get; init; }
}

/// <summary>Which version of which key.</summary>
/// <param name="Key">The key.</param>
/// <param name="VersionId">The version id.</param>
internal sealed record VersionName(string Key, string VersionId);

/// <summary>A part of an upload.</summary>
/// <param name="UploadId">The upload.</param>
/// <param name="Part">The part.</param>
internal sealed record UploadedPart(string UploadId, StoredPart Part);

/// <summary>How journal records are written.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalRecord))]
internal sealed partial class JournalFormat : JsonSerializerContext;
