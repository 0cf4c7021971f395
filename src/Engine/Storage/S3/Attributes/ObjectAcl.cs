using Amazon.S3.Model;

namespace S3Sync.Storage.S3.Attributes;

/// <summary>Who may do what with an object, as far as canned ACLs have words for it. "Access control list (ACL) overview", Amazon S3 User Guide.</summary>
/// <param name="Canned">The canned ACL that gives the same; null when none does.</param>
/// <param name="Nameless">What it grants beyond any canned ACL, in words; null when nothing.</param>
internal sealed record ObjectAcl(string? Canned, string? Nameless)
{
    /// <summary>The ACL of a new object.</summary>
    public const string Private = "private";

    private const string Groups = "http://acs.amazonaws.com/groups/global/";

    // The team that fetches machine images, by the canonical id that aws-exec-read grants to.
    private const string MachineImages = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";

    /// <summary>What another user than the owner may do, when there is one grant of that kind: the bucket's owner, perhaps.</summary>
    public string? OtherUserMay { get; private init; }

    /// <summary>Whether it is what a canned ACL would give. Which user owns the bucket is not known, so one other user is taken for that.</summary>
    public bool Is(string canned) => canned switch
    {
        "bucket-owner-full-control" => Canned == Private || OtherUserMay == "FULL_CONTROL",
        "bucket-owner-read" => Canned == Private || OtherUserMay == "READ",
        _ => Canned == canned,
    };

    /// <summary>What an endpoint tells of an ACL.</summary>
    public static ObjectAcl Of(IReadOnlyList<S3Grant> grants, string? owner)
    {
        var others = grants.Where(grant => !IsOwners(grant, owner)).Select(static grant => (Who: WhoOf(grant), May: grant.Permission?.Value ?? "")).Distinct().ToList();
        var canned = CannedOf(others);
        return new(canned, canned is null ? $"{others[0].May} for \"{others[0].Who}\"" : null)
        {
            OtherUserMay = others is [var (who, may)] && !who.StartsWith("http", StringComparison.Ordinal) ? may : null,
        };
    }

    private static string? CannedOf(List<(string Who, string May)> others) => others switch
    {
        [] => Private,
        [(Groups + "AllUsers", "READ")] => "public-read",
        [(Groups + "AuthenticatedUsers", "READ")] => "authenticated-read",
        [(MachineImages, "READ")] => "aws-exec-read",
        [(Groups + "AllUsers", "READ" or "WRITE"), (Groups + "AllUsers", "READ" or "WRITE")] => "public-read-write",
        _ => null,
    };

    private static bool IsOwners(S3Grant grant, string? owner) => grant.Permission?.Value == "FULL_CONTROL" && grant.Grantee?.CanonicalUser == owner && owner is not null;

    private static string WhoOf(S3Grant grant) => grant.Grantee?.URI ?? grant.Grantee?.CanonicalUser ?? grant.Grantee?.EmailAddress ?? "";
}
