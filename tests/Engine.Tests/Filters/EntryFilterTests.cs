using S3Sync.Entries;
using S3Sync.Options;
using Xunit;

namespace S3Sync.Engine.Tests.Filters;

public sealed class EntryFilterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "MtimeBeforeFilter")]
    [InlineData(1, "MtimeBeforeFilter")]
    public void Before_an_instant_means_earlier_than_it(int milliseconds, string? dropping) =>
        Assert.Equal(dropping, Dropping(new() { MtimeBefore = Noon }, modified: Noon.AddMilliseconds(milliseconds)));

    [Theory]
    [InlineData(-1, "MtimeAfterFilter")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    public void After_an_instant_means_at_it_or_later(int milliseconds, string? dropping) =>
        Assert.Equal(dropping, Dropping(new() { MtimeAfter = Noon }, modified: Noon.AddMilliseconds(milliseconds)));

    [Theory]
    [InlineData(99, null)]
    [InlineData(100, "SmallerSizeFilter")]
    [InlineData(101, "SmallerSizeFilter")]
    public void Smaller_than_a_size_means_fewer_bytes(long size, string? dropping) =>
        Assert.Equal(dropping, Dropping(new() { SmallerSize = 100 }, size));

    [Theory]
    [InlineData(99, "LargerSizeFilter")]
    [InlineData(100, null)]
    [InlineData(101, null)]
    public void Larger_than_a_size_means_as_many_bytes_or_more(long size, string? dropping) =>
        Assert.Equal(dropping, Dropping(new() { LargerSize = 100 }, size));

    [Fact]
    public void A_delete_marker_passes_every_size_and_no_time()
    {
        var marker = new Entry("key", EntryKind.Object, 0, Noon) { IsDeleteMarker = true };

        Assert.Null(new EntryFilter(new() { LargerSize = 100, SmallerSize = 0 }).Dropping(marker));
        Assert.Equal("MtimeAfterFilter", new EntryFilter(new() { MtimeAfter = Noon.AddDays(1) }).Dropping(marker)?.Name);
    }

    [Fact]
    public void The_first_filter_in_the_order_of_the_original_is_the_one_that_is_named()
    {
        var all = new FilterOptions { MtimeBefore = Noon, MtimeAfter = Noon.AddDays(2), SmallerSize = 1, LargerSize = 10, IncludeRegex = "x", ExcludeRegex = "k" };
        FilterOptions[] everFewer =
        [
            all, all with { MtimeBefore = null }, all with { MtimeBefore = null, MtimeAfter = null },
            all with { MtimeBefore = null, MtimeAfter = null, SmallerSize = null },
            all with { MtimeBefore = null, MtimeAfter = null, SmallerSize = null, LargerSize = null },
            new() { ExcludeRegex = "k" },
        ];

        Assert.Equal(
            ["MtimeBeforeFilter", "MtimeAfterFilter", "SmallerSizeFilter", "LargerSizeFilter", "IncludeRegexFilter", "ExcludeRegexFilter"],
            everFewer.Select(options => Dropping(options, size: 5, modified: Noon)));
    }

    [Fact]
    public void A_filter_tells_what_it_was_set_to()
    {
        Assert.Equal("2026-01-02T12:00:00+00:00", SettingOf(new() { MtimeBefore = Noon }));
        Assert.Equal("100", SettingOf(new() { LargerSize = 100 }));
        Assert.Equal("^x", SettingOf(new() { IncludeRegex = "^x" }));
    }

    [Fact]
    public void Only_expressions_judge_a_key_by_itself()
    {
        var filter = new EntryFilter(new() { MtimeBefore = Noon, LargerSize = 100, ExcludeRegex = "^tmp/" });

        Assert.Null(filter.DroppingKey("key"));
        Assert.Equal("ExcludeRegexFilter", filter.DroppingKey("tmp/key")?.Name);
    }

    private static string? Dropping(FilterOptions options, long size = 5, DateTimeOffset? modified = null) =>
        new EntryFilter(options).Dropping(new("key", EntryKind.Object, size, modified ?? Noon))?.Name;

    private static string? SettingOf(FilterOptions options) => new EntryFilter(options).Dropping(new("key", EntryKind.Object, 5, Noon))?.Setting;
}
