using S3Sync.LocalS3.Authentication;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Buckets;

/// <summary>CreateSession, with which clients of directory buckets begin.</summary>
/// <param name="sessions">The sessions that are open.</param>
internal sealed class SessionOperations(SessionKeys sessions)
{
    /// <summary>CreateSession.</summary>
    public Task CreateAsync(S3Request request, CancellationToken cancellationToken)
    {
        if (!request.Bucket.IsDirectory)
        {
            throw S3Errors.InvalidRequest("CreateSession is only supported for directory buckets.");
        }

        var isReadOnly = request.Header("x-amz-create-session-mode") switch
        {
            null or "ReadWrite" => false,
            "ReadOnly" => true,
            var other => throw S3Errors.InvalidArgument("x-amz-create-session-mode", other, "The session mode is not valid."),
        };
        var session = sessions.Issue(request.BucketName, isReadOnly);
        return request.AnswerXmlAsync(
            "CreateSessionResult",
            writer => writer.Element("Credentials", () =>
            {
                writer.Element("SessionToken", session.Token);
                writer.Element("SecretAccessKey", session.SecretKey);
                writer.Element("AccessKeyId", session.AccessKey);
                writer.Element("Expiration", session.Expires.UtcDateTime);
            }),
            cancellationToken);
    }
}
