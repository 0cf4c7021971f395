using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Attributes;

/// <summary>The canned ACLs. "Access control list (ACL) overview", Amazon S3 User Guide.</summary>
internal static class CannedAcl
{
    /// <summary>What an object has when nothing is said.</summary>
    public const string Private = "private";

    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    private const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    private static readonly string[] Names =
        [Private, "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control"];

    /// <summary>Reads x-amz-acl; null when it was not sent.</summary>
    public static string? Of(S3Request request) => request.Header("x-amz-acl") is not { } acl ? null
        : Names.Contains(acl) ? acl
        : throw S3Errors.InvalidArgument("x-amz-acl", acl, "Invalid x-amz-acl value");

    /// <summary>The groups that an ACL lets in, and what for. The bucket's owner owns every object here, so its grants are the owner's.</summary>
    public static IReadOnlyList<(string Group, string Permission)> GrantsOf(string acl) => acl switch
    {
        "public-read" => [(AllUsers, "READ")],
        "public-read-write" => [(AllUsers, "READ"), (AllUsers, "WRITE")],
        "authenticated-read" => [(AuthenticatedUsers, "READ")],
        _ => [],
    };
}
