using Microsoft.AspNetCore.Http;

namespace S3Sync.LocalS3.Requests;

/// <summary>
/// Expect: 100-continue where no 100 is sent, because the body is empty or was refused unread: the connection ends with the answer. The client may or
/// may not send the body after all (RFC 9110, 10.1.1), and botocore misreads the answer that follows a final one it did not expect.
/// </summary>
internal static class Expectation
{
    /// <summary>Looks at the request, and decides when its answer starts.</summary>
    public static void Settle(HttpContext context)
    {
        if (context.Request.Headers.Expect.Count == 0)
        {
            return;
        }

        var isEmpty = context.Request.ContentLength is null or 0;
        context.Response.OnStarting(() =>
        {
            if (isEmpty || context.Response.StatusCode >= StatusCodes.Status300MultipleChoices)
            {
                context.Response.Headers.Connection = "close";
            }

            return Task.CompletedTask;
        });
    }
}
