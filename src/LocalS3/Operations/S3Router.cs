using Microsoft.AspNetCore.Http;
using S3Sync.LocalS3.Authentication;

namespace S3Sync.LocalS3.Operations;

/// <summary>Finds the operation that a request asks for and carries it out.</summary>
internal sealed class S3Router
{
    public S3Router(LocalS3Settings settings, SessionKeys sessions)
    {
        _ = settings;
        _ = sessions;
    }

    public Task HandleAsync(HttpContext context, AuthenticatedRequest request, CancellationToken cancellationToken) =>
        throw new S3ErrorException(501, "NotImplemented", "A header you provided implies functionality that is not implemented.");
}
