using S3Sync.Options;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>What is refused about a side before anything is asked of it.</summary>
public class SideCheckTests
{
    // The MD5 of 32 zero bytes.
    private const string Md5OfZeros = "cLyPS3KoaSFGi/joRB3OUQ==";
    private static readonly string Zeros = Convert.ToBase64String(new byte[32]);

    [Fact]
    public void A_complete_customer_key_is_taken_on_either_side()
    {
        Assert.Empty(ProblemsOf(options => options with { SourceS3 = Key("AES256", Zeros, Md5OfZeros), TargetS3 = Key("AES256", Zeros, Md5OfZeros) }));
        Assert.Empty(ProblemsOf(options => options with { SourceS3 = Key("AES256", Zeros, Md5OfZeros), Protection = new() { Encryption = "aws:kms", KmsKeyId = "k" } }));
    }

    [Theory]
    [InlineData("S3S530", "AES256", null, Md5OfZeros)]
    [InlineData("S3S530", null, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", Md5OfZeros)]
    [InlineData("S3S530", "AES128", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", Md5OfZeros)]
    [InlineData("S3S531", "AES256", "AAAA", Md5OfZeros)]
    [InlineData("S3S531", "AES256", "no base64!", Md5OfZeros)]
    [InlineData("S3S532", "AES256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=", Md5OfZeros)]
    public void A_customer_key_that_cannot_be_right_is_refused_without_being_shown(string code, string? algorithm, string? key, string? md5)
    {
        var problem = Assert.Single(ProblemsOf(options => options with { TargetS3 = Key(algorithm, key, md5) }));

        Assert.StartsWith(code + ":", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(key ?? Zeros, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void One_object_has_one_encryption() => Assert.StartsWith("S3S533:", Assert.Single(ProblemsOf(static options => options with
    {
        TargetS3 = Key("AES256", Zeros, Md5OfZeros),
        Protection = new() { Encryption = "aws:kms" },
    })), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("AES256")]
    public void A_key_of_KMS_wants_KMS(string? encryption) => Assert.StartsWith("S3S534:", Assert.Single(ProblemsOf(options => options with
    {
        Protection = new() { Encryption = encryption, KmsKeyId = "k" },
    })), StringComparison.Ordinal);

    [Theory]
    [InlineData("plain", null, false, 0)]
    [InlineData("plain", "http://127.0.0.1", false, 1)]
    [InlineData("plain", null, true, 1)]
    [InlineData("dotted.name", null, false, 1)]
    [InlineData("zone--usw2-az1--x-s3", null, false, 1)]
    public void Acceleration_is_for_what_AWS_accelerates(string bucket, string? endpoint, bool pathStyle, int problems) => Assert.Equal(problems, ProblemsOf(
        options => options with { TargetS3 = new() { Accelerate = true, EndpointUrl = endpoint, ForcePathStyle = pathStyle } }, bucket).Count);

    [Fact]
    public void A_proxy_that_is_none_is_refused_without_being_shown()
    {
        var problem = Assert.Single(ProblemsOf(static options => options with { Connection = new() { HttpProxy = "user:marked@proxy" } }));

        Assert.StartsWith("S3S536:", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", problem, StringComparison.Ordinal);
    }

    private static S3SideOptions Key(string? algorithm, string? key, string? md5) => new() { CustomerKeyAlgorithm = algorithm, CustomerKey = key, CustomerKeyMd5 = md5 };

    private static List<string> ProblemsOf(Func<SyncOptions, SyncOptions> change, string bucket = "two")
    {
        _ = SyncJob.TryCreate(new S3Location("one", ""), new S3Location(bucket, ""), change(new()), out var problems);
        return [.. problems.Select(static problem => problem.ToString())];
    }
}
