namespace S3Sync.Metadata;

internal static class ContentTypes
{
    public static string Guess(string key) => "application/octet-stream";
}
