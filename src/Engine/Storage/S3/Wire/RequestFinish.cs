using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3.Model;
using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Wire;

/// <summary>The last hand on a marshalled request before it is signed: what the SDK would do wrongly, or twice, is put right here.</summary>
internal sealed class RequestFinish : PipelineHandler
{
    private const string PayloadHash = "X-Amz-Content-SHA256";

    public override void InvokeSync(IExecutionContext executionContext)
    {
        Finish(executionContext.RequestContext.Request);
        base.InvokeSync(executionContext);
    }

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        Finish(executionContext.RequestContext.Request);
        return base.InvokeAsync<T>(executionContext);
    }

    private static void Finish(IRequest request)
    {
        if (request.OriginalRequest is GetObjectRequest or GetObjectMetadataRequest)
        {
            // Asked for here and not by the request's own property, which would make the SDK hash the body as well.
            request.Headers["x-amz-checksum-mode"] = "ENABLED";
        }

        if (PayloadOf(request.OriginalRequest) is { } payload)
        {
            FinishBody(request, payload);
        }
        else if (request is { OriginalRequest: DeleteObjectsRequest { ChecksumAlgorithm: null }, ContentStream: PooledContentStream xml })
        {
            // Stores older than the checksum header accept a batch only with its MD5 ("DeleteObjects", Amazon S3 API Reference).
            request.Headers["Content-MD5"] = Convert.ToBase64String(MD5.HashData(xml.Content.Span));
        }
    }

    private static PayloadStream? PayloadOf(AmazonWebServiceRequest request) => request switch
    {
        PutObjectRequest put => Unwrapped(put.InputStream),
        UploadPartRequest part => Unwrapped(part.InputStream),
        _ => null,
    };

    private static PayloadStream? Unwrapped(Stream? stream) => stream switch
    {
        PayloadStream payload => payload,
        Amazon.Runtime.Internal.Util.WrapperStream wrapper => wrapper.GetNonWrapperBaseStream() as PayloadStream,
        _ => null,
    };

    private static void FinishBody(IRequest request, PayloadStream payload)
    {
        // The SDK wraps a part's stream to cut it to the part's size; ours is exactly the part.
        request.ContentStream = payload;
        request.Headers["Content-Length"] = payload.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (payload.Body.Sha256Hex is { } sha256)
        {
            request.UseChunkEncoding = false;
            request.Headers[PayloadHash] = sha256;
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
            ChecksumAlgorithm.Sha1 => CoreChecksumAlgorithm.SHA1,
            ChecksumAlgorithm.Sha256 => CoreChecksumAlgorithm.SHA256,
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
        };
        request.TrailingHeaders[algorithm.HeaderName()] = string.Empty;
        request.Headers["x-amz-sdk-checksum-algorithm"] = algorithm.WireName();
    }
}
