using S3Sync.Engine.Tests.Entries;
using S3Sync.Entries;
using S3Sync.Options;
using S3Sync.Planning;
using S3Sync.Planning.Comparing;
using S3Sync.Problems;
using Xunit;

namespace S3Sync.Engine.Tests.Planning;

public class PlannerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_the_target_lacks_is_transferred() =>
        Assert.Equal(Reason.Missing, TransferReason(Decide(At(Noon), null)));

    [Fact]
    public void A_source_newer_by_a_second_is_transferred() =>
        Assert.Equal(Reason.Newer, TransferReason(Decide(At(Noon.AddSeconds(1)), At(Noon))));

    [Fact]
    public void A_source_newer_by_less_than_a_second_is_not() =>
        Assert.IsType<PlannedAction.Skip>(Decide(At(Noon.AddMilliseconds(999)), At(Noon)));

    [Fact]
    public void An_older_source_of_another_size_is_transferred() =>
        Assert.Equal(Reason.SizeDiffers, TransferReason(Decide(At(Noon, size: 2), At(Noon.AddDays(1), size: 1))));

    [Fact]
    public void An_older_source_of_the_same_size_is_left() =>
        Assert.IsType<PlannedAction.Skip>(Decide(At(Noon), At(Noon.AddDays(1))));

    [Fact]
    public void Two_empty_ones_at_a_local_target_are_the_same_whatever_their_times() =>
        Assert.IsType<PlannedAction.Skip>(Decide(At(Noon.AddDays(1), size: 0), At(Noon, size: 0), new TimeAndSizeComparison(targetIsLocal: true)));

    [Fact]
    public void By_size_a_newer_source_of_the_same_size_is_left() =>
        Assert.IsType<PlannedAction.Skip>(Decide(At(Noon.AddDays(1)), At(Noon), new SizeComparison()));

    [Fact]
    public void A_target_alone_is_deleted_only_when_asked()
    {
        Assert.IsType<PlannedAction.Nothing>(PlannerOf(new()).Decide(new(null, At(Noon))));
        Assert.IsType<PlannedAction.Delete>(PlannerOf(deletes: true).Decide(new(null, At(Noon))));
    }

    [Fact]
    public void A_target_alone_that_a_filter_leaves_out_is_protected() =>
        Assert.IsType<PlannedAction.Skip>(PlannerOf(deletes: true, exclude: "^key").Decide(new(null, At(Noon))));

    [Fact]
    public void A_filtered_source_is_skipped_and_its_target_stays() =>
        Assert.IsType<PlannedAction.Skip>(PlannerOf(deletes: true, exclude: "key").Decide(new(At(Noon.AddDays(1)), At(Noon))));

    [Fact]
    public void An_include_filter_matches_anywhere_in_the_key()
    {
        Assert.IsType<PlannedAction.Transfer>(PlannerOf(include: "e").Decide(new(At(Noon), null)));
        Assert.IsType<PlannedAction.Skip>(PlannerOf(include: "^e").Decide(new(At(Noon), null)));
    }

    [Fact]
    public void What_the_target_cannot_hold_is_refused_before_anything_is_compared()
    {
        var problem = new Problem("S3S000", "no");
        var planner = new Planner(new(new()), new SizeComparison(), _ => problem, new());

        Assert.Equal(new PlannedAction.Refuse("key", problem), planner.Decide(new(At(Noon), At(Noon))));
    }

    [Fact]
    public void A_local_folder_keeps_its_marker_and_is_never_uploaded()
    {
        var folder = new Entry("d/", EntryKind.Folder, 0, Noon);

        Assert.IsType<PlannedAction.Nothing>(PlannerOf(deletes: true).Decide(new(folder, new Entry("d/", EntryKind.Marker, 0, Noon))));
        Assert.IsType<PlannedAction.Nothing>(PlannerOf(deletes: true).Decide(new(folder, null)));
    }

    [Fact]
    public void A_marker_whose_folder_is_there_needs_nothing() =>
        Assert.IsType<PlannedAction.Skip>(PlannerOf().Decide(new(new Entry("d/", EntryKind.Marker, 0, Noon.AddDays(1)), new Entry("d/", EntryKind.Folder, 0, Noon))));

    [Fact]
    public void What_could_not_be_read_and_a_filter_leaves_out_is_no_problem_but_an_unreadable_folder_stays_one()
    {
        var file = new Withheld("key", new("S3S000", "no"), MakesListingIncomplete: false);
        var folder = new Withheld("key/", new("S3S000", "no"), MakesListingIncomplete: true);

        Assert.Equal("ExcludeRegexFilter", Assert.IsType<PlannedAction.Withhold>(PlannerOf(exclude: "key").Decide(new(file, null))).Filter);
        Assert.Null(Assert.IsType<PlannedAction.Withhold>(PlannerOf(exclude: "key").Decide(new(folder, null))).Filter);
    }

    [Fact]
    public void A_link_at_the_target_is_replaced() =>
        Assert.Equal(Reason.TargetIsLink, TransferReason(PlannerOf().Decide(new(At(Noon), new Entry("key", EntryKind.Link, 0, Noon.AddDays(1))))));

    [Fact]
    public void The_runs_own_temporary_files_are_never_entries() =>
        Assert.IsType<PlannedAction.Nothing>(PlannerOf(deletes: true).Decide(new(null, PairingTests.Object(".s3sync-0123456789abcdef.part"))));

    private static Entry At(DateTimeOffset modified, long size = 1) => new("key", EntryKind.Object, size, modified);

    private static Reason TransferReason(PlannedAction action) => Assert.IsType<PlannedAction.Transfer>(action).Reason;

    private static PlannedAction Decide(Entry source, Entry? target, IComparison? comparison = null) =>
        new Planner(new(new()), comparison ?? new TimeAndSizeComparison(targetIsLocal: false), _ => null, new()).Decide(new(source, target));

    private static Planner PlannerOf(bool deletes = false, string? include = null, string? exclude = null) =>
        new(new(new FilterOptions { IncludeRegex = include, ExcludeRegex = exclude }), new TimeAndSizeComparison(targetIsLocal: false), _ => null, new() { Deletes = deletes });
}
