using S3Sync.Catalog;

namespace S3Sync.Tool.Tests.Catalog;

public class NearestNameTests
{
    private static readonly string[] Names = [.. OptionCatalog.All.Select(option => option.Name)];

    [Theory]
    [InlineData("wrker-size", "worker-size")]
    [InlineData("worker-szie", "worker-size")]
    [InlineData("dryrun", "dry-run")]
    [InlineData("delet", "delete")]
    [InlineData("multipart-chunk-size", "multipart-chunksize")]
    public void A_mistyped_name_finds_the_one_that_was_meant(string typed, string meant) => Assert.Equal(meant, NearestName.Of(typed, Names));

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("x")]
    [InlineData("")]
    public void A_name_like_no_other_finds_none(string typed) => Assert.Null(NearestName.Of(typed, Names));
}
