namespace S3Sync.Problems;

/// <summary>What concerns rules: what the objects that some patterns match are written with.</summary>
public static class RuleProblems
{
    /// <summary>A pattern of a rule that would never match, or not as it looks. What is wrong, and what to write, are in words.</summary>
    public static Problem PatternInvalid(string origin, string rule, string pattern, string what, string instead) => new("S3S740",
        $"{origin}: the pattern \"{pattern}\" of {rule} cannot be used: {what}; {instead}.");

    /// <summary>A rule without a pattern of what it matches.</summary>
    public static Problem NothingToMatch(string origin, string rule) => new("S3S741",
        $"{origin}: \"{rule}\" matches nothing, because it has no pattern under \"match\". Give at least one, such as \"**\" for every object.");

    /// <summary>Rules for a target that has no headers.</summary>
    public static Problem NoEffect(string target, int count) => new("S3S742",
        $"The rules ({count} of them) have no effect: the target \"{target}\" is a directory, whose files have no headers. Name a bucket as the target, or leave the rules out.");

    /// <summary>A pattern of a rule has matched no object of the whole run; under "match" or under "exclude".</summary>
    public static Problem PatternUnused(string origin, string rule, string list, string pattern) => new("S3S743",
        $"{origin}: the pattern \"{pattern}\" under \"{list}\" of {rule} matched no object. Patterns are over keys relative to SOURCE, told apart by case, and * stops at a slash. Mend it, or leave it out.");

    /// <summary>A glob of what is excluded has matched nothing of the whole run; a warning.</summary>
    public static Problem ExcludeUnused(string glob) => new("S3S748",
        $"The pattern \"{glob}\" of \"exclude\" matched nothing. Patterns are over keys relative to SOURCE, told apart by case, and * stops at a slash. Mend it, or leave it out.");

    /// <summary>A glob of what is protected has matched nothing that only the target has; a warning.</summary>
    public static Problem ProtectUnused(string glob) => new("S3S749",
        $"The pattern \"{glob}\" of \"protect\" matched nothing that only the target has. Patterns are over keys relative to TARGET, told apart by case, and * stops at a slash. Mend it, or leave it out.");

    /// <summary>An object whose headers are to be other ones was replaced by somebody else meanwhile; a warning.</summary>
    public static Problem ChangedBeforeRestamp(string place) => new("S3S744",
        $"The headers of \"{place}\" were left as they are: the object is not the one that was compared, somebody else has written it meanwhile. Run again to compare anew.");

    /// <summary>An object was copied onto itself for its headers, and what is stored now disagrees with what it was; it is uploaded again.</summary>
    public static Problem CopyDiffers(string place, string cause) => new("S3S745",
        $"\"{place}\" was copied onto itself for its headers, and is not proven to have kept its content: {cause} It is transferred again from the source.");

    /// <summary>An ACL has a grant that no canned ACL expresses; a copy onto itself would lose it, so the object is left as it is.</summary>
    public static Problem GrantWithoutName(string place, string grant) => new("S3S746",
        $"The headers of \"{place}\" were left as they are: its ACL has {grant}, which no canned ACL expresses, so a copy onto itself would lose it. Give its rule an \"acl\" that may take its place, leave it out of the rule, or pass --check-headers never.");

    /// <summary>The ACL of an object cannot be read; a copy onto itself would lose it, so the object is left as it is.</summary>
    public static Problem AclUnreadable(string place, string cause) => new("S3S747",
        $"The headers of \"{place}\" were left as they are: its ACL could not be read, and a copy onto itself would lose it ({cause}). Allow s3:GetObjectAcl, or pass --check-headers never.");
}
