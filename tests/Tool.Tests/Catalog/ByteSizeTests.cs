using S3Sync.Catalog.Texts;

namespace S3Sync.Tool.Tests.Catalog;

public class ByteSizeTests
{
    [Theory]
    [InlineData("8MiB", 8_388_608)]
    [InlineData("8mib", 8_388_608)]
    [InlineData("8Mi", 8_388_608)]
    [InlineData("8MB", 8_000_000)]
    [InlineData("8mb", 8_000_000)]
    [InlineData("8M", 8_000_000)]
    [InlineData("8 MiB", 8_388_608)]
    [InlineData("1.5GiB", 1_610_612_736)]
    [InlineData("123", 123)]
    [InlineData("123b", 123)]
    [InlineData("1e", 1_000_000_000_000_000_000)]
    [InlineData("0", 0)]
    public void A_unit_means_bytes_in_any_case(string text, long bytes) => Assert.Equal(bytes, ByteSize.TryRead(text));

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("8mbit")]
    [InlineData("8bits")]
    [InlineData("8ZiB")]
    [InlineData("8i")]
    [InlineData("-8")]
    [InlineData("1.2.3")]
    [InlineData(".5MiB")]
    [InlineData("8EiB")]
    [InlineData("99999999999999999999")]
    [InlineData("0x10")]
    [InlineData("8MiBs")]
    public void What_is_no_size_or_does_not_fit_is_refused(string text) => Assert.Null(ByteSize.TryRead(text));

    [Theory]
    [InlineData(8_388_608, "8MiB")]
    [InlineData(5L << 30, "5GiB")]
    [InlineData(1025, "1025")]
    [InlineData(0, "0")]
    public void A_size_is_shown_exactly(long bytes, string text)
    {
        Assert.Equal(text, ByteSize.Show(bytes));
        Assert.Equal(bytes, ByteSize.TryRead(text));
    }
}
