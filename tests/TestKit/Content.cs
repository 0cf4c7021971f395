namespace S3Sync.TestKit;

/// <summary>Bytes that look like nothing, and are the same for the same seed.</summary>
public static class Content
{
    public static byte[] Of(long length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
