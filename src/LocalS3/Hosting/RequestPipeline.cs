using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using S3Sync.LocalS3.Authentication;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Operations;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Hosting;

/// <summary>The way of every request: host check, log, planned faults, signature, operation; and a refusal's way out.</summary>
internal sealed class RequestPipeline(LocalS3Settings settings, RequestAuthenticator authenticator, S3Router router)
{
    private long requests = Stopwatch.GetTimestamp();

    public FaultPlan Faults { get; } = new();

    public RequestLog Log { get; } = new(settings.RequestLogCapacity);

    public FailureLog Failures { get; } = new();

    /// <summary>Frees what waits for a test's word, so that stopping is fast.</summary>
    public Task StoppingAsync() => Task.CompletedTask;

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = AnswerHeaders.RequestId(Interlocked.Increment(ref requests));
        AnswerHeaders.Set(context.Response, requestId);
        try
        {
            HostCheck.Check(context.Request, settings.AcceptAnyHost);
            var target = RequestTarget.Of(context);
            var request = await authenticator.AuthenticateAsync(context, target);
            await router.HandleAsync(context, request, context.RequestAborted);
        }
        catch (S3ErrorException refusal)
        {
            await ErrorDocument.WriteAsync(context, refusal, requestId);
        }
#pragma warning disable CA1031 // The host's edge: whatever an operation throws must become a 500 and be kept for the tests.
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody to answer, and no defect.
            context.Abort();
        }
        catch (BadHttpRequestException)
        {
            await ErrorDocument.WriteAsync(context, Refusals.IncompleteBody(), requestId);
        }
        catch (Exception defect)
#pragma warning restore CA1031
        {
            Failures.Add(defect);
            await ErrorDocument.WriteAsync(context, Refusals.InternalError(), requestId);
        }
    }
}
