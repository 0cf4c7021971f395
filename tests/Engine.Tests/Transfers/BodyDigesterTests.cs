using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.Integrity.Md5Lanes;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers;
using Xunit;

namespace S3Sync.Engine.Tests.Transfers;

public sealed class BodyDigesterTests
{
    private static readonly byte[] Body = Enumerable.Range(0, 300_000).Select(static at => (byte)(at * at >> 3)).ToArray();

    public static TheoryData<bool, bool, ChecksumAlgorithm?> Needs
    {
        get
        {
            var needs = new TheoryData<bool, bool, ChecksumAlgorithm?>();
            foreach (var algorithm in ChecksumAlgorithms.All.Select(static algorithm => (ChecksumAlgorithm?)algorithm).Append(null))
            {
                needs.Add(true, true, algorithm);
                needs.Add(true, false, algorithm);
                needs.Add(false, true, algorithm);
                needs.Add(false, false, algorithm);
            }

            return needs;
        }
    }

    [Theory]
    [MemberData(nameof(Needs))]
    public async Task Every_way_of_digesting_gives_exactly_what_is_needed(bool md5, bool sha256, ChecksumAlgorithm? checksum)
    {
        var digester = new BodyDigester(new(md5, sha256, checksum is { } asked ? AskedChecksum.Of(asked) : null), new Md5Queue(Md5Batch.Lanes));
        var expected = new BodyDigests(Body.Length)
        {
            ETag = md5 ? ETag.OfContent(MD5.HashData(Body)) : null,
            ContentMd5 = md5 ? Convert.ToBase64String(MD5.HashData(Body)) : null,
            SignsPayload = sha256,
            ContentSha256 = sha256 ? Convert.ToHexStringLower(SHA256.HashData(Body)) : null,
            Checksum = checksum is { } algorithm ? ChecksumOf(algorithm) : null,
        };

        Assert.Equal(expected, digester.Of(Body));
        Assert.Equal(expected, await digester.OfAsync(Body));
        Assert.Equal(expected, await digester.OfAsync(new MemoryStream(Body), default));
    }

    [Fact]
    public async Task An_empty_body_has_digests_too()
    {
        var digester = new BodyDigester(new(true, true, AskedChecksum.Of(ChecksumAlgorithm.Crc64Nvme)), new Md5Queue(Md5Batch.Lanes));
        Assert.Equal("d41d8cd98f00b204e9800998ecf8427e", digester.Of([]).ETag?.Value);
        Assert.Equal(digester.Of([]), await digester.OfAsync(new MemoryStream(), default));
    }

    [Fact]
    public void Digesting_a_small_body_allocates_no_more_than_its_words()
    {
        var digester = new BodyDigester(new(true, true, AskedChecksum.Of(ChecksumAlgorithm.Crc64Nvme)), new Md5Queue(Md5Batch.Lanes));
        digester.Of(Body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        digester.Of(Body);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600);
    }

    [Fact]
    public void Without_the_content_md5_header_no_md5_is_computed() =>
        Assert.False(DigestNeeds.Of(new() { DisableContentMd5Header = true }, targetIsDirectoryBucket: false, connectionIsEncrypted: false).Md5);

    [Fact]
    public void Without_payload_signing_no_sha_256_is_computed() =>
        Assert.False(DigestNeeds.Of(new() { DisablePayloadSigning = true }, targetIsDirectoryBucket: false, connectionIsEncrypted: false).Sha256);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void By_default_bodies_have_the_checksum_that_s3_prefers_and_that_may_be_left_out(bool targetIsDirectoryBucket) =>
        Assert.Equal(
            new(Md5: !targetIsDirectoryBucket, Sha256: true, new(ChecksumAlgorithm.Crc64Nvme, ChecksumType.FullObject, IsOptional: true)),
            DigestNeeds.Of(new(), targetIsDirectoryBucket, connectionIsEncrypted: false));

    [Fact]
    public void A_directory_bucket_gets_no_checksum_when_that_is_switched_off() =>
        Assert.Equal(new(Md5: false, Sha256: true, null), DigestNeeds.Of(new() { DisableExpressOneZoneAdditionalChecksum = true }, targetIsDirectoryBucket: true, connectionIsEncrypted: false));

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, ChecksumType.FullObject)]
    [InlineData(ChecksumAlgorithm.Crc32C, ChecksumType.FullObject)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme, ChecksumType.FullObject)]
    [InlineData(ChecksumAlgorithm.Sha256, ChecksumType.Composite)]
    public void A_full_object_checksum_is_asked_for_where_the_algorithm_has_one(ChecksumAlgorithm algorithm, ChecksumType type) =>
        Assert.Equal(
            new AskedChecksum(algorithm, type, IsOptional: false),
            DigestNeeds.Of(new() { AdditionalChecksumAlgorithm = algorithm, FullObjectChecksum = true }, targetIsDirectoryBucket: false, connectionIsEncrypted: false).Stored);

    [Fact]
    public void Over_an_encrypted_connection_the_payload_is_signed_only_when_nothing_else_speaks_of_it()
    {
        Assert.False(DigestNeeds.Of(new(), targetIsDirectoryBucket: false, connectionIsEncrypted: true).Sha256);
        Assert.False(DigestNeeds.Of(new() { DisableContentMd5Header = true }, targetIsDirectoryBucket: false, connectionIsEncrypted: true).Sha256);
        Assert.True(DigestNeeds.Of(new() { DisableExpressOneZoneAdditionalChecksum = true }, targetIsDirectoryBucket: true, connectionIsEncrypted: true).Sha256);
    }

    private static Checksum ChecksumOf(ChecksumAlgorithm algorithm)
    {
        using var hasher = ContentHasher.For(algorithm);
        hasher.Append(Body);
        return Checksum.OfDigest(algorithm, hasher.Finish());
    }
}
