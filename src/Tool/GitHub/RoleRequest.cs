using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Tool.Endpoint;

namespace S3Sync.Tool.GitHub;

/// <summary>Puts the role that was asked for on every end in S3 that nothing else signs for.</summary>
/// <param name="job">The job that vouches for this process.</param>
/// <param name="time">The clock.</param>
internal sealed class RoleRequest(GitHubJob job, TimeProvider time)
{
    /// <summary>Told of each secret before it is used.</summary>
    public Action<string> Secret { get; init; } = static _ => { };

    /// <summary>The request with the role; what is wrong with that is added to <paramref name="problems"/>.</summary>
    public SyncRequest Over(SyncRequest sync, OptionValues values, EndpointFolder? folder, ICollection<Problem> problems)
    {
        if (RoleOf(Read(values, problems), values, problems) is not { } role)
        {
            return sync;
        }

        var (source, target) = (sync.Options.SourceS3, sync.Options.TargetS3);
        var (forSource, forTarget) = (sync.Source is S3Location && IsFree(source, folder), sync.Target is S3Location && IsFree(target, folder));
        Judge(role, forSource || forTarget, values, problems);
        return sync with
        {
            Options = sync.Options with
            {
                SourceS3 = forSource ? source with { Role = role } : source,
                TargetS3 = forTarget ? target with { Role = role } : target,
            },
        };
    }

    /// <summary>The options with the role for what is reached as the target is, which is all that a verification reaches.</summary>
    public SyncOptions OverTarget(SyncOptions options, bool isInS3, OptionValues values, EndpointFolder? folder, ICollection<Problem> problems)
    {
        var asked = Read(values, problems);
        if (!isInS3 || RoleOf(asked, values, problems) is not { } role)
        {
            return options;
        }

        var isFree = IsFree(options.TargetS3, folder);
        Judge(role, isFree, values, problems);
        return isFree ? options with { TargetS3 = options.TargetS3 with { Role = role } } : options;
    }

    /// <summary>Adds what is wrong with the options of a role, whether or not it could be assumed here.</summary>
    public static void Check(OptionValues values, ICollection<Problem> problems) => _ = Read(values, problems);

    // None of them is a path.
    private static RoleOptions Read(OptionValues values, ICollection<Problem> problems) => OptionBinder.Bind(RoleDefinitions.Group.Options, values, "", problems);

    private AssumedRole? RoleOf(RoleOptions asked, OptionValues values, ICollection<Problem> problems)
    {
        if (asked.Role is not { } arn)
        {
            return null;
        }

        var tokens = new IdentityTokens(job, asked.Audience, time) { Fetched = Secret };
        if (!tokens.CanAsk)
        {
            problems.Add(job.IsJob ? ActionProblems.TokenNotPermitted(OriginIn(values), arn) : ActionProblems.NoTokenHere(OriginIn(values), arn));
            return null;
        }

        return new()
        {
            Arn = arn,
            FetchToken = tokens.FetchAsync,
            SessionName = asked.SessionName,
            Duration = TimeSpan.FromSeconds(asked.DurationSeconds),
            StsEndpoint = asked.StsEndpoint,
            Issued = Told,
        };
    }

    private static void Judge(AssumedRole role, bool isUsed, OptionValues values, ICollection<Problem> problems)
    {
        if (!isUsed)
        {
            problems.Add(ActionProblems.RoleUnused(OriginIn(values), role.Arn));
        }
    }

    private static string OriginIn(OptionValues values) => values.Of(RoleDefinitions.Role.Name)?.Origin ?? RoleDefinitions.Role.Shown;

    private void Told(IssuedKeys keys)
    {
        foreach (var secret in new[] { keys.AccessKey, keys.SecretAccessKey, keys.SessionToken })
        {
            Secret(secret);
        }
    }

    // What this process serves itself is signed for by keys of its own.
    private static bool IsFree(S3SideOptions side, EndpointFolder? folder) =>
        side is { AccessKey: null, Profile: null, NoSignRequest: false } && (folder is null || side.EndpointUrl is not null);
}
