using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;

namespace S3Sync.Engine.Tests.Matrix;

/// <summary>
/// A server on which one cell's objects are kept as the cell says. It compares no digests of what it is sent: what is damaged on its way is
/// stored, and only who sent it can notice.
/// </summary>
public sealed class MatrixWorld : IAsyncDisposable
{
    private const int MiB = 1 << 20;
    private static readonly byte[] Key = SHA256.HashData("the customer's key"u8);
    private readonly Cell _cell;

    private MatrixWorld(Cell cell, RoadWorld road) => (_cell, Road) = (cell, road);

    public RoadWorld Road { get; }

    public byte[] Content => field ??= TestKit.Content.Of(_cell.Size);

    public FaultPlan Faults => Road.Faults;

    private static string KeyMd5 => Convert.ToBase64String(MD5.HashData(Key));

    public static async Task<MatrixWorld> StartAsync(Cell cell) =>
        new(cell, await RoadWorld.StartLocalAsync(settings => settings with { KeepsChecksums = cell.Evidence == Evidence.Checksum, ComparesDigests = false }));

    /// <summary>A folder with the one file.</summary>
    public string Source() => Road.Folder(("f", Content));

    /// <summary>Stores the object in bucket one, by a client nobody here wrote.</summary>
    public Task StoreAsync() => _cell.Form == Form.Single ? PutAsync() : PutPartsAsync();

    /// <summary>One run between two places under the cell's options; what fails is tried twice.</summary>
    public Task<SyncReport> RunAsync(Location source, Location target, Func<SyncOptions, SyncOptions>? change = null) => Road.RunAsync(source, target, options =>
    {
        var ours = options with
        {
            Transfer = options.Transfer with { MultipartThreshold = 5 * MiB, MultipartChunkSize = 5 * MiB },
            Protection = target is Options.S3Location ? new() { Encryption = EncryptionName } : new(),
            SourceS3 = source is Options.S3Location ? Locked(options.SourceS3) : options.SourceS3,
            TargetS3 = target is Options.S3Location ? Locked(options.TargetS3) : options.TargetS3,
            Retry = options.Retry with { ObjectRetryCount = 1 },
        };
        return change?.Invoke(ours) ?? ours;
    });

    /// <summary>The object's content in a bucket, read by a client nobody here wrote.</summary>
    public async Task<byte[]> StoredAsync(string bucket)
    {
        using var answer = await Road.Client.GetObjectAsync(WithKey(new GetObjectRequest { BucketName = Road.Name(bucket), Key = "f" }));
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>The run went well, and counted the object as the cell says.</summary>
    public void RequireVerified(SyncReport report)
    {
        Assert.True(report.Outcome == RunOutcome.Completed, string.Join("; ", report.Failures));
        Assert.Equal((1, 0), (report.Counts.Transferred, report.Counts.Unverified));
        Assert.True(report.Counts.ETagVerified + report.Counts.ChecksumVerified > 0);
    }

    public ValueTask DisposeAsync() => Road.DisposeAsync();

    private string? EncryptionName => _cell.Protection switch
    {
        Protection.SseS3 => "AES256",
        Protection.Kms => "aws:kms",
        Protection.Dsse => "aws:kms:dsse",
        _ => null,
    };

    private S3SideOptions Locked(S3SideOptions side) => _cell.Protection != Protection.SseC ? side
        : side with { CustomerKeyAlgorithm = "AES256", CustomerKey = Convert.ToBase64String(Key), CustomerKeyMd5 = KeyMd5 };

    private GetObjectRequest WithKey(GetObjectRequest request)
    {
        if (_cell.Protection == Protection.SseC)
        {
            request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            request.ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(Key);
            request.ServerSideEncryptionCustomerProvidedKeyMD5 = KeyMd5;
        }

        return request;
    }

    private async Task PutAsync()
    {
        var request = new PutObjectRequest { BucketName = Road.Name("one"), Key = "f", InputStream = new MemoryStream(Content) };
        if (_cell.Protection == Protection.SseC)
        {
            request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            request.ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(Key);
        }
        else if (EncryptionName is { } name)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.FindValue(name);
        }

        await Road.Client.PutObjectAsync(request);
    }

    private async Task PutPartsAsync()
    {
        var begin = new InitiateMultipartUploadRequest { BucketName = Road.Name("one"), Key = "f" };
        if (_cell.Protection == Protection.SseC)
        {
            begin.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            begin.ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(Key);
        }
        else if (EncryptionName is { } name)
        {
            begin.ServerSideEncryptionMethod = ServerSideEncryptionMethod.FindValue(name);
        }

        var upload = await Road.Client.InitiateMultipartUploadAsync(begin);
        var parts = new List<PartETag>();
        foreach (var chunk in Content.Chunk(5 * MiB))
        {
            var part = new UploadPartRequest
            {
                BucketName = Road.Name("one"),
                Key = "f",
                UploadId = upload.UploadId,
                PartNumber = parts.Count + 1,
                InputStream = new MemoryStream(chunk),
                PartSize = chunk.Length,
                DisableDefaultChecksumValidation = true,
            };
            if (_cell.Protection == Protection.SseC)
            {
                part.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
                part.ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(Key);
            }

            parts.Add(new(parts.Count + 1, (await Road.Client.UploadPartAsync(part)).ETag));
        }

        await Road.Client.CompleteMultipartUploadAsync(new() { BucketName = Road.Name("one"), Key = "f", UploadId = upload.UploadId, PartETags = parts });
    }
}
