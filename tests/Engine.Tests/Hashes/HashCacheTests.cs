using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using Xunit;
using static S3Sync.Engine.Tests.Hashes.CacheWorld;

namespace S3Sync.Engine.Tests.Hashes;

public sealed class HashCacheTests
{
    [Fact]
    public void What_one_run_remembers_the_next_one_knows_also_when_there_is_much_of_it()
    {
        using var world = new CacheWorld();
        var keys = Enumerable.Range(0, 25_000).Select(Key).ToArray();
        world.Know([.. keys.Reverse()]);

        using var cache = world.Open();

        Assert.Null(cache.Complaint);
        Assert.All(keys, key => Assert.Equal(TagOf(key), Ask(cache, key)));
    }

    [Theory]
    [InlineData("size")]
    [InlineData("mtime")]
    [InlineData("mtime ns")]
    [InlineData("ctime")]
    [InlineData("ctime ns")]
    [InlineData("inode")]
    public void A_file_any_of_whose_facts_has_moved_is_not_known_and_is_forgotten(string moved)
    {
        using var world = new CacheWorld();
        world.Know("a", "b");
        var stamp = moved switch
        {
            "size" => Stamp() with { Size = 6 },
            "mtime" => Stamp() with { Modified = 1_000_001 },
            "mtime ns" => Stamp() with { ModifiedNanosecond = 112 },
            "ctime" => Stamp() with { Changed = 2_000_001 },
            "ctime ns" => Stamp() with { ChangedNanosecond = 223 },
            _ => Stamp() with { Number = 78 },
        };

        using (var cache = world.Open())
        {
            Assert.Null(Ask(cache, "a", stamp));
            Assert.Equal(TagOf("b"), Ask(cache, "b"));
            Assert.Null(cache.Save());
        }

        Assert.Equal(["b"], world.Known());
    }

    [Theory]
    [InlineData(-2_000_000_000, -2_000_000_000, true)]
    [InlineData(-1_999_999_900, -3_000_000_000, false)]
    [InlineData(-3_000_000_000, -1_999_999_900, false)]
    [InlineData(-3_000_000_000, 0, false)]
    [InlineData(60_000_000_000, -3_000_000_000, false)]
    public void A_file_that_was_written_just_before_it_was_hashed_is_not_remembered(long modified, long changed, bool isRemembered)
    {
        using var world = new CacheWorld();
        using var cache = world.Open();
        var began = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero);
        var (mtime, ctime) = (At(began, modified), At(began, changed));
        var stamp = new FileStamp(5, mtime.Second, mtime.Nanosecond, ctime.Second, ctime.Nanosecond, 77);

        cache.Remember("a", new(stamp, new StoredEvidence.OfETag(TagOf("a")), 0), began);
        cache.Save();

