using System.Globalization;
using System.Security.Cryptography;
using S3Sync.LocalS3;

// A LocalS3 endpoint in memory whose buckets hold the same COUNT small objects each, made without HTTP. Prints the endpoint and the keys
// as `serve` does, and runs until its standard input ends.
if (args is not [var countText, _, ..] || !int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
{
    await Console.Error.WriteLineAsync("Usage: S3Sync.SeededServer COUNT BUCKET...");
    return 2;
}

var accessKey = "AK" + Convert.ToHexString(RandomNumberGenerator.GetBytes(9));
var secretKey = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
var settings = new LocalS3Settings { Keys = new Dictionary<string, string> { [accessKey] = secretKey } };
await using var server = await LocalS3Server.StartAsync(settings, CancellationToken.None);
foreach (var bucket in args.Skip(1))
{
    server.Seed(bucket, Enumerable.Range(0, count).Select(Key));
}

Console.WriteLine($"endpoint: {server.Endpoint}");
Console.WriteLine($"access key: {accessKey}");
Console.WriteLine($"secret key: {secretKey}");
while (await Console.In.ReadLineAsync() is not null)
{
}

return 0;

// Keys of a usual length in a thousand folders.
static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"data/{number / 1000:D4}/object-{number:D8}.bin");
