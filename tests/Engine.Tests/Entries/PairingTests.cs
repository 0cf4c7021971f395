using S3Sync.Entries;
using S3Sync.Problems;
using Xunit;

namespace S3Sync.Engine.Tests.Entries;

public class PairingTests
{
    [Fact]
    public async Task Keys_of_both_sides_meet_and_the_others_come_alone()
    {
        var pairs = await JoinAsync(["a", "b", "d"], ["b", "c", "d", "e"]);

        Assert.Equal(["a|", "b|b", "|c", "d|d", "|e"], pairs);
    }

    [Fact]
    public async Task Characters_above_the_BMP_come_last_as_S3_lists_them()
    {
        var pairs = await JoinAsync(["\uFFFD", "\U0001F600"], ["\U0001F600"]);

        Assert.Equal(["\uFFFD|", "\U0001F600|\U0001F600"], pairs);
    }

    [Fact]
    public async Task A_listing_out_of_order_ends_the_run()
    {
        var failure = await Assert.ThrowsAsync<SyncException>(() => JoinAsync(["b", "a"], []));

        Assert.Contains("\"a\" came after \"b\"", failure.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_listed_twice_ends_the_run()
    {
        await Assert.ThrowsAsync<SyncException>(() => JoinAsync([], ["a", "a"]));
    }

    [Fact]
    public async Task Nothing_is_read_ahead_of_what_is_asked_for()
    {
        var read = 0;

        await foreach (var _ in Pairing.JoinAsync(Counted(), None(), CancellationToken.None))
        {
            break;
        }

        Assert.Equal(1, read);

        async IAsyncEnumerable<Listed> Counted()
        {
            for (var index = 0; index < 10; index++)
            {
                await Task.CompletedTask;
                read++;
                yield return Object($"{index}");
            }
        }
    }

    internal static Entry Object(string key, long size = 1) => new(key, EntryKind.Object, size, DateTimeOffset.UnixEpoch);

    private static async IAsyncEnumerable<Listed> None()
    {
        await Task.CompletedTask;
        yield break;
    }

    private static async Task<List<string>> JoinAsync(string[] source, string[] target)
    {
        var pairs = new List<string>();
        await foreach (var pair in Pairing.JoinAsync(Listing(source), Listing(target), CancellationToken.None))
        {
            pairs.Add($"{pair.Source?.Key}|{pair.Target?.Key}");
        }

        return pairs;
    }

    private static async IAsyncEnumerable<Listed> Listing(string[] keys)
    {
        foreach (var key in keys)
        {
            await Task.CompletedTask;
            yield return Object(key);
        }
    }
}
