using System.Globalization;
using BenchmarkDotNet.Attributes;
using S3Sync.Entries;

namespace S3Sync.Micro;

/// <summary>Joining two listings of 100,000 entries that are made beforehand: nanoseconds and bytes for one pair.</summary>
[MemoryDiagnoser]
public class PairingBenchmarks
{
    private const int Count = 100_000;

    private Entry[] _entries = [];

    [GlobalSetup]
    public void Make() => _entries =
        [.. Enumerable.Range(0, Count).Select(number => new Entry(Key(number), EntryKind.Object, 1024, DateTimeOffset.UnixEpoch))];

    [Benchmark(OperationsPerInvoke = Count)]
    public async Task<int> EqualSides() => await JoinAsync(_entries, _entries);

    [Benchmark(OperationsPerInvoke = Count)]
    public async Task<int> OneSide() => await JoinAsync(_entries, []);

    private static async Task<int> JoinAsync(Entry[] source, Entry[] target)
    {
        var pairs = 0;
        await foreach (var _ in Pairing.JoinAsync(source.ToAsyncEnumerable(), target.ToAsyncEnumerable(), CancellationToken.None))
        {
            pairs++;
        }

        return pairs;
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"data/{number / 1000:D6}/object-{number:D8}.bin");
}
