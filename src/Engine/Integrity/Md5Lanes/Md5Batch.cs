using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>Content that is to be added to a stream's MD5.</summary>
internal readonly record struct Md5Work(Md5State State, ReadOnlyMemory<byte> Content);

/// <summary>Adds content to several MD5s in lock-step, one stream in each lane of a vector.</summary>
internal static unsafe class Md5Batch
{
    /// <summary>The most streams any machine takes at a time.</summary>
    public const int MostLanes = 16;

    /// <summary>The streams this machine takes at a time; 1 where streams side by side gain nothing.</summary>
    public static int Lanes => Md5Words512.IsSupported ? Md5Words512.Lanes : Md5Words256.IsSupported ? Md5Words256.Lanes : 1;

    /// <summary>Adds each content to its state. The states are different ones, at most <see cref="Lanes"/> of them.</summary>
    public static void Append(ReadOnlySpan<Md5Work> works) => Append(works, Md5Words512.IsSupported);

    /// <summary>The same, without AVX-512 if so wished.</summary>
    internal static void Append(ReadOnlySpan<Md5Work> works, bool sixteen)
    {
        Span<Lane> lanes = stackalloc Lane[works.Length];
        Pins pins = default;
        try
        {
            for (var index = 0; index < works.Length; index++)
            {
                var (state, content) = works[index];
                var begun = state.Begin(content.Span);
                pins[index] = content.Pin();
                lanes[index] = new(index, (byte*)pins[index].Pointer + begun, (content.Length - begun) / Md5State.BlockLength);
                state.End(content.Span[begun..]);
            }

            AddBlocks(works, lanes, sixteen);
        }
        finally
        {
            foreach (ref var pin in pins)
            {
                pin.Dispose();
            }
        }
    }

    private static void AddBlocks(ReadOnlySpan<Md5Work> works, Span<Lane> lanes, bool sixteen)
    {
        while ((lanes = Unfinished(lanes)).Length > 1 && Md5Words256.IsSupported)
        {
            if (lanes.Length <= Md5Words256.Lanes || !sixteen)
            {
                Run<Md5Words256, Vector256<uint>>(works, lanes[..Math.Min(lanes.Length, Md5Words256.Lanes)]);
            }
            else
            {
                Run<Md5Words512, Vector512<uint>>(works, lanes);
            }
        }

        for (var index = 0; index < lanes.Length; index++)
        {
            Run<Md5Word, uint>(works, lanes.Slice(index, 1));
        }
    }

    // As many blocks as all lanes still have. A lane without a stream does what the last one does, and nobody looks at it.
    private static void Run<TWords, TWord>(ReadOnlySpan<Md5Work> works, Span<Lane> lanes)
        where TWords : struct, IMd5Words<TWord>
        where TWord : unmanaged
    {
        var blocks = int.MaxValue;
        var streams = stackalloc byte*[MostLanes];
        var words = stackalloc uint[4 * MostLanes];
        for (var lane = 0; lane < TWords.Lanes; lane++)
        {
            var source = lanes[Math.Min(lane, lanes.Length - 1)];
            streams[lane] = source.Next;
            blocks = Math.Min(blocks, source.Blocks);
            for (var word = 0; word < 4; word++)
            {
                words[(word * TWords.Lanes) + lane] = works[source.Work].State.State[word];
            }
        }

        Md5Rounds<TWords, TWord>.Add((TWord*)words, streams, blocks);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            ref var source = ref lanes[lane];
            source = source with { Next = source.Next + (blocks * (nint)Md5State.BlockLength), Blocks = source.Blocks - blocks };
            for (var word = 0; word < 4; word++)
            {
                works[source.Work].State.State[word] = words[(word * TWords.Lanes) + lane];
            }
        }
    }

    private static Span<Lane> Unfinished(Span<Lane> lanes)
    {
        var kept = 0;
        foreach (var lane in lanes)
        {
            if (lane.Blocks > 0)
            {
                lanes[kept++] = lane;
            }
        }

        return lanes[..kept];
    }

    /// <summary>A stream in a lane: which one, its next block, and how many there are.</summary>
    private readonly struct Lane(int work, byte* next, int blocks)
    {
        public int Work => work;

        public byte* Next { get; init; } = next;

        public int Blocks { get; init; } = blocks;
    }

    [InlineArray(MostLanes)]
    private struct Pins
    {
        private MemoryHandle _first;
    }
}
