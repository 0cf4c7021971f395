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
        var asked = OptionBinder.Bind(RoleDefinitions.Group.Options, values, "", problems); // none of them is a path
        if (asked.Role is not { } arn || values.Of(RoleDefinitions.Role.Name) is not { Origin: var origin })
        {
            return sync;
        }

        var tokens = new IdentityTokens(job, asked.Audience, time) { Fetched = Secret };
        if (!tokens.CanAsk)
        {
            problems.Add(job.IsJob ? ActionProblems.TokenNotPermitted(origin, arn) : ActionProblems.NoTokenHere(origin, arn));
            return sync;
        }

        var (source, target) = (sync.Options.SourceS3, sync.Options.TargetS3);
        var (forSource, forTarget) = (IsFree(sync.Source, source, folder), IsFree(sync.Target, target, folder));
        if (!forSource && !forTarget)
        {
            problems.Add(ActionProblems.RoleUnused(origin, arn));
        }

        var role = new AssumedRole
        {
            Arn = arn,
            FetchToken = tokens.FetchAsync,
            SessionName = asked.SessionName,
            Duration = TimeSpan.FromSeconds(asked.DurationSeconds),
            StsEndpoint = asked.StsEndpoint,
            Issued = Told,
        };
        return sync with
        {
            Options = sync.Options with
            {
                SourceS3 = forSource ? source with { Role = role } : source,
                TargetS3 = forTarget ? target with { Role = role } : target,
            },
        };
    }

    private void Told(IssuedKeys keys)
    {
        foreach (var secret in new[] { keys.AccessKey, keys.SecretAccessKey, keys.SessionToken })
        {
            Secret(secret);
        }
    }

    private static bool IsFree(Location end, S3SideOptions side, EndpointFolder? folder) =>
        end is S3Location && side is { AccessKey: null, Profile: null, NoSignRequest: false } && !(folder is not null && EndpointFolder.Serves(end, side));
}
