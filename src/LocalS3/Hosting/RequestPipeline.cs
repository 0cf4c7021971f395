using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using S3Sync.LocalS3.Authentication;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Operations;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Hosting;

/// <summary>The way of every request: host check, log, planned faults, what carries it out; and a refusal's way out.</summary>
internal sealed class RequestPipeline(LocalS3Settings settings, RequestPipeline.CarryOut carryOut)
{
    /// <summary>Answers a request that reached its end; a refusal is thrown.</summary>
    public delegate Task CarryOut(HttpContext context, RequestTarget target, StruckRequest? struck);

    private long requests = Stopwatch.GetTimestamp();

    public FaultPlan Faults { get; } = new();

    public RequestLog Log { get; } = new(settings.RequestLogCapacity);

    public FailureLog Failures { get; } = new();

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = AnswerHeaders.RequestId(Interlocked.Increment(ref requests));
        AnswerHeaders.Set(context.Response, requestId);
        Expectation.Settle(context);
        Watch? watch = null;
        try
        {
            HostCheck.Check(context.Request, settings.AcceptAnyHost);
            var target = RequestTarget.Of(context);
            if (Log.Capacity > 0 || !Faults.IsEmpty) watch = Watch.Begin(context, target, this);
            if (watch?.Struck is StruckRequest struck) await struck.BeginAsync(context);
            await carryOut(context, target, watch?.Struck);
        }
        catch (S3ErrorException refusal)
        {
            await AnswerAsync(context, refusal, requestId);
        }
#pragma warning disable CA1031 // The host's edge: whatever an operation throws must become a 500 and be kept for the tests.
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested || gone is ConnectionAbortedException or ConnectionResetException)
        {
            // The client has gone: nobody to answer, and no defect.
            context.Abort();
        }
        catch (BadHttpRequestException)
        {
            await AnswerAsync(context, Refusals.IncompleteBody(), requestId);
        }
        catch (Exception defect)
        {
            Failures.Add(defect);
            await AnswerAsync(context, Refusals.InternalError(), requestId);
        }
#pragma warning restore CA1031

        if (watch is not null) await watch.EndAsync(context);
    }

    /// <summary>Carries requests out by an endpoint's own operations, when their signatures are right.</summary>
    public static CarryOut ByOperations(RequestAuthenticator authenticator, S3Router router) => async (context, target, struck) =>
    {
        var request = await authenticator.AuthenticateAsync(context, target);
        if (struck?.Fault is Fault.CorruptRequestByte { BehindSignature: true } spoil)
        {
            request = request with { Body = new SpoiltContent(request.Body, spoil.At.Of(request.Length ?? 0)), SpoilsCopyAt = spoil.At };
        }

        await router.HandleAsync(context, request, context.RequestAborted);
    };

    private static async Task AnswerAsync(HttpContext context, S3ErrorException refusal, string requestId)
    {
        try
        {
            await ErrorDocument.WriteAsync(context, refusal, requestId);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The client went while it was refused.
            context.Abort();
        }
    }

    /// <summary>What the log and a planned fault see of one request.</summary>
    private sealed class Watch(LoggedRequest logged, StruckRequest? struck, WireResponse response)
    {
        public StruckRequest? Struck => struck;

        public static Watch Begin(HttpContext context, RequestTarget target, RequestPipeline pipeline)
        {
            var logged = new LoggedRequest(context.Request, target);
            pipeline.Log.Add(logged);
            var struck = pipeline.Faults.Strike(logged);
            var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
            var response = new WireResponse(inner, new WireResponseBody(context, inner.Stream, logged, struck));
            context.Features.Set<IHttpResponseBodyFeature>(response);
            context.Request.Body = new WireRequestBody(context, context.Request.Body, logged, struck);
            context.Response.OnStarting(() =>
            {
                logged.Answered(context.Response.StatusCode);
                return Task.CompletedTask;
            });
            return new Watch(logged, struck, response);
        }

        public async Task EndAsync(HttpContext context)
        {
            if (!context.RequestAborted.IsCancellationRequested) await response.CompleteAsync();
            if (logged.Status == 0) logged.Answered(context.Response.StatusCode);
            if (struck is { LosesAnswer: true }) context.Abort();
        }
    }
}
