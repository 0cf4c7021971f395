using S3Sync.Catalog;

namespace S3Sync.Tool.GitHub;

/// <summary>The role that a job of GitHub Actions assumes, without keys that live long.</summary>
internal sealed record RoleOptions
{
    /// <summary>The role's ARN; null for none.</summary>
    public string? Role { get; init; }

    /// <summary>The session's name.</summary>
    public string SessionName { get; init; } = "GitHubActions";

    /// <summary>How long keys are asked for, in seconds.</summary>
    public int DurationSeconds { get; init; } = 3600;

    /// <summary>The audience of the identity token.</summary>
    public string Audience { get; init; } = "sts.amazonaws.com";

    /// <summary>The STS that is asked; null for AWS's own.</summary>
    public string? StsEndpoint { get; init; }
}

/// <summary>The options of an assumed role. Names and defaults are those that people know from aws-actions/configure-aws-credentials.</summary>
internal static class RoleDefinitions
{
    public static OptionDefinition<RoleOptions> Role { get; } = Option<RoleOptions>.Text("role-to-assume", "ARN",
        "In a job of GitHub Actions: assume this IAM role by the job's own identity, for every end in S3 without keys or a profile. The job needs 'permissions: id-token: write'",
        options => options.Role, (options, role) => options with { Role = role }) with
    {
        ReadsPlainName = false,
    };

    public static OptionGroup<RoleOptions> Group { get; } = new("Assumed role",
    [
        Role,
        Option<RoleOptions>.Text("role-session-name", "NAME", "The name of the session, as the account's logs show it",
            options => options.SessionName, (options, name) => options with { SessionName = name }) with { ReadsPlainName = false },
        Option<RoleOptions>.Integer("role-duration-seconds", new(900, 43200) { Unit = "SECONDS" }, "How long each set of keys is asked for; a run that takes longer gets new ones by itself",
            options => options.DurationSeconds, (options, seconds) => options with { DurationSeconds = seconds }) with { ReadsPlainName = false },
        Option<RoleOptions>.Text("audience", "AUDIENCE", "The audience of the identity token, as the account's identity provider lists it",
            options => options.Audience, (options, audience) => options with { Audience = audience }) with { ReadsPlainName = false },
        Option<RoleOptions>.Url("sts-endpoint", "The security token service that is asked for keys, in place of AWS's own one",
            options => options.StsEndpoint, (options, url) => options with { StsEndpoint = url }) with { ReadsPlainName = false },
    ]);
}
