using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using S3Sync.Storage.S3.Listing;

namespace S3Sync.Micro;

/// <summary>Reading an answer to ListObjectsV2 of 1,000 objects, as Amazon S3 writes it: nanoseconds and bytes for one object.</summary>
[MemoryDiagnoser]
public class ListingBenchmarks
{
    private const int Count = 1000;

    private byte[] _page = [];

    [GlobalSetup]
    public void Write()
    {
        var text = new StringBuilder(
            """<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix></Prefix><NextContinuationToken>token</NextContinuationToken><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>""");
        for (var number = 0; number < Count; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Contents><Key>data/000123/object-{number:D8}.bin</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>1024</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }

        _page = Encoding.UTF8.GetBytes(text.Append("</ListBucketResult>").ToString());
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Page() => ListingPage.Parse(_page).Objects.Count;
}
