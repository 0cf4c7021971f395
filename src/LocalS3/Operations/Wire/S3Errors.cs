using System.Globalization;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>The refusals of the operations, in S3's own codes. "Error responses", Amazon S3 API Reference.</summary>
internal static class S3Errors
{
    public static S3ErrorException NotImplemented(string what) =>
        new(501, "NotImplemented", $"A header or parameter you provided implies functionality that is not implemented: {what}");

    public static S3ErrorException MethodNotAllowed(string method) =>
        new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.") { Details = Detail("Method", method) };

    public static S3ErrorException NoSuchBucket(string bucket) =>
        new(404, "NoSuchBucket", "The specified bucket does not exist") { Details = Detail("BucketName", bucket) };

    public static S3ErrorException InvalidBucketName(string bucket) =>
        new(400, "InvalidBucketName", "The specified bucket is not valid.") { Details = Detail("BucketName", bucket) };

    public static S3ErrorException BucketAlreadyOwnedByYou(string bucket) =>
        new(409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.") { Details = Detail("BucketName", bucket) };

    public static S3ErrorException BucketNotEmpty(string bucket) =>
        new(409, "BucketNotEmpty", "The bucket you tried to delete is not empty") { Details = Detail("BucketName", bucket) };

    public static S3ErrorException NoSuchKey(string key) => new(404, "NoSuchKey", "The specified key does not exist.") { Details = Detail("Key", key) };

    public static S3ErrorException NoSuchVersion(string key, string versionId) =>
        new(404, "NoSuchVersion", "The specified version does not exist.") { Details = new Dictionary<string, string> { ["Key"] = key, ["VersionId"] = versionId } };

    public static S3ErrorException NoSuchUpload(string uploadId) =>
        new(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.") { Details = Detail("UploadId", uploadId) };

    public static S3ErrorException KeyTooLong(int bytes) =>
        new(400, "KeyTooLongError", "Your key is too long")
        {
            Details = new Dictionary<string, string> { ["Size"] = bytes.ToString(CultureInfo.InvariantCulture), ["MaxSizeAllowed"] = "1024" },
        };

    public static S3ErrorException InvalidUri() => new(400, "InvalidURI", "Couldn't parse the specified URI.");

    public static S3ErrorException InvalidArgument(string name, string value, string message) =>
        new(400, "InvalidArgument", message) { Details = new Dictionary<string, string> { ["ArgumentName"] = name, ["ArgumentValue"] = value } };

    public static S3ErrorException InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static S3ErrorException MalformedXml() =>
        new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static S3ErrorException MissingContentLength() => new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static S3ErrorException IncompleteBody() =>
        new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");

    public static S3ErrorException InvalidDigest(string value) =>
        new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.") { Details = Detail("Content-MD5", value) };

    public static S3ErrorException BadDigest(string name) =>
        new(400, "BadDigest", $"The {name} you specified did not match the calculated checksum.");

    public static S3ErrorException EntityTooSmall(int part, long size) =>
        new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
        {
            Details = new Dictionary<string, string>
            {
                ["ProposedSize"] = size.ToString(CultureInfo.InvariantCulture),
                ["MinSizeAllowed"] = "5242880",
                ["PartNumber"] = part.ToString(CultureInfo.InvariantCulture),
            },
        };

    public static S3ErrorException EntityTooLarge(long size) =>
        new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        {
            Details = new Dictionary<string, string> { ["ProposedSize"] = size.ToString(CultureInfo.InvariantCulture), ["MaxSizeAllowed"] = "5368709120" },
        };

    public static S3ErrorException InvalidPart(int part) =>
        new(400, "InvalidPart", "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
        {
            Details = Detail("PartNumber", part.ToString(CultureInfo.InvariantCulture)),
        };

    public static S3ErrorException InvalidPartOrder() =>
        new(400, "InvalidPartOrder", "The list of parts was not in ascending order. The parts list must be specified in order by part number.");

    public static S3ErrorException InvalidPartNumber(int part, int parts) =>
        new(416, "InvalidPartNumber", "The requested partnumber is not satisfiable")
        {
            Details = new Dictionary<string, string>
            {
                ["PartNumberRequested"] = part.ToString(CultureInfo.InvariantCulture),
                ["ActualPartCount"] = parts.ToString(CultureInfo.InvariantCulture),
            },
        };

    public static S3ErrorException InvalidRange(string range, long size) =>
        new(416, "InvalidRange", "The requested range is not satisfiable")
        {
            Details = new Dictionary<string, string> { ["RangeRequested"] = range, ["ActualObjectSize"] = size.ToString(CultureInfo.InvariantCulture) },
        };

    public static S3ErrorException PreconditionFailed(string condition) =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold") { Details = Detail("Condition", condition) };

    public static S3ErrorException InvalidStorageClass() => new(400, "InvalidStorageClass", "The storage class you specified is not valid");

    public static S3ErrorException InvalidObjectState(string storageClass) =>
        new(403, "InvalidObjectState", "The operation is not valid for the object's storage class") { Details = Detail("StorageClass", storageClass) };

    public static S3ErrorException InvalidTag(string message) => new(400, "InvalidTag", message);

    public static S3ErrorException MetadataTooLarge() => new(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");

    public static S3ErrorException AccessDenied() => new(403, "AccessDenied", "Access Denied");

    private static Dictionary<string, string> Detail(string name, string value) => new() { [name] = value };
}
