using S3Sync.Catalog.Texts;
using S3Sync.Options;

namespace S3Sync.Tool.Tests.Catalog;

public class LocationTextTests
{
    [Theory]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("s3://bucket/", "bucket", "")]
    [InlineData("s3://bucket/some/prefix", "bucket", "some/prefix")]
    [InlineData("s3://bucket//x", "bucket", "/x")]
    [InlineData("s3://bucket/a%20b?c#d/../e", "bucket", "a%20b?c#d/../e")]
    [InlineData("S3://My.Bucket_1/Ü", "My.Bucket_1", "Ü")]
    public void A_place_in_S3_is_plain_text(string text, string bucket, string prefix) =>
        Assert.Equal(new S3Location(bucket, prefix), Read(text));

    [Theory]
    [InlineData("dir", "/here/dir")]
    [InlineData("dir/", "/here/dir")]
    [InlineData("./a:b", "/here/a:b")]
    [InlineData("../x", "/x")]
    [InlineData("/", "/")]
    [InlineData(" ", "/here/ ")]
    public void A_path_is_meant_from_the_current_folder(string text, string path) =>
        Assert.Equal(new LocalLocation(path), Read(text));

    [Theory]
    [InlineData("s3://", "S3S120")]
    [InlineData("s3:///x", "S3S120")]
    [InlineData("s3:x", "S3S120")]
    [InlineData("s3://[x", "S3S121")]
    [InlineData("s3://..", "S3S121")]
    [InlineData("https://bucket", "S3S122")]
    [InlineData("file:///tmp", "S3S122")]
    [InlineData("a:b/c", "S3S122")]
    public void What_is_no_place_is_refused(string text, string code)
    {
        Assert.Null(LocationText.Read(new(text, "TARGET"), "/here", out var problem));
        Assert.Equal(code, problem?.Code);
    }

    private static Location? Read(string text) => LocationText.Read(new(text, "TARGET"), "/here", out _);
}
