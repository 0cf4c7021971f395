using Amazon.Runtime;
using Amazon.S3.Model;
using S3Sync.Storage.S3.Side;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>
/// Puts the side's headers on the SDK's requests, under the signature; sessions of directory buckets, which the SDK begins by itself, included.
/// What a request says itself, such as the ACL of its object, stays.
/// </summary>
internal sealed class SideStep(SideHeaders side) : RequestStep
{
    protected override void Take(IRequestContext context)
    {
        foreach (var (name, value) in HeadersFor(context.OriginalRequest))
        {
            context.Request.Headers.TryAdd(name, value);
        }
    }

    private KeyValuePair<string, string>[] HeadersFor(AmazonWebServiceRequest request) => request switch
    {
        InitiateMultipartUploadRequest => side.OfNewObject,
        CopyObjectRequest => side.OfCopy,
        CopyPartRequest => side.OfCopiedPart,
        CompleteMultipartUploadRequest or ListPartsRequest or GetObjectAttributesRequest or GetObjectRequest or GetObjectMetadataRequest or UploadPartRequest => side.OfContent,
        PutObjectRequest => side.OfNewObject,
        CreateSessionRequest => side.OfSession,

        // They know no such header ("GetBucketVersioning", "DeleteObjectTagging", Amazon S3 API Reference).
        GetBucketVersioningRequest or DeleteObjectTaggingRequest => [],
        _ => side.Plain,
    };
}
