using System.Globalization;
using System.Security.Cryptography;
using S3Sync.LocalS3;

// A LocalS3 endpoint in memory for measurements, in a process of its own. Each BUCKET=COUNT is a bucket of COUNT objects of 1 KiB, which are made
// whenever they are asked for; a BUCKET alone is made by the first object that is written to it, any other by a request. Prints the endpoint and the
// keys as `serve` does, and runs until its standard input ends.
var generated = args.Where(argument => argument.Contains('=', StringComparison.Ordinal)).Select(GeneratedBucket).ToList();
if (generated.Contains(null))
{
    await Console.Error.WriteLineAsync("Usage: S3Sync.SeededServer [BUCKET=COUNT | BUCKET]...");
    return 2;
}

var accessKey = "AK" + Convert.ToHexString(RandomNumberGenerator.GetBytes(9));
var secretKey = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
var settings = new LocalS3Settings
{
    Keys = new Dictionary<string, string> { [accessKey] = secretKey },
    BucketsOnDemand = args.Where(argument => !argument.Contains('=', StringComparison.Ordinal)).ToHashSet(),
};
await using var server = await LocalS3Server.StartAsync(settings, CancellationToken.None);
var content = Enumerable.Range(0, 1024).Select(place => (byte)place).ToArray();
foreach (var (bucket, count) in generated.OfType<(string, int)>())
{
    server.Generate(bucket, count, Key, content);
}

Console.WriteLine($"endpoint: {server.Endpoint.ToString().TrimEnd('/')}");
Console.WriteLine($"access key: {accessKey}");
Console.WriteLine($"secret key: {secretKey}");
while (await Console.In.ReadLineAsync() is not null)
{
}

return 0;

// Keys of a usual length, a thousand in a folder.
static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"data/{number / 1000:D6}/object-{number:D8}.bin");

static (string Bucket, int Count)? GeneratedBucket(string argument) =>
    argument.Split('=') is [var bucket, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var objects) ? (bucket, objects) : null;
