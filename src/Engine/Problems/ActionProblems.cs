using System.Globalization;

namespace S3Sync.Problems;

/// <summary>What can go wrong with an assumed role, and with a run that is a step of a workflow.</summary>
public static class ActionProblems
{
    /// <summary>The role does not trust whoever asks.</summary>
    public static Problem RoleDenied(string role, string answer) => new(
        "S3S820", $"The role \"{role}\" may not be assumed ({Problem.Quoted(answer)}). Its trust policy must allow sts:AssumeRoleWithWebIdentity for the identity provider, with conditions on 'aud' and 'sub' that this repository and branch or environment meet.");

    /// <summary>STS does not accept the identity token: wrong audience, unknown issuer, run out.</summary>
    public static Problem IdentityRefused(string role, string answer) => new(
        "S3S821", $"The identity token for the role \"{role}\" was not accepted ({Problem.Quoted(answer)}). The audience must be one that the account's identity provider for this issuer lists; by default it is sts.amazonaws.com.");

    /// <summary>STS says that the request itself is wrong: the ARN, the session's name, a duration above the role's limit.</summary>
    public static Problem RoleInvalid(string role, string answer) => new(
        "S3S822", $"STS does not take the request for the role \"{role}\" ({Problem.Quoted(answer)}). Check the ARN, the session name, and that the duration is within the role's maximum.");

    /// <summary>Any other refusal of STS.</summary>
    public static Problem StsRefused(string role, string endpoint, string answer) => new(
        "S3S823", $"{endpoint} gave no keys for the role \"{role}\" ({Problem.Quoted(answer)}). Run again later, or check that STS is active in this region.");

    /// <summary>STS could not be reached.</summary>
    public static Problem StsUnreachable(string role, string endpoint, string cause) => new(
        "S3S824", $"No answer from {endpoint} for the role \"{role}\" ({Problem.Quoted(cause)}). Check the endpoint, the region and the network, then run again.");

    /// <summary>The job may not ask for identity tokens.</summary>
    public static Problem TokenNotPermitted(string origin, string role) => new(
        "S3S825", $"{origin} is '{role}', but this job may not ask for an identity token. Add 'permissions: id-token: write' (and 'contents: read') to the job; a run for a pull request from a fork never gets one.");

    /// <summary>A role is to be assumed where no identity token is to be had.</summary>
    public static Problem NoTokenHere(string origin, string role) => new(
        "S3S826", $"{origin} is '{role}', but identity tokens are to be had in jobs of GitHub Actions alone. Elsewhere give a profile that assumes the role, or AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE.");

    /// <summary>The service that issues identity tokens refused.</summary>
    public static Problem TokenRefused(string audience, string answer) => new(
        "S3S827", $"GitHub issued no identity token for the audience \"{audience}\" ({Problem.Quoted(answer)}). Check 'permissions: id-token: write' of the job, or run it again.");

    /// <summary>A role is asked for, and no end is in S3 that it could sign for.</summary>
    public static Problem RoleUnused(string origin, string role) => new(
        "S3S829", $"{origin} is '{role}', but every end in S3 has keys, a profile or an endpoint of its own in this process. Leave it out.");

    /// <summary>An input that is no switch's value.</summary>
    public static Problem NotABoolean(string origin, string text) => new(
        "S3S830", $"{origin} is '{text}', which is no boolean. Write true or false.");

    /// <summary>An input that the action does not have, with the nearest one that it has.</summary>
    public static Problem InputMistyped(string name, string nearest) => new(
        "S3S831", $"The input '{name}' is not known. Write '{nearest}', if that is what is meant.");

    /// <summary>An input that the action does not have.</summary>
    public static Problem InputUnknown(string name) => new(
        "S3S832", $"The input '{name}' is not known. docs/action.md lists all inputs.");

    /// <summary>The action was given arguments.</summary>
    public static Problem ArgumentsUnread(string argument) => new(
        "S3S833", $"The action takes no arguments, and got '{argument}'. Give inputs under 'with:' by their own names, without 'args'.");

    /// <summary>A folder that an input names is not there.</summary>
    public static Problem FolderMissing(string origin, string text) => new(
        "S3S834", $"{origin} is '{text}', which is no folder in the workspace. Name one relative to the workspace, and check out or build before this step.");

    /// <summary>A profile is asked for where no profiles can be.</summary>
    public static Problem NoProfilesInContainer(string origin, string profile, string home) => new(
        "S3S835", $"{origin} is '{profile}', but there are no profiles in '{home}': HOME inside of a container action is not the runner's own, so files of earlier steps are not seen. Use role-to-assume, or let the earlier step export AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.");

    /// <summary>A file through which the runner is told things could not be written.</summary>
    public static Problem CommandFileUnwritable(string variable, string path, string cause) => new(
        "S3S836", $"'{path}', which {variable} names, could not be written ({Problem.Quoted(cause)}). Later steps do not learn what this one did.");

    /// <summary>A file could not be given to the owner of the workspace.</summary>
    public static Problem OwnerUnchanged(string path, string cause) => new(
        "S3S837", $"'{path}' could not be given to the owner of the workspace ({Problem.Quoted(cause)}). Later steps may not be able to change it.");

    /// <summary>More problems than the runner shows beside the code.</summary>
    public static Problem MoreProblems(long count) => new(
        "S3S838", string.Create(CultureInfo.InvariantCulture, $"{count} more problems are in the job summary and in the log of this step."));

    /// <summary>The step fails because of what fail-on asks for.</summary>
    public static Problem FailsOn(string origin, string text, string result) => new(
        "S3S839", $"{origin} is '{text}', and the result is '{result}', so this step fails.");

    /// <summary>The run ended before there was a report of it.</summary>
    public static Problem EndedEarly(string result) => new(
        "S3S840", $"The run ended before there was a report, so the result is '{result}'. The log of this step says why.");
}
