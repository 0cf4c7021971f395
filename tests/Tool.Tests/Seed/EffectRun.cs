using System.Text.RegularExpressions;
using Amazon.S3.Model;
using S3Sync.Catalog;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.TestKit;
using S3Sync.Tool.CommandLine;

namespace S3Sync.Tool.Tests.Seed;

/// <summary>A synchronization inside this process over places that are the same each time, and what it asked, told and left behind.</summary>
internal static partial class EffectRun
{
    private static readonly string[] Passing = ["x-amz-date", "user-agent"];

    /// <summary>Runs with the arguments and tells everything that could differ; requests in no order.</summary>
    public static async Task<string> TraceAsync(Way way, IReadOnlyList<string> options)
    {
        using var folder = new TempFolder();
        await using var world = await S3World.InMemoryAsync();
        Write(folder);
        await FillAsync(world);
        var before = world.Server.Requests.Snapshot().Count;
        var told = await RunAsync(Arguments(way, options, folder, world), folder.Path);
        var requests = world.Server.Requests.Snapshot().Skip(before).Select(request =>
            $"{request.Operation} {Changing().Replace(request.Target, "")} {string.Join(' ', request.Headers.Where(header => !Passing.Contains(header.Key)).OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}={header.Value}"))}");
        var left = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file));
        return string.Join('\n', requests.Order(StringComparer.Ordinal).Concat(told).Concat(left.Order(StringComparer.Ordinal)))
            .Replace(folder.Path, "", StringComparison.Ordinal).Replace(world.Endpoint, "", StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> RunAsync(string[] arguments, string folder)
    {
        var problems = new List<Problem>();
        var line = CommandLineReader.Read(new ArgumentScan(arguments, ToolDefinitions.OfSync), ToolDefinitions.OfSync);
        for (var i = 0; i < line.Places.Count; i++)
        {
            line.Values.Set(OptionCatalog.Ends[i], line.Places[i], OptionCatalog.Ends[i].Shown);
        }

        problems.AddRange(line.Problems);
        var request = OptionBinder.BindSync(line.Values, folder, problems);
        var job = request is null || problems.Count > 0 ? null : SyncJob.TryCreate(request.Source, request.Target, request.Options, out _);
        if (job is null)
        {
            return ["refused", .. problems.Select(problem => problem.ToString())];
        }

        var sink = new Sink();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await SyncEngine.RunAsync(job, [sink], TimeProvider.System, limit.Token);
        return sink.Told.Order(StringComparer.Ordinal);
    }

    private static string[] Arguments(Way way, IReadOnlyList<string> options, TempFolder folder, S3World world)
    {
        var given = options.Select(option => option.Replace("FOLDER", folder.Path, StringComparison.Ordinal)).ToArray();
        string[] places = way switch { Way.Up => ["tree", "s3://mirror"], Way.Down => ["s3://box", "back"], _ => ["s3://box", "s3://mirror/x/"] };
        var source = way == Way.Up ? [] : Account("source", world, given);
        var target = way == Way.Down ? [] : Account("target", world, given);
        return [.. places, .. source, .. target, "--initial-backoff-milliseconds", "1", "--force-retry-interval-milliseconds", "1", .. given];
    }

    private static string[] Account(string side, S3World world, string[] given) =>
    [
        .. new[] { ($"--{side}-endpoint-url", world.Endpoint), ($"--{side}-access-key", S3World.AccessKey), ($"--{side}-secret-access-key", S3World.SecretKey), ($"--{side}-region", "us-east-1") }
            .Where(pair => !given.Contains(pair.Item1)).SelectMany(pair => new[] { pair.Item1, pair.Item2 }),
    ];

    private static void Write(TempFolder folder)
    {
        foreach (var (name, content, year) in new[] { ("a.txt", "alpha", 2020), ("c.txt", "the same", 2030), ("page.html", "<p>", 2020) })
        {
            File.SetLastWriteTimeUtc(folder.Write("tree/" + name, content), new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        File.SetLastWriteTimeUtc(folder.Write("tree/big", Content.Of(9 << 20)), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.CreateSymbolicLink(folder.At("tree", "link"), folder.At("tree", "a.txt"));
    }

    private static async Task FillAsync(S3World world)
    {
        await world.BucketAsync("box");
        await world.BucketAsync("mirror");
        foreach (var (bucket, key, content) in new[] { ("mirror", "a.txt", "omega"), ("mirror", "c.txt", "the same"), ("mirror", "extra.txt", "extra"), ("mirror", "x/extra.txt", "extra"), ("box", "d.txt", "delta") })
        {
            await world.Client.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = content });
        }

        var rich = new PutObjectRequest { BucketName = "box", Key = "rich.txt", ContentBody = "rich", TagSet = [new() { Key = "team", Value = "blue" }], ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.CRC32 };
        rich.Headers.CacheControl = "max-age=1";
        rich.Metadata["owner"] = "me";
        await world.Client.PutObjectAsync(rich);
        await world.Client.PutObjectAsync(new() { BucketName = "box", Key = "tagged.txt", ContentBody = "tagged", TagSet = [new() { Key = "team", Value = "red" }] });
        await world.Client.PutObjectAsync(new() { BucketName = "mirror", Key = "x/tagged.txt", ContentBody = "tagged" }); // the same but for its tags
        await world.Client.PutObjectAsync(new() { BucketName = "box", Key = "big", InputStream = new MemoryStream(Content.Of(9 << 20)) });
    }

    [GeneratedRegex(@"uploadId=[^&]*|continuation-token=[^&]*")]
    private static partial Regex Changing();

    private sealed class Sink : IEventSink
    {
        public List<string> Told { get; } = [];

        public void Emit(SyncEvent syncEvent) => Told.AddRange(syncEvent switch
        {
            SyncEvent.Transferred e => [$"transferred {e.Key} {e.DryRun}"],
            SyncEvent.Skipped e => [$"skipped {e.Key} {e.Judge}"],
            SyncEvent.Deleted e => [$"deleted {e.Key}"],
            SyncEvent.Failed e => [$"failed {e.Key} {e.Problem.Code}"],
            SyncEvent.Warned e => [$"warned {e.Key} {e.Problem.Code}"],
            SyncEvent.RunProblem e => [$"problem {e.Problem.Code}"],
            SyncEvent.ETagVerified e => [$"etag {e.Key}"],
            SyncEvent.ChecksumVerified e => [$"checksum {e.Key}"],
            SyncEvent.Finished e => [$"finished {e.Report.Outcome} {e.Report.Counts with { Bytes = 0 }}"],
            _ => Array.Empty<string>(),
        });
    }
}

/// <summary>Which way content goes.</summary>
internal enum Way
{
    Up,
    Down,
    Across,
}
