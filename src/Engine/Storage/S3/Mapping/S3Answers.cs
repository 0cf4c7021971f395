using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace S3Sync.Storage.S3.Mapping;

/// <summary>
/// Answers that look like success and are none: CopyObject, UploadPartCopy and CompleteMultipartUpload may send 200 first and an error in
/// the body later ("CopyObject", Amazon S3 API Reference). They are put into the form of an error, so that the funnel treats them as one.
/// </summary>
internal static class S3Answers
{
    /// <summary>A 200 without the result it must have.</summary>
    public static AmazonS3Exception Incomplete() =>
        new("the answer has no result in it", ErrorType.Receiver, "InternalError", null, HttpStatusCode.OK);
}
