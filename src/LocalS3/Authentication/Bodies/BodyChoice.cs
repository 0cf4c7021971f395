using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Authentication.Bodies;

/// <summary>Opens the body of a request whose headers were signed rightly.</summary>
internal static class BodyChoice
{
    private static readonly FrozenDictionary<string, string> NoTrailer = FrozenDictionary<string, string>.Empty;

    public static async ValueTask<AuthenticatedRequest> OpenAsync(
        HttpContext context, RequestTarget target, SignatureClaim claim, PayloadForm form, ChunkSigner signer)
    {
        var accessKey = claim.Scope.AccessKey;
        if (form.Chunked)
        {
            var body = new AwsChunkedBody(context.Request.BodyReader, form, DecodedLength(context.Request), signer, DeclaredTrailer(context.Request, form));
            context.Response.RegisterForDispose(body);
            if (body.Length == 0) await body.FinishAsync(context.RequestAborted);
            return new AuthenticatedRequest(accessKey, body, body.Length, body.Trailer) { Target = target };
        }

        var length = context.Request.ContentLength;
        var canHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? length > 0;
        if (length is null) CheckLengthNotNeeded(context.Request, target, canHaveBody);
        return new AuthenticatedRequest(accessKey, Plain(context, form, length ?? 0), length ?? 0, NoTrailer) { Target = target };
    }

    // S3 answers 501 to chunked transfer encoding that hides the length, and 411 when an upload tells none at all.
    private static void CheckLengthNotNeeded(HttpRequest request, RequestTarget target, bool canHaveBody)
    {
        if (canHaveBody) throw Refusals.NotImplemented("Transfer-Encoding");
        if (HttpMethods.IsPut(request.Method) && OperationNames.Of(request.Method, target, request.Headers) is "PutObject" or "UploadPart")
        {
            throw Refusals.MissingContentLength();
        }
    }

    private static Stream Plain(HttpContext context, PayloadForm form, long length)
    {
        if (form.Hash is null) return context.Request.Body;
        if (length == 0)
        {
            return form.Hash == PayloadForm.EmptyHash ? Stream.Null : throw Refusals.PayloadMismatch(form.Hash, PayloadForm.EmptyHash);
        }

        var body = new HashedBody(context.Request.Body, form.Hash, length);
        context.Response.RegisterForDispose(body);
        return body;
    }

    private static long DecodedLength(HttpRequest request)
    {
        string? text = request.Headers["x-amz-decoded-content-length"];
        if (text is null) throw Refusals.MissingContentLength();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new S3ErrorException(400, "InvalidArgument", "x-amz-decoded-content-length must be a non-negative integer.");
    }

    private static string[] DeclaredTrailer(HttpRequest request, PayloadForm form)
    {
        string? names = request.Headers["x-amz-trailer"];
        if (string.IsNullOrWhiteSpace(names)) return form.Trailer ? throw Refusals.MalformedTrailer() : [];
        if (!form.Trailer) throw Refusals.MalformedTrailer();
        return names.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
