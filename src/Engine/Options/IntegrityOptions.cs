namespace S3Sync.Options;

/// <summary>What is verified, and with which checksum.</summary>
public sealed record IntegrityOptions
{
    /// <summary>The additional checksum sent with every upload; by default CRC64NVME where the endpoint takes it.</summary>
    public Integrity.ChecksumAlgorithm? AdditionalChecksumAlgorithm { get; init; }

    /// <summary>Verify the stored additional checksum of source objects besides the ETag.</summary>
    public bool EnableAdditionalChecksum { get; init; }

    /// <summary>Do not compare additional checksums, sent or stored ones. They are sent and stored all the same.</summary>
    public bool DisableAdditionalChecksumVerify { get; init; }

    /// <summary>Do not verify by ETag.</summary>
    public bool DisableETagVerify { get; init; }

    /// <summary>Send no Content-MD5 with uploads, and do not verify them by ETag: no MD5 is computed.</summary>
    public bool DisableContentMd5Header { get; init; }

    /// <summary>Leave uploaded payloads out of the request's signature: no SHA-256 is computed for it.</summary>
    public bool DisablePayloadSigning { get; init; }

    /// <summary>Keep CRC32 and CRC32C of objects in parts over the full object, not over the parts.</summary>
    public bool FullObjectChecksum { get; init; }

    /// <summary>Do not verify objects in parts by what depends on their parts: ETags of parts and composite checksums.</summary>
    public bool DisableMultipartVerify { get; init; }

    /// <summary>Objects of directory buckets get no CRC64NVME by themselves, and it is not verified.</summary>
    public bool DisableExpressOneZoneAdditionalChecksum { get; init; }

    /// <summary>What nothing could verify is a failure.</summary>
    public bool RequireVerification { get; init; }
}
