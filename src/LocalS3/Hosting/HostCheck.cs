using System.Net;
using Microsoft.AspNetCore.Http;

namespace S3Sync.LocalS3.Hosting;

/// <summary>
/// A page in a browser may reach a loopback server under a name of its own (DNS rebinding); therefore only loopback names are answered,
/// and no page of another origin is let in (no CORS).
/// </summary>
internal static class HostCheck
{
    public static void Check(HttpRequest request, bool acceptAnyHost)
    {
        if (!acceptAnyHost && !IsLoopback(request.Host.Host))
        {
            throw new S3ErrorException(403, "AccessDenied", $"The Host '{request.Host.Value}' is not a name of this machine's loopback.");
        }

        if (HttpMethods.IsOptions(request.Method))
        {
            throw new S3ErrorException(403, "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.");
        }
    }

    private static bool IsLoopback(string host)
    {
        var name = host.AsSpan().TrimEnd('.');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return true;
        if (name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)) return true;
        return IPAddress.TryParse(name.Trim("[]"), out var address) && IPAddress.IsLoopback(address);
    }
}
