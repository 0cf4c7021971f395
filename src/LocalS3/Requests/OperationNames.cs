using Microsoft.AspNetCore.Http;

namespace S3Sync.LocalS3.Requests;

/// <summary>The name of the operation that a request asks for, as the Amazon S3 API Reference spells it.</summary>
internal static class OperationNames
{
    /// <summary>For a request that fits no operation.</summary>
    public const string Unknown = "Unknown";

    private static readonly IReadOnlyDictionary<string, string> ObjectParts = new Dictionary<string, string>
    {
        ["acl"] = "ObjectAcl",
        ["tagging"] = "ObjectTagging",
        ["attributes"] = "ObjectAttributes",
        ["retention"] = "ObjectRetention",
        ["legal-hold"] = "ObjectLegalHold",
        ["torrent"] = "ObjectTorrent",
        ["annotation"] = "ObjectAnnotation",
        ["renameObject"] = "ObjectName",
    };

    private static readonly IReadOnlyDictionary<string, string> BucketParts = new Dictionary<string, string>
    {
        ["acl"] = "BucketAcl",
        ["tagging"] = "BucketTagging",
        ["versioning"] = "BucketVersioning",
        ["location"] = "BucketLocation",
        ["policy"] = "BucketPolicy",
        ["policyStatus"] = "BucketPolicyStatus",
        ["lifecycle"] = "BucketLifecycleConfiguration",
        ["cors"] = "BucketCors",
        ["encryption"] = "BucketEncryption",
        ["object-lock"] = "ObjectLockConfiguration",
        ["website"] = "BucketWebsite",
        ["logging"] = "BucketLogging",
        ["notification"] = "BucketNotificationConfiguration",
        ["replication"] = "BucketReplication",
        ["requestPayment"] = "BucketRequestPayment",
        ["accelerate"] = "BucketAccelerateConfiguration",
        ["ownershipControls"] = "BucketOwnershipControls",
        ["publicAccessBlock"] = "PublicAccessBlock",
        ["inventory"] = "BucketInventoryConfiguration",
        ["analytics"] = "BucketAnalyticsConfiguration",
        ["metrics"] = "BucketMetricsConfiguration",
        ["intelligent-tiering"] = "BucketIntelligentTieringConfiguration",
    };

    public static string Of(string method, RequestTarget target, IHeaderDictionary headers)
    {
        if (target.Bucket is null) return HttpMethods.IsGet(method) ? "ListBuckets" : Unknown;
        return target.Key is null ? OfBucket(method, target) : OfObject(method, target, headers);
    }

    private static string OfObject(string method, RequestTarget target, IHeaderDictionary headers)
    {
        if (HttpMethods.IsHead(method)) return "HeadObject";
        if (HttpMethods.IsPost(method)) return OfPost(target);
        if (Part(ObjectParts, target) is string part) return Verb(method) + part;
        var upload = target.Query.Count > 0 && target.Has("uploadId");
        if (HttpMethods.IsGet(method)) return upload ? "ListParts" : "GetObject";
        if (HttpMethods.IsDelete(method)) return upload ? "AbortMultipartUpload" : "DeleteObject";
        if (!HttpMethods.IsPut(method)) return Unknown;
        var copies = headers.ContainsKey("x-amz-copy-source");
        if (upload) return copies ? "UploadPartCopy" : "UploadPart";
        return copies ? "CopyObject" : "PutObject";
    }

    private static string OfPost(RequestTarget target) =>
        target.Has("uploads") ? "CreateMultipartUpload"
        : target.Has("uploadId") ? "CompleteMultipartUpload"
        : target.Has("restore") ? "RestoreObject"
        : target.Has("select") ? "SelectObjectContent"
        : Unknown;

    private static string OfBucket(string method, RequestTarget target)
    {
        if (HttpMethods.IsHead(method)) return "HeadBucket";
        if (HttpMethods.IsPost(method)) return target.Has("delete") ? "DeleteObjects" : Unknown;
        if (Part(BucketParts, target) is string part) return Verb(method) + part;
        if (HttpMethods.IsPut(method)) return "CreateBucket";
        if (HttpMethods.IsDelete(method)) return "DeleteBucket";
        return HttpMethods.IsGet(method) ? OfListing(target) : Unknown;
    }

    private static string OfListing(RequestTarget target) =>
        target["list-type"] == "2" ? "ListObjectsV2"
        : target.Has("versions") ? "ListObjectVersions"
        : target.Has("uploads") ? "ListMultipartUploads"
        : target.Has("session") ? "CreateSession"
        : "ListObjects";

    private static string? Part(IReadOnlyDictionary<string, string> parts, RequestTarget target)
    {
        foreach (var (parameter, _) in target.Query)
        {
            if (parts.TryGetValue(parameter, out var name)) return name;
        }

        return null;
    }

    private static string Verb(string method) =>
        HttpMethods.IsGet(method) ? "Get" : HttpMethods.IsPut(method) ? "Put" : HttpMethods.IsDelete(method) ? "Delete" : Unknown;
}
