using System.Globalization;
using S3Sync.Entries;
using S3Sync.Storage.S3.Listing;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

/// <summary>Listing side by side, over keys in memory that come in pages when a test lets them.</summary>
public class RangedListingTests
{
    private static readonly Comparer<string> ByKey = Comparer<string>.Create(KeyOrder.Compare);

    public static TheoryData<string, int> Shapes => new()
    {
        { "numbers", 40_000 },
        { "folders", 40_000 },
        { "one large folder among small ones", 40_000 },
        { "hashes", 20_000 },
        { "words", 20_000 },
        { "beyond ASCII", 20_000 },
        { "few", 1_500 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Every_key_comes_once_and_in_order(string shape, int count)
    {
        var bucket = new Pages(Keys(shape, count));

        Assert.Equal(bucket.Keys, await bucket.ListAsync(16));
    }

    [Theory]
    [InlineData("numbers", 8)]
    [InlineData("folders", 8)]
    [InlineData("one large folder among small ones", 6)]
    [InlineData("hashes", 8)]
    public async Task A_long_listing_is_read_side_by_side(string shape, int atLeast)
    {
        var bucket = new Pages(Keys(shape, 60_000));

        await bucket.ListAsync(16);

        Assert.True(bucket.MostAtATime >= atLeast, $"at most {bucket.MostAtATime} requests at a time");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Cuts_that_hit_nothing_cost_a_bounded_share_of_the_requests(string shape, int count)
    {
        var bucket = new Pages(Keys(shape, count));

        await bucket.ListAsync(16);

        var needed = (count / Pages.Size) + 1;
        Assert.True(bucket.Asked <= (needed * 2) + 4, $"{bucket.Asked} requests for {needed} pages");
    }

    [Fact]
    public async Task A_listing_of_two_pages_takes_two_requests()
    {
        var bucket = new Pages(Keys("numbers", 1_900));

        await bucket.ListAsync(16);

        Assert.Equal(2, bucket.Asked);
    }

    [Fact]
    public async Task One_at_a_time_begins_nowhere_but_at_the_beginning()
    {
        var bucket = new Pages(Keys("folders", 9_500));

        await bucket.ListAsync(1);

        Assert.Equal((10, 1, 0), (bucket.Asked, bucket.MostAtATime, bucket.BegunAfter));
    }

    [Fact]
    public async Task Only_what_lies_between_two_keys_is_listed()
    {
        var bucket = new Pages(Keys("numbers", 30_000));

        var listed = await bucket.ListAsync(16, after: bucket.Keys[4_999], upTo: bucket.Keys[20_000]);

        Assert.Equal(bucket.Keys[5_000..20_001], listed);
    }

    [Fact]
    public async Task Pages_that_wait_are_bounded_while_nobody_reads()
    {
        var bucket = new Pages(Keys("numbers", 200_000));
        await Task.Run(async () =>
        {
            await using var objects = bucket.NewListing(16).ReadAsync(null, null, default).GetAsyncEnumerator();
            for (var read = 0; read < 30_000; read++)
            {
                Assert.True(await bucket.NextAsync(objects));
                bucket.LetArrive();
                Assert.True(bucket.Answered - (read / Pages.Size) <= 60, $"{bucket.Answered} pages were read for {read} keys");
            }
        });
    }

    [Fact]
    public async Task An_endpoint_that_does_not_begin_where_it_is_asked_to_is_noticed()
    {
        var bucket = new Pages(Keys("numbers", 30_000)) { IgnoresBeginnings = true };

        await Assert.ThrowsAsync<RangeIgnoredException>(() => bucket.ListAsync(16));
    }

    [Fact]
    public async Task The_failure_of_a_page_comes_out_when_its_turn_has_come()
    {
        var bucket = new Pages(Keys("numbers", 30_000));
        bucket.FailsAfter = bucket.Keys[15_000];
        var listed = new List<string>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bucket.ListAsync(16, into: listed));

        Assert.Equal(bucket.Keys[..listed.Count], listed);
        Assert.InRange(listed.Count, 1, 15_001);
    }

    [Theory]
    [InlineData("folder before its neighbours")]
    [InlineData("ignoring case")]
    public async Task An_endpoint_with_an_order_of_its_own_never_looks_as_if_it_had_fewer_keys(string order)
    {
        var byItsOrder = Comparer<string>.Create((left, right) => string.CompareOrdinal(InOrder(order, left), InOrder(order, right)));
        string[] folders = order == "ignoring case" ? ["00", "b", "C"] : ["00", "a", "a-b"];
        var keys = folders.SelectMany(folder => Enumerable.Range(0, folder == folders[^1] ? 500 : 3_500).Select(number => $"{folder}/{number:D5}"));
        var bucket = new Pages([.. keys.Order(byItsOrder)], byItsOrder);

        Assert.True(await bucket.NoticesItsOrderAsync(), "Keys are missing, and the others are in order.");
    }

    private static string InOrder(string order, string key) => order == "ignoring case" ? key.ToUpperInvariant() : key.Replace('/', '\u0001');

    private static string[] Keys(string shape, int count)
    {
        var random = new Random(7);
        var keys = Enumerable.Range(0, count).Select(number => shape switch
        {
            "numbers" or "few" => $"object-{number:D8}.bin",
            "folders" => $"data/{number / 300:D4}/object-{number:D8}.bin",
            "one large folder among small ones" => number < 300 ? $"a/{number / 10}/x{number}" : number < count - 300 ? $"m/obj-{number:D7}" : $"z/{number}",
            "hashes" => $"{random.NextInt64():x16}",
            "words" => new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => "etaoin shr/dlu.-ETA"[random.Next(19)])]) + number,
            _ => $"{(char)random.Next(0xc0, 0x4000)}{char.ConvertFromUtf32(random.Next(0x1f300, 0x1f5ff))}/{(char)random.Next(0xe000, 0xfffd)}{number}",
        });
        return [.. keys.Distinct().Order(ByKey)];
    }

    /// <summary>
    /// Sorted keys that are asked for in pages. Answers arrive when the listing waits, all that are on their way by then, the last asked for
    /// first: so what is side by side does not depend on the machine.
    /// </summary>
    private sealed class Pages(string[] keys, IComparer<string>? order = null)
    {
        public const int Size = 1000;

        private readonly List<Action> _onTheirWay = [];

        public string[] Keys => keys;

        public int Asked { get; private set; }

        public int Answered { get; private set; }

        public int MostAtATime { get; private set; }

        public int BegunAfter { get; private set; }

        public bool IgnoresBeginnings { get; init; }

        public string? FailsAfter { get; set; }

        public RangedListing NewListing(int parallel) => new(parallel, new(PageAsync, static (page, _) => page.Token, FoldersAsync, Size / 2), prefixLength: 0);

        // On the pool: there whoever waits for an answer goes on in the very call that lets it arrive.
        public async Task<List<string>> ListAsync(int parallel, string? after = null, string? upTo = null, List<string>? into = null)
        {
            var listed = into ?? [];
            await Task.Run(async () =>
            {
                await using var objects = NewListing(parallel).ReadAsync(after, upTo, default).GetAsyncEnumerator();
                while (await NextAsync(objects))
                {
                    listed.Add(objects.Current.Key);
                }
            });
            return listed;
        }

        // The pairing notices keys out of order; the listing that its ranges do not fit.
        public async Task<bool> NoticesItsOrderAsync() => await Task.Run(async () =>
        {
            var (count, last) = (0, "");
            try
            {
                await using var objects = NewListing(16).ReadAsync(null, null, default).GetAsyncEnumerator();
                for (; await NextAsync(objects); (count, last) = (count + 1, objects.Current.Key))
                {
                    if (KeyOrder.Compare(last, objects.Current.Key) >= 0)
                    {
                        return true;
                    }
                }

                return count == keys.Length;
            }
            catch (RangeIgnoredException)
            {
                return true;
            }
        });

        public ValueTask<bool> NextAsync(IAsyncEnumerator<ListedObject> objects)
        {
            var next = objects.MoveNextAsync();
            while (!next.IsCompleted)
            {
                LetArrive();
            }

            return next;
        }

        public void LetArrive()
        {
            Action[] arriving = [.. _onTheirWay];
            MostAtATime = Math.Max(MostAtATime, arriving.Length);
            _onTheirWay.Clear();
            foreach (var arrive in arriving.Reverse())
            {
                Answered++;
                arrive();
            }
        }

        private Task<ListingPage> PageAsync(string? after, string? token)
        {
            Asked++;
            BegunAfter += after is not null && token is null ? 1 : 0;
            var begin = token is not null ? int.Parse(token, CultureInfo.InvariantCulture) : after is null || IgnoresBeginnings ? 0 : IndexAfter(after);
            var page = keys.Skip(begin).Take(Size).Select(static key => new ListedObject(key, 1, DateTimeOffset.UnixEpoch, null)).ToList();
            var answer = new TaskCompletionSource<ListingPage>();
            _onTheirWay.Add(FailsAfter is not null && page.Count > 0 && KeyOrder.Compare(page[^1].Key, FailsAfter) > 0
                ? () => answer.SetException(new InvalidOperationException("The page failed."))
                : () => answer.SetResult(new(page, begin + Size < keys.Length, begin + Size < keys.Length ? (begin + Size).ToString(CultureInfo.InvariantCulture) : null)));
            return answer.Task;
        }

        private int IndexAfter(string key)
        {
            var index = Array.BinarySearch(keys, key, order ?? ByKey);
            return index >= 0 ? index + 1 : ~index;
        }

        private Task<IReadOnlyList<string>> FoldersAsync()
        {
            var first = Below("");
            return Task.FromResult(first.Count == 1 ? Below(first[0]) : first);
        }

        private IReadOnlyList<string> Below(string prefix) =>
        [
            .. keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && key.IndexOf('/', prefix.Length) > 0)
                .Select(key => key[..(key.IndexOf('/', prefix.Length) + 1)]).Distinct().Take(Size),
        ];
    }
}
