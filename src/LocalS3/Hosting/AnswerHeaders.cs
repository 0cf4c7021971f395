using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace S3Sync.LocalS3.Hosting;

/// <summary>The headers that every answer of S3 has. "Common response headers", Amazon S3 API Reference.</summary>
internal static class AnswerHeaders
{
    public const string HostId = "bG9jYWxzMw==";

    /// <summary>A request id of S3's shape: 16 upper-case hex digits.</summary>
    public static string RequestId(long number) => ((ulong)number * 0x9E3779B97F4A7C15UL).ToString("X16", CultureInfo.InvariantCulture);

    public static void Set(HttpResponse response, string requestId)
    {
        var headers = response.Headers;
        headers["x-amz-request-id"] = requestId;
        headers["x-amz-id-2"] = HostId;
        headers.Server = "LocalS3";
    }
}