        Assert.Equal(isRemembered ? ["a"] : [], world.Known());
    }

    [Fact]
    public void What_a_run_did_not_come_to_stays_and_what_is_gone_is_forgotten()
    {
        using var world = new CacheWorld();
        world.Know("a", "b", "c", "d", "e");

        using (var cache = world.Open())
        {
            Assert.NotNull(Ask(cache, "b"));
            Assert.Null(((Entry)cache.Attach(new(null, new Entry("c", EntryKind.Object, 5, default))).Target!).Remembered);
            Assert.Null(cache.Save());
        }

        Assert.Equal(["b", "d", "e"], world.Known());
    }

    [Fact]
    public void What_could_not_be_listed_stays()
    {
        using var world = new CacheWorld();
        world.Know("d", "d-x", "d/a", "d/b/c", "d0", "e");

        using (var cache = world.Open())
        {
            cache.Attach(new(new Withheld("d", null, MakesListingIncomplete: false), null));
            cache.Attach(new(new Withheld("d/", null, MakesListingIncomplete: true), null));
            Assert.NotNull(Ask(cache, "e"));
            cache.Save();
        }

        Assert.Equal(["d", "d/a", "d/b/c", "e"], world.Known());
    }

    [Fact]
    public void What_is_computed_last_for_a_key_counts()
    {
        using var world = new CacheWorld();
        world.Know("a", "b");

        using (var cache = world.Open())
        {
            Assert.NotNull(Ask(cache, "a"));
            cache.Remember("a", new(Stamp(), new StoredEvidence.OfETag(TagOf("x")), 0), cache.Now);
            cache.Remember("a", new(Stamp(), new StoredEvidence.OfETag(ETag.OfParts([new byte[16], new byte[16]])), 1 << 20), cache.Now);
            cache.Save();
        }

        using var next = world.Open();
        Assert.Equal(ETag.OfParts([new byte[16], new byte[16]]), Ask(next, "a"));
        Assert.Equal(TagOf("b"), Ask(next, "b"));
    }

    [Fact]
    public void Checksums_are_remembered_as_they_are_whole_and_over_parts()
    {
        using var world = new CacheWorld();
        var digest = Enumerable.Range(0, 32).Select(number => (byte)number).ToArray();
        Checksum[] checksums = [.. ChecksumAlgorithms.All.Select(algorithm => Checksum.OfDigest(algorithm, digest.AsSpan(0, algorithm.DigestLength())) with { Parts = (int)algorithm })];
        using (var cache = world.Open())
        {
            foreach (var checksum in checksums)
            {
                cache.Remember(checksum.Algorithm.WireName(), new(Stamp(), new StoredEvidence.OfChecksum(checksum), 1 << 20), cache.Now);
            }

            Assert.Null(cache.Save());
        }

        using var next = world.Open();
        foreach (var checksum in checksums.OrderBy(checksum => checksum.Algorithm.WireName(), StringComparer.Ordinal))
        {
            var entry = new Entry(checksum.Algorithm.WireName(), EntryKind.Object, 5, default) { Stamp = Stamp() };
            var known = ((Entry)next.Attach(new(entry, null)).Source!).Remembered;
            Assert.Equal(new HashedContent(Stamp(), new StoredEvidence.OfChecksum(checksum), 1 << 20), known);
        }
    }

    [Fact]
    public void A_run_that_learns_nothing_does_not_write()
    {
        using var world = new CacheWorld();
        world.Know("a", "b");
        var before = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(world.File, before);

        using (var cache = world.Open())
        {
            Ask(cache, "a");
            Ask(cache, "b");
            Assert.Null(cache.Save());
        }

        Assert.Equal(before, File.GetLastWriteTimeUtc(world.File));
    }

    [Fact]
    public void A_dry_run_knows_and_does_not_write()
    {
        using var world = new CacheWorld();
        world.Know("a");

        using (var cache = world.Open(dryRun: true))
        {
            Assert.Equal(TagOf("a"), Ask(cache, "a"));
            cache.Remember("b", ContentOf("b"), cache.Now);
            Assert.Null(cache.Save());
        }

        Assert.Equal(["a"], world.Known());
    }

    [Fact]
    public void Two_runs_at_once_leave_one_whole_file()
    {
        using var world = new CacheWorld();
        world.Know("a");
        using (var one = world.Open())
        using (var two = world.Open())
        {
            one.Remember("b", ContentOf("b"), one.Now);
            two.Remember("c", ContentOf("c"), two.Now);
            Assert.Null(one.Save());
            Assert.Equal(TagOf("a"), Ask(two, "a"));
            Assert.Null(two.Save());
        }

        Assert.Equal(["a", "c"], world.Known());
        Assert.Equal(["hashes"], Directory.GetFileSystemEntries(world.Folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Whatever_runs_know_lose_and_learn_the_file_holds_what_a_dictionary_would()
    {
        var random = new Random(7);
        for (var round = 0; round < 40; round++)
        {
            using var world = new CacheWorld();
            var model = new SortedDictionary<string, long>(Comparer<string>.Create(KeyOrder.Compare));
            for (var run = 0; run < 4; run++)
            {
                Run(world, model, random);
                Assert.Equal(model.Keys, world.Known());
            }
        }
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", 0, "0123456789ABCDEF0123456789ABCDEF", true)]
    [InlineData("0123456789abcdef0123456789abcdef", 0, "1123456789abcdef0123456789abcdef", false)]
    [InlineData("0123456789abcdef0123456789abcdef", 0, "0123456789abcdef0123456789abcdef-2", null)]
    [InlineData("0123456789abcdef0123456789abcdef-2", 8 << 20, "0123456789abcdef0123456789abcdef", null)]
    [InlineData("0123456789abcdef0123456789abcdef-2", 8 << 20, "0123456789abcdef0123456789abcdef-2", true)]
    [InlineData("0123456789abcdef0123456789abcdef-2", 8 << 20, "1123456789abcdef0123456789abcdef-2", null)]
    [InlineData("0123456789abcdef0123456789abcdef", 0, "opaque", null)]
    public void An_ETag_is_answered_only_when_it_is_cut_as_the_remembered_one(string remembered, long partSize, string wanted, bool? answer) =>
        Assert.Equal(answer, RememberedHash.Answer(new(Stamp() with { Size = 15 << 20 }, Tag(remembered), partSize), Tag(wanted), 8 << 20));

    [Fact]
    public void Another_digest_over_parts_is_a_difference_where_only_one_part_size_gives_so_many()
    {
        var content = new HashedContent(Stamp() with { Size = 100 }, Tag("0123456789abcdef0123456789abcdef-50"), 2);
        Assert.False(RememberedHash.Answer(content, Tag("1123456789abcdef0123456789abcdef-50"), 2));
    }

    private static StoredEvidence.OfETag Tag(string value) => new(new ETag(value));

    // One run: some files are as they were, some have changed, some are gone, some are new; it may end early.
    private static void Run(CacheWorld world, SortedDictionary<string, long> model, Random random)
    {
        using var cache = world.Open();
        var end = random.Next(3) == 0 ? random.Next(60) : 60;
        for (var number = 0; number < end; number++)
        {
            var key = Key(number);
            var was = model.GetValueOrDefault(key, -1);
            if (random.Next(5) == 0)
            {
                // It is gone, which is known when a later key comes: the other side's.
                cache.Attach(new(null, new Entry(key, EntryKind.Object, 1, default)));
                model.Remove(key);
                continue;
            }

            var state = was < 0 || random.Next(4) == 0 ? 1000 + random.Next(1000) : was;
            Assert.Equal(state == was, Ask(cache, key, Stamp(state)) is not null);
            if (state != was)
            {
                model.Remove(key);
                if (random.Next(2) == 0)
                {
                    cache.Remember(key, new(Stamp(state), new StoredEvidence.OfETag(TagOf(key)), 0), cache.Now);
                    model[key] = state;
                }
            }
        }

        Assert.Null(cache.Save());
    }

    private static (long Second, int Nanosecond) At(DateTimeOffset time, long nanoseconds)
    {
        var total = (Int128)time.ToUnixTimeMilliseconds() * 1_000_000 + nanoseconds;
        return ((long)(total / 1_000_000_000), (int)(total % 1_000_000_000));
    }
}
