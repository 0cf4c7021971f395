using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Problems;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3;

/// <summary>
/// Finds the uploads that were begun by attempts whose answer never came, and removes them. Nothing in a listing says who began an upload,
/// and another run may be writing the same key: so only what can hardly be another's is aborted, and the rest is named.
/// </summary>
internal sealed class S3StrayUploads(S3Requests requests, S3Client client, S3Parts parts, bool listsFolders)
{
    /// <summary>How often it looks: an attempt that was given up may still be on its way into the store.</summary>
    private const int Looks = 3;

    /// <summary>What two good clocks and the whole seconds of a listing may differ by.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>The most that clocks may differ by, or the signature would have been refused. "Troubleshooting", AWS Signature Version 4.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(15);

    /// <summary>Removes what attempts of one beginning left; the answer is what remains or may remain. It never throws, being what a failed transfer still does.</summary>
    public async Task<IReadOnlyList<Problem>> RemoveAsync(string key, UploadBeginning beginning, CancellationToken cancellationToken)
    {
        if (beginning.Unanswered == 0)
        {
            return [];
        }

        try
        {
            var problems = new List<Problem>();
            foreach (var upload in await FindAsync(key, beginning, cancellationToken))
            {
                var problem = upload.IsOurs && !await MayHavePartsAsync(key, upload.Id, cancellationToken)
                    ? await parts.AbortUntilGoneAsync(key, upload.Id, cancellationToken)
                    : StoreProblems.UploadUnclaimed(requests.PlaceOf(key), upload.Id);
                problems.AddRange(problem is null ? [] : [problem]);
            }

            return problems;
        }
        catch (StorageException exception)
        {
            return [StoreProblems.UploadMayRemain(requests.PlaceOf(key), exception.Problem.Message)];
        }
        catch (OperationCanceledException)
        {
            return [StoreProblems.UploadMayRemain(requests.PlaceOf(key), "the endpoint did not answer in time")];
        }
    }

    private async Task<IReadOnlyList<Found>> FindAsync(string key, UploadBeginning beginning, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var all = (await ListAsync(key, cancellationToken)).Where(upload => upload.UploadId != beginning.UploadId).ToList();
            var near = all.Where(upload => IsWithin(upload, beginning, Tolerance)).ToList();
            if (near.Count >= beginning.Unanswered || number == Looks)
            {
                // More than we can have begun: one of them is another's. None at the right time: perhaps the clocks differ, so what could be ours is named.
                return near.Count > 0
                    ? [.. near.Select(upload => new Found(upload.UploadId, near.Count <= beginning.Unanswered))]
                    : [.. all.Where(upload => IsWithin(upload, beginning, MostSkew)).Select(static upload => new Found(upload.UploadId, IsOurs: false))];
            }

            await requests.Retry.WaitAsync(number, cancellationToken);
        }
    }

    private static bool IsWithin(MultipartUpload upload, UploadBeginning beginning, TimeSpan tolerance) =>
        upload.Initiated is not { } local || (new DateTimeOffset(local.ToUniversalTime()) is var initiated
            && initiated >= beginning.FirstSent - tolerance && initiated <= beginning.LastGivenUp + tolerance);

    private async Task<List<MultipartUpload>> ListAsync(string key, CancellationToken cancellationToken)
    {
        // A directory bucket takes only prefixes that end in a slash. "ListMultipartUploads", Amazon S3 API Reference.
        var prefix = listsFolders ? key[..(key.LastIndexOf('/') + 1)] : key;
        var found = new List<MultipartUpload>();
        ListMultipartUploadsResponse? page = null;
        do
        {
            var (keyMarker, idMarker) = (page?.NextKeyMarker, page?.NextUploadIdMarker);
            page = await requests.SendAsync(S3Call.ListUploads, key, guard => client.Sdk.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = requests.Bucket, Prefix = prefix, Encoding = EncodingType.Url, KeyMarker = keyMarker, UploadIdMarker = idMarker },
                guard.Token), cancellationToken);
            found.AddRange((page.MultipartUploads ?? []).Where(upload => NameOf(upload.Key) == key));
            page.NextKeyMarker = NameOf(page.NextKeyMarker);
        }
        while (page.IsTruncated == true && (listsFolders || page.NextKeyMarker == key));

        return found;

        string? NameOf(string? text) => page.EncodingType == EncodingType.Url ? WebUtility.UrlDecode(text) : text;
    }

    // What another run writes has parts soon; what nobody knows the id of never has.
    private async Task<bool> MayHavePartsAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.SendAsync(S3Call.ListParts, key, async guard =>
                (await client.Sdk.ListPartsAsync(new() { BucketName = requests.Bucket, Key = key, UploadId = uploadId }, guard.Token)).Parts is { Count: > 0 }, cancellationToken);
        }
        catch (StorageException)
        {
            return true;
        }
    }

    private sealed record Found(string Id, bool IsOurs);
}
