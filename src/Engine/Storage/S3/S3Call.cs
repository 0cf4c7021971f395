using System.Runtime.CompilerServices;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3;

/// <summary>One kind of request, as the sentences about it need it.</summary>
/// <param name="Words">What it does, to be followed by the place: <c>Uploading</c>.</param>
/// <param name="Action">The permission it needs. "Actions, resources, and condition keys for Amazon S3", Service Authorization Reference.</param>
/// <param name="Name">Its name in logs: that of the property that is it.</param>
internal sealed record S3Call(string Words, string Action, [CallerMemberName] string Name = "")
{
    public static S3Call List { get; } = new("Listing", "s3:ListBucket");

    public static S3Call ListVersions { get; } = new("Listing the versions of", "s3:ListBucketVersions");

    public static S3Call GetVersioning { get; } = new("Asking for the versioning of", "s3:GetBucketVersioning");

    public static S3Call PutTags { get; } = new("Writing the tags of", "s3:PutObjectTagging") { Missing = FailureKind.Gone };

    public static S3Call DeleteTags { get; } = new("Removing the tags of", "s3:DeleteObjectTagging") { Missing = FailureKind.Gone };

    public static S3Call Get { get; } = new("Reading", "s3:GetObject") { Missing = FailureKind.Gone };

    public static S3Call Head { get; } = new("Describing", "s3:GetObject") { Missing = FailureKind.Gone };

    public static S3Call GetTags { get; } = new("Reading the tags of", "s3:GetObjectTagging") { Missing = FailureKind.Gone };

    public static S3Call Put { get; } = new("Writing", "s3:PutObject") { IsBound = true };

    public static S3Call CreateUpload { get; } = new("Beginning the upload of", "s3:PutObject") { Grace = StallGuard.Grace };

    public static S3Call UploadPart { get; } = new("Uploading a part of", "s3:PutObject") { Missing = FailureKind.Broken };

    public static S3Call Complete { get; } = new("Completing the upload of", "s3:PutObject") { IsBound = true, Missing = FailureKind.Broken, Patience = StallGuard.LongPatience };

    public static S3Call Abort { get; } = new("Aborting the upload of", "s3:AbortMultipartUpload") { Missing = FailureKind.Broken };

    public static S3Call ListParts { get; } = new("Listing the parts of", "s3:ListMultipartUploadParts") { Missing = FailureKind.Broken };

    public static S3Call GetAcl { get; } = new("Reading the ACL of", "s3:GetObjectAcl") { Missing = FailureKind.Gone };

    public static S3Call Copy { get; } = new("Copying to", "s3:PutObject here and s3:GetObject at the source") { Missing = FailureKind.Gone, Patience = StallGuard.LongPatience };

    public static S3Call Delete { get; } = new("Deleting", "s3:DeleteObject") { Missing = FailureKind.Gone, Grace = StallGuard.Grace };

    public static S3Call ListUploads { get; } = new("Listing the uploads of", "s3:ListBucketMultipartUploads");

    /// <summary>A condition that does not hold is one on the target, not on what is read.</summary>
    public bool IsBound { get; init; }

    /// <summary>What 404 means when it names no cause: the object of a read is gone, a write was refused, an upload is unknown.</summary>
    public FailureKind Missing { get; init; } = FailureKind.Permanent;

    /// <summary>How long an attempt that was sent may still be answered when it is cancelled: what it did must be known.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>How long it may move no byte.</summary>
    public TimeSpan Patience { get; init; } = StallGuard.Patience;
}
