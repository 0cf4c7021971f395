using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Catalog;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Requests;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.World;

/// <summary>
/// One scenario's buckets and folders on the tested server. Runs are asked for by the texts that a user writes (places and options), go through the
/// catalogue as every door's do, and through the engine to the server. Scenarios call buckets by short names.
/// </summary>
public sealed class ScenarioWorld(TestedServer server) : IAsyncDisposable
{
    // No scenario takes a tenth of it: a run that hangs is a failure of one scenario.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private readonly List<TempFolder> _folders = [];
    private readonly ScenarioBuckets _buckets = new(server.Client);

    /// <summary>A client for what a scenario prepares and looks at; it wants <see cref="Name"/>s of buckets.</summary>
    public AmazonS3Client Client => server.Client;

    /// <summary>What shall go wrong.</summary>
    public FaultPlan Faults => server.Faults;

    /// <summary>What was asked since <see cref="ForgetRequests"/>, in this scenario's buckets.</summary>
    public IReadOnlyList<LoggedRequest> Requests => [.. server.Requests.Snapshot().Where(request => _buckets.Owns(request.Bucket))];

    /// <summary>The rules of the runs.</summary>
    public IReadOnlyList<ObjectRule> Rules { get; set; } = [];

    /// <summary>The clock of the runs.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What stops the runs.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>Makes a bucket.</summary>
    public async Task<ScenarioWorld> WithBucketAsync(string bucket, bool versioned = false)
    {
        await _buckets.MakeAsync(bucket, versioned);
        return this;
    }

    /// <summary>Lets everybody read a bucket.</summary>
    public Task PublishAsync(string bucket) => server.PublishAsync(Name(bucket));

    /// <summary>A bucket's name on the server.</summary>
    public string Name(string bucket) => _buckets.Name(bucket);

    /// <summary>A new folder with files.</summary>
    public string Folder(params (string Name, byte[] Content)[] files)
    {
        var folder = new TempFolder();
        _folders.Add(folder);
        foreach (var (name, content) in files)
        {
            folder.Write(name, content);
        }

        return folder.Path;
    }

    /// <summary>Runs <c>s3sync SOURCE TARGET OPTIONS</c>; <c>s3://short/…</c> is a bucket of this scenario.</summary>
    public async Task<Outcome> RunAsync(string source, string target, params string[] options)
    {
        var problems = new List<Problem>();
        var request = OptionBinder.BindSync(ValuesOf(source, target, options), Path.GetTempPath(), problems);
        var job = problems.Count == 0 && request is not null ? SyncJob.TryCreate(request.Source, request.Target, request.Options with { Rules = Rules }, out var wrong) : Refused(out wrong);
        if (job is null)
        {
            return new(null, [], [.. problems, .. wrong]);
        }

        var events = new EventList();
        var report = await SyncEngine.RunAsync(job, [events], Time, Stop).WaitAsync(_patience);
        return new(report, events.Events, []);
    }

    /// <summary>A run that must end well.</summary>
    public async Task<Outcome> SyncAsync(string source, string target, params string[] options)
    {
        var outcome = await RunAsync(source, target, options);
        Assert.True(outcome.Succeeded, outcome.ToString());
        return outcome;
    }

    /// <summary>Waits until a planned fault has struck; fails when the run ends without it.</summary>
    public static async Task StruckAsync(FaultRule rule, Task<Outcome> running)
    {
        var reached = rule.ReachedAsync();
        if (await Task.WhenAny(reached, running) != reached)
        {
            Assert.Fail($"The run ended before the fault could strike: {await running}");
        }
    }

    /// <summary>Puts an object.</summary>
    public Task<PutObjectResponse> PutAsync(string bucket, string key, byte[] content, Action<PutObjectRequest>? change = null)
    {
        var request = new PutObjectRequest { BucketName = Name(bucket), Key = key, InputStream = new MemoryStream(content), UseChunkEncoding = false };
        change?.Invoke(request);
        return Client.PutObjectAsync(request);
    }

    /// <summary>Puts a source for that way: what a copy inside the server is to move in parts must be in parts (of 5 MiB), since it keeps the layout.</summary>
    public Task PutForAsync(Way way, string bucket, string key, byte[] content, Action<PutObjectRequest>? change = null)
    {
        if (way != Way.Copy || content.Length <= 5 << 20)
        {
            return PutAsync(bucket, key, content, change);
        }

        var request = new PutObjectRequest { BucketName = Name(bucket), Key = key };
        change?.Invoke(request);
        return PartsUpload.PutAsync(Client, request, content);
    }

