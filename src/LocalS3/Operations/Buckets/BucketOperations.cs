using System.Xml;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Buckets;

/// <summary>ListBuckets, CreateBucket, DeleteBucket, HeadBucket, GetBucketLocation and the versioning of a bucket.</summary>
internal static class BucketOperations
{
    private const int MostBuckets = 10_000;

    /// <summary>ListBuckets.</summary>
    public static Task ListAsync(S3Request request, CancellationToken cancellationToken)
    {
        var prefix = request.Query.NonEmpty("prefix") ?? string.Empty;
        var after = request.Query.NonEmpty("continuation-token") ?? string.Empty;
        var most = Math.Max(1, request.Query.Count("max-buckets", MostBuckets, MostBuckets));
        var region = request.Query.NonEmpty("bucket-region");
        var matching = request.Store.Buckets.Where(bucket =>
            !bucket.IsDirectory && bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(bucket.Name, after) > 0
            && (region is null || bucket.Settings.Region == region)).ToList();
        return request.AnswerXmlAsync("ListAllMyBucketsResult", writer => WriteAll(writer, matching, most), cancellationToken);
    }

    /// <summary>CreateBucket.</summary>
    public static async Task CreateAsync(S3Request request, CancellationToken cancellationToken)
    {
        BucketNames.Check(request.BucketName);
        if (CannedAcl.Of(request) is { } acl and not CannedAcl.Private)
        {
            throw S3Errors.NotImplemented("x-amz-acl: " + acl);
        }

        var document = await request.ReadXmlAsync("CreateBucketConfiguration", cancellationToken);
        if (document is not null && document.Children("Tags").Any())
        {
            throw S3Errors.NotImplemented("Tags");
        }

        var region = document?.Child("LocationConstraint") is { Length: > 0 } constraint ? constraint : BucketSettings.DefaultRegion;

        // In us-east-1 S3 answers 200 for a bucket that is the caller's already.
        if (!request.Store.TryCreate(request.BucketName, region, out var bucket) && (bucket.Settings.Region != BucketSettings.DefaultRegion || region != BucketSettings.DefaultRegion))
        {
            throw S3Errors.BucketAlreadyOwnedByYou(bucket.Name);
        }

        request.Answer("Location", "/" + bucket.Name);
        await request.AnswerEmpty();
    }

    /// <summary>DeleteBucket.</summary>
    public static Task DeleteAsync(S3Request request, CancellationToken cancellationToken) =>
        request.Store.TryRemove(request.Bucket) ? request.AnswerEmpty(204) : throw S3Errors.BucketNotEmpty(request.BucketName);

    /// <summary>HeadBucket.</summary>
    public static Task HeadAsync(S3Request request, CancellationToken cancellationToken)
    {
        request.Answer("x-amz-bucket-region", request.Bucket.Settings.Region);
        request.Answer("x-amz-access-point-alias", "false");
        if (request.Bucket.IsDirectory)
        {
            request.Answer("x-amz-bucket-location-type", "AvailabilityZone");
        }

        return request.AnswerEmpty();
    }

    /// <summary>GetBucketLocation; us-east-1 is told as nothing.</summary>
    public static Task LocationAsync(S3Request request, CancellationToken cancellationToken)
    {
        var region = request.Bucket.Settings.Region;
        return request.AnswerXmlAsync("LocationConstraint", writer => writer.WriteString(region == BucketSettings.DefaultRegion ? string.Empty : region), cancellationToken);
    }

    /// <summary>GetBucketVersioning.</summary>
    public static Task GetVersioningAsync(S3Request request, CancellationToken cancellationToken)
    {
        var versioning = request.Bucket.Settings.Versioning;
        return request.AnswerXmlAsync("VersioningConfiguration", writer => writer.Element("Status", versioning == Versioning.Never ? null : versioning.ToString()), cancellationToken);
    }

    /// <summary>PutBucketVersioning.</summary>
    public static async Task PutVersioningAsync(S3Request request, CancellationToken cancellationToken)
    {
        var document = await request.ReadXmlAsync("VersioningConfiguration", cancellationToken) ?? throw S3Errors.MalformedXml();
        if (document.Child("MfaDelete") is { } mfa and not "Disabled")
        {
            throw S3Errors.NotImplemented("MfaDelete: " + mfa);
        }

        var versioning = document.Child("Status") switch
        {
            "Enabled" => Versioning.Enabled,
            "Suspended" => Versioning.Suspended,
            _ => throw S3Errors.MalformedXml(),
        };
        await request.Bucket.ConfigureAsync(settings => settings with { Versioning = versioning });
        await request.AnswerEmpty();
    }

    private static void WriteAll(XmlWriter writer, List<Bucket> buckets, int most)
    {
        writer.Owner();
        writer.Element("Buckets", () =>
        {
            foreach (var bucket in buckets.Take(most))
            {
                writer.Element("Bucket", () =>
                {
                    writer.Element("Name", bucket.Name);
                    writer.Element("CreationDate", bucket.Settings.Created);
                    writer.Element("BucketRegion", bucket.Settings.Region);
                });
            }
        });
        writer.Element("ContinuationToken", buckets.Count > most ? buckets[most - 1].Name : null);
    }
}
