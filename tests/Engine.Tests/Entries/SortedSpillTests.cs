using S3Sync.Entries;
using Xunit;

namespace S3Sync.Engine.Tests.Entries;

public sealed class SortedSpillTests
{
    private static readonly SpillFormat<(int Key, int Number)> Pairs = new(
        (left, right) => left.Key.CompareTo(right.Key),
        (writer, item) =>
        {
            writer.Write(item.Key);
            writer.Write(item.Number);
        },
        reader => (reader.ReadInt32(), reader.ReadInt32()));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    [InlineData(5000, 10)]
    [InlineData(5000, 999)]
    [InlineData(5000, 10_000)]
    public void Items_come_back_in_order_and_equal_ones_in_the_order_of_their_adding(int count, int inMemory)
    {
        var random = new Random(count + inMemory);
        using var spill = new SortedSpill<(int Key, int Number)>(Pairs, inMemory);
        var added = Enumerable.Range(0, count).Select(number => (Key: random.Next(count), number)).ToList();

        added.ForEach(spill.Add);

        Assert.Equal(count, spill.Count);
        Assert.Equal(added.OrderBy(item => item.Key), spill.InOrder());
    }

    [Fact]
    public async Task Items_that_are_added_from_many_threads_are_all_there()
    {
        using var spill = new SortedSpill<(int Key, int Number)>(Pairs, 100);

        await Parallel.ForAsync(0, 20_000, (number, _) =>
        {
            spill.Add((number, number));
            return ValueTask.CompletedTask;
        });

        Assert.Equal(Enumerable.Range(0, 20_000), spill.InOrder().Select(item => item.Key));
    }

    [Fact]
    public void They_may_be_read_again()
    {
        using var spill = new SortedSpill<(int Key, int Number)>(Pairs, 3);
        for (var number = 9; number >= 0; number--)
        {
            spill.Add((number, number));
        }

        Assert.Equal(Enumerable.Range(0, 5), spill.InOrder().Take(5).Select(item => item.Key));
        Assert.Equal(Enumerable.Range(0, 10), spill.InOrder().Select(item => item.Key));
    }
}