    /// <summary>Puts an object as the SDK would not: it drops a leading slash of a key, resolves dots, and wants a time in Expires.</summary>
    public async Task PutExactAsync(string bucket, string key, byte[] content, string? expires = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, server.Endpoint) { Content = new ByteArrayContent(content) };
        if (expires is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Expires", expires);
        }

        var signer = new Sigv4(server.AccessKey, server.SecretKey);
        signer.Sign(request, new(server.Endpoint), $"/{Name(bucket)}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}");
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What is stored beside an object's content.</summary>
    public Task<GetObjectMetadataResponse> HeadAsync(string bucket, string key, Action<GetObjectMetadataRequest>? change = null)
    {
        var request = new GetObjectMetadataRequest { BucketName = Name(bucket), Key = key, ChecksumMode = ChecksumMode.ENABLED };
        change?.Invoke(request);
        return Client.GetObjectMetadataAsync(request);
    }

    /// <summary>An object's content.</summary>
    public async Task<byte[]> ContentAsync(string bucket, string key, Action<GetObjectRequest>? change = null)
    {
        var request = new GetObjectRequest { BucketName = Name(bucket), Key = key };
        change?.Invoke(request);
        using var answer = await Client.GetObjectAsync(request);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>An object's tags as <c>name=value&amp;name=value</c>, sorted.</summary>
    public async Task<string> TagsAsync(string bucket, string key) =>
        string.Join('&', ((await Client.GetObjectTaggingAsync(new() { BucketName = Name(bucket), Key = key })).Tagging ?? []).Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));

    /// <summary>The current keys of a bucket, in order.</summary>
    public Task<IReadOnlyList<string>> KeysAsync(string bucket) => _buckets.KeysAsync(bucket);

    /// <summary>How often an operation was asked for since <see cref="ForgetRequests"/>, in this scenario's buckets.</summary>
    public int Count(string operation) => Requests.Count(request => request.Operation == operation);

    /// <summary>What was written before is older than what is written from here on, in listings of whole seconds too.</summary>
    public Task PassASecondAsync() => server.PassASecondAsync();

    /// <summary>The log starts anew.</summary>
    public void ForgetRequests() => server.Requests.Clear();

    public async ValueTask DisposeAsync()
    {
        server.Tidy();
        await _buckets.RemoveAsync();
        foreach (var folder in _folders)
        {
            folder.Dispose();
        }
    }

    private static SyncJob? Refused(out IReadOnlyList<Problem> wrong)
    {
        wrong = [];
        return null;
    }

    private OptionValues ValuesOf(string source, string target, string[] options)
    {
        var values = new OptionValues();
        foreach (var (end, text) in new[] { (OptionCatalog.Source, source), (OptionCatalog.Target, target) })
        {
            values.Set(end, OnServer(text), end.Shown);
        }

        foreach (var side in new[] { ("source", source), ("target", target) }.Where(side => side.Item2.StartsWith("s3://", StringComparison.Ordinal)).Select(side => side.Item1))
        {
            Set(values, side + "-endpoint-url", server.RunEndpoint);
            if (!options.Contains($"--{side}-no-sign-request"))
            {
                Set(values, side + "-access-key", server.AccessKey);
                Set(values, side + "-secret-access-key", server.SecretKey);
            }

            Set(values, side + "-region", "us-east-1");
            Set(values, side + "-force-path-style", "true");
        }

        Set(values, "initial-backoff-milliseconds", "1");
        Set(values, "force-retry-interval-milliseconds", "0");
        for (var at = 0; at < options.Length; at++)
        {
            var definition = OptionCatalog.All.FirstOrDefault(option => option.IsCalled(options[at][2..])) ?? throw new ArgumentException($"There is no option {options[at]}.");
            values.Set(definition, definition.Kind.ValueName is null ? "true" : options[++at], definition.Shown);
        }

        return values;
    }

    private static void Set(OptionValues values, string name, string text) => values.Set(OptionCatalog.Find(name), text, "--" + name);

    private string OnServer(string place)
    {
        const string Scheme = "s3://";
        if (!place.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return place;
        }

        var rest = place[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return Scheme + (slash < 0 ? Name(rest) : Name(rest[..slash]) + rest[slash..]);
    }
}
