using S3Sync.Integrity;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Content;

/// <summary>
/// The additional checksum that a client announced for its content: in a header, in a trailer, or none, for which S3 computes CRC64NVME.
/// "Checking object integrity for data uploads", Amazon S3 User Guide.
/// </summary>
/// <param name="Algorithm">What is computed over the content.</param>
/// <param name="IsAsked">Whether the client named it.</param>
internal sealed record ExpectedChecksum(ChecksumAlgorithm Algorithm, bool IsAsked)
{
    private const string Prefix = "x-amz-checksum-";

    // Headers that begin like a checksum and are not one.
    private static readonly string[] NotValues = ["x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-checksum-mode"];

    private byte[]? _digest;
    private bool _inTrailer;

    /// <summary>Reads the headers.</summary>
    public static ExpectedChecksum Of(S3Request request)
    {
        var inHeader = request.HeaderNames.Select(name => name.ToLowerInvariant()).Where(IsValue).ToList();
        var inTrailer = (request.Header("x-amz-trailer") ?? string.Empty).Split(',', StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()).Where(IsValue).ToList();
        if (inHeader.Count + inTrailer.Count > 1)
        {
            throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        var name = inHeader.Concat(inTrailer).SingleOrDefault();
        CheckAnnounced(request.Header("x-amz-sdk-checksum-algorithm"), name);
        if (name is null)
        {
            return new(ChecksumAlgorithm.Crc64Nvme, IsAsked: false);
        }

        var algorithm = AlgorithmOf(name);
        return new(algorithm, IsAsked: true)
        {
            _digest = inHeader.Count == 1 ? Digest(algorithm, request.Header(name) ?? string.Empty) : null,
            _inTrailer = inTrailer.Count == 1,
        };
    }

    /// <summary>A header's value as the algorithm's digest.</summary>
    public static byte[] Digest(ChecksumAlgorithm algorithm, string text)
    {
        var digest = new byte[algorithm.DigestLength()];
        return Convert.TryFromBase64String(text, digest, out var length) && length == digest.Length
            ? digest
            : throw S3Errors.InvalidRequest($"Value for {algorithm.HeaderName()} header is invalid.");
    }

    /// <summary>Refuses content with another digest; called after the content was read to its end.</summary>
    public void Verify(byte[] actual, IReadOnlyDictionary<string, string> trailer)
    {
        var expected = _inTrailer
            ? Digest(Algorithm, trailer.TryGetValue(Algorithm.HeaderName(), out var text) ? text : throw S3Errors.InvalidRequest($"The trailer {Algorithm.HeaderName()} was announced and not sent."))
            : _digest;
        if (expected is not null && !actual.AsSpan().SequenceEqual(expected))
        {
            throw S3Errors.BadDigest(Algorithm.WireName());
        }
    }

    private static bool IsValue(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && !NotValues.Contains(name);

    private static ChecksumAlgorithm AlgorithmOf(string name) =>
        ChecksumAlgorithms.TryParse(name[Prefix.Length..].ToUpperInvariant(), out var algorithm) ? algorithm : throw S3Errors.NotImplemented(name);

    private static void CheckAnnounced(string? announced, string? name)
    {
        if (announced is null)
        {
            return;
        }

        if (!ChecksumAlgorithms.TryParse(announced.ToUpperInvariant(), out var algorithm))
        {
            throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
        }

        if (name is null)
        {
            throw S3Errors.InvalidRequest("x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }

        if (name != algorithm.HeaderName())
        {
            throw S3Errors.InvalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
    }
}
