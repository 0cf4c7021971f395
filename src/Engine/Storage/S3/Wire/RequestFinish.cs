using System.Globalization;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3.Model;
using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Wire;

/// <summary>The last hand on a marshalled request before it is signed: what the SDK would do wrongly, or twice, is put right here.</summary>
internal sealed class RequestFinish : RequestStep
{
    protected override void Take(IRequestContext context)
    {
        var request = context.Request;
        if (PayloadNote.Of(context) is { } payload)
        {
            FinishBody(request, payload);
        }
        else if (request.OriginalRequest is GetObjectRequest or GetObjectMetadataRequest)
        {
            // Asked for here and not by the request's own property, which would make the SDK hash the body as well.
            request.Headers["x-amz-checksum-mode"] = "ENABLED";
        }
        else if (request is { OriginalRequest: DeleteObjectsRequest, ContentStream: PooledContentStream xml })
        {
            // Stores older than the checksum header accept a batch only with its MD5 ("DeleteObjects", Amazon S3 API Reference).
            request.Headers["Content-MD5"] = Convert.ToBase64String(MD5.HashData(xml.Content.Span));
        }
    }

    private static void FinishBody(IRequest request, PayloadStream payload)
    {
        // The SDK wraps a part's stream to cut it to the part's size; ours is exactly the part.
        request.ContentStream = payload;
        request.Headers["Content-Length"] = payload.Length.ToString(CultureInfo.InvariantCulture);
        if (payload.Body.Sha256Hex is { } sha256)
        {
            // The signer drops a header that is already there, but takes this.
            request.UseChunkEncoding = false;
            request.PrecomputedContentSha256 = sha256;
        }
        else
        {
            FollowByTrailer(request, payload.Body.TrailerAlgorithm);
        }
    }

    // "Signature Calculations … Using AWS Signature Version 4: Including Trailing Headers", Amazon S3 API Reference.
    private static void FollowByTrailer(IRequest request, ChecksumAlgorithm algorithm)
    {
        request.UseChunkEncoding = true;
        request.SelectedChecksum = algorithm switch
        {
            ChecksumAlgorithm.Crc32 => CoreChecksumAlgorithm.CRC32,
            ChecksumAlgorithm.Crc32C => CoreChecksumAlgorithm.CRC32C,
            ChecksumAlgorithm.Crc64Nvme => CoreChecksumAlgorithm.CRC64NVME,
            ChecksumAlgorithm.Sha1 => CoreChecksumAlgorithm.SHA1,
            ChecksumAlgorithm.Sha256 => CoreChecksumAlgorithm.SHA256,
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
        };
        request.TrailingHeaders[algorithm.HeaderName()] = string.Empty;
        request.Headers["x-amz-sdk-checksum-algorithm"] = algorithm.WireName();
    }
}
