using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using S3Sync.LocalS3.Authentication.Bodies;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Authentication;

/// <summary>Verifies Signature Version 4 in each of its forms, and hands on the body so that reading it verifies it as well.</summary>
/// <param name="keys">Access key → secret key.</param>
/// <param name="publicBuckets">Buckets that are read without a signature.</param>
/// <param name="sessions">The sessions that are open.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestAuthenticator(IReadOnlyDictionary<string, string> keys, IReadOnlySet<string> publicBuckets, SessionKeys sessions, TimeProvider time)
{
    private static readonly string[] Reads = ["GetObject", "HeadObject", "ListObjects", "ListObjectsV2", "HeadBucket", "GetObjectAttributes", "GetObjectTagging"];

    private readonly SigningKeys signingKeys = new();

    /// <summary>Keys that come with a token and end.</summary>
    public IReadOnlyDictionary<string, TemporaryKey> TemporaryKeys { get; init; } = FrozenDictionary<string, TemporaryKey>.Empty;

    /// <summary>The request with its body; throws the refusal that S3 answers.</summary>
    public async ValueTask<AuthenticatedRequest> AuthenticateAsync(HttpContext context, RequestTarget target)
    {
        if (IsAnonymousRead(context.Request, target))
        {
            return new AuthenticatedRequest(string.Empty, Stream.Null, 0, FrozenDictionary<string, string>.Empty) { Target = target };
        }

        var claim = ReadClaim(context.Request, target);
        var form = PayloadForm.Of(claim.PayloadHash);
        var secret = SecretOf(claim, context.Request, target);
        RefuseUnsignedHeaders(context.Request.Headers, claim.SignedHeaders);
        var key = signingKeys.For(secret, claim.Scope);
        var signature = Verify(context.Request, target, claim, key);
        return await BodyChoice.OpenAsync(context, target, claim, form, new ChunkSigner(key, claim, signature));
    }

    private bool IsAnonymousRead(HttpRequest request, RequestTarget target) =>
        target.Bucket is { } bucket && publicBuckets.Contains(bucket) && string.IsNullOrEmpty(request.Headers.Authorization)
        && !(target.Query.Count > 0 && (target.Has("X-Amz-Algorithm") || target.Has("Signature")))
        && Array.IndexOf(Reads, OperationNames.Of(request.Method, target, request.Headers)) >= 0;

    private SignatureClaim ReadClaim(HttpRequest request, RequestTarget target)
    {
        string? header = request.Headers.Authorization;
        var inQuery = target.Query.Count > 0 && target.Has("X-Amz-Algorithm");
        var oldInQuery = target.Query.Count > 0 && target.Has("Signature") && target.Has("AWSAccessKeyId");
        if (!string.IsNullOrEmpty(header))
        {
            return inQuery || oldInQuery ? throw Refusals.TwoMechanisms() : AuthorizationHeader.Read(header, request.Headers, time.GetUtcNow());
        }

        if (inQuery) return PresignedQuery.Read(target, request.Headers, time.GetUtcNow());
        throw oldInQuery
            ? new S3ErrorException(400, "InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
            : Refusals.AccessDenied();
    }

    private string SecretOf(SignatureClaim claim, HttpRequest request, RequestTarget target)
    {
        var sessionToken = request.Headers["x-amz-s3session-token"].FirstOrDefault() ?? target["X-Amz-S3session-Token"];
        if (TemporaryKeys.TryGetValue(claim.Scope.AccessKey, out var temporary)) return SecretOf(temporary, request, target);
        if (request.Headers.ContainsKey("x-amz-security-token") || target.Has("X-Amz-Security-Token")) throw Refusals.InvalidToken();
        if (keys.TryGetValue(claim.Scope.AccessKey, out var secret)) return sessionToken is null ? secret : throw Refusals.InvalidToken();
        var session = sessions.Find(claim.Scope.AccessKey) ?? throw Refusals.UnknownAccessKey(claim.Scope.AccessKey);
        if (sessionToken is null || claim.Scope.Service != "s3express" || !SameText(sessionToken, session.Token)) throw Refusals.InvalidToken();
        if (session.Expires <= time.GetUtcNow()) throw Refusals.ExpiredToken();
        if (session.Bucket != target.Bucket) throw Refusals.AccessDenied();
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return session.ReadOnly && !reads ? throw Refusals.AccessDenied() : session.SecretKey;
    }

    private string SecretOf(TemporaryKey key, HttpRequest request, RequestTarget target)
    {
        var token = request.Headers["x-amz-security-token"].FirstOrDefault() ?? target["X-Amz-Security-Token"];
        if (token is null || !SameText(token, key.Token)) throw Refusals.InvalidToken();
        return key.Expires > time.GetUtcNow() ? key.SecretKey : throw Refusals.ExpiredToken();
    }

    private static bool SameText(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(a), System.Text.Encoding.UTF8.GetBytes(b));

    // "You must include the host header and any x-amz-* headers in the request."
    private static void RefuseUnsignedHeaders(IHeaderDictionary headers, string[] signed)
    {
        List<string>? missing = Array.IndexOf(signed, "host") < 0 ? ["host"] : null;
        foreach (var (name, _) in headers)
        {
            if (!name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)) continue;
            if (!signed.Contains(name, StringComparer.OrdinalIgnoreCase)) (missing ??= []).Add(name.ToLowerInvariant());
        }

        if (missing is not null) throw Refusals.NotSigned(string.Join(", ", missing));
    }

    private static byte[] Verify(HttpRequest request, RequestTarget target, SignatureClaim claim, byte[] key)
    {
        var canonical = new ByteText(2048);
        var stringToSign = new ByteText(256);
        try
        {
            CanonicalRequest.Write(request, target, claim, ref canonical);
            CanonicalRequest.WriteStringToSign(canonical.Written, claim, ref stringToSign);
            var computed = HMACSHA256.HashData(key, stringToSign.Written);
            if (!SignatureText.Equals(computed, claim.Signature)) throw Mismatch(claim, stringToSign, canonical);
            return computed;
        }
        finally
        {
            canonical.Dispose();
            stringToSign.Dispose();
        }
    }

    private static S3ErrorException Mismatch(SignatureClaim claim, ByteText stringToSign, ByteText canonical) =>
        Refusals.SignatureDoesNotMatch(new Dictionary<string, string>
        {
            ["AWSAccessKeyId"] = claim.Scope.AccessKey,
            ["StringToSign"] = stringToSign.ToString(),
            ["SignatureProvided"] = claim.Signature,
            ["StringToSignBytes"] = SignatureText.SpacedHex(stringToSign.Written),
            ["CanonicalRequest"] = canonical.ToString(),
            ["CanonicalRequestBytes"] = SignatureText.SpacedHex(canonical.Written),
        });
}
