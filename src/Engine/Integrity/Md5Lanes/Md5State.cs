using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>One stream's MD5 (RFC 1321) as it grows: by itself with <see cref="Append"/>, or beside others in an <see cref="Md5Batch"/>.</summary>
internal sealed unsafe class Md5State
{
    /// <summary>The digest's length in bytes.</summary>
    public const int DigestLength = 16;

    /// <summary>What the block function takes at a time, in bytes.</summary>
    public const int BlockLength = 64;

    private ulong _length;
    private Words _words = Words.Initial;
    private Block _rest;

    /// <summary>The four words; what a batch reads and writes.</summary>
    public Span<uint> State => _words;

    private int RestLength => (int)(_length % BlockLength);

    /// <summary>Adds content.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        content = content[Begin(content)..];
        var blocks = content.Length / BlockLength;
        Add(content[..(blocks * BlockLength)]);
        End(content);
    }

    /// <summary>Counts all of <paramref name="content"/>, and takes so much of its begin that whole blocks follow; returns how much that was.</summary>
    public int Begin(ReadOnlySpan<byte> content)
    {
        var had = RestLength;
        var taken = had == 0 ? 0 : Math.Min(BlockLength - had, content.Length);
        content[..taken].CopyTo(_rest[had..]);
        _length += (ulong)content.Length;
        if (had > 0 && had + taken == BlockLength)
        {
            Add(_rest);
        }

        return taken;
    }

    /// <summary>Keeps the end of what <see cref="Begin"/> left, after its whole blocks have been added.</summary>
    public void End(ReadOnlySpan<byte> content)
    {
        // What does not reach the end of a block that was begun before is kept already.
        var rest = content.Length % BlockLength;
        content[^rest..].CopyTo(_rest);
    }

    /// <summary>The digest of everything added; the state is as new afterwards.</summary>
    public byte[] Finish()
    {
        Span<byte> padding = stackalloc byte[2 * BlockLength];
        padding.Clear();
        var had = RestLength;
        ((Span<byte>)_rest)[..had].CopyTo(padding);
        padding[had] = 0x80;
        var length = had < BlockLength - sizeof(ulong) ? BlockLength : 2 * BlockLength;
        BinaryPrimitives.WriteUInt64LittleEndian(padding[(length - sizeof(ulong))..], _length * 8);
        Add(padding[..length]);
        var digest = new byte[DigestLength];
        for (var word = 0; word < 4; word++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(word * sizeof(uint)), _words[word]);
        }

        (_length, _words) = (0, Words.Initial);
        return digest;
    }

    private void Add(ReadOnlySpan<byte> blocks)
    {
        fixed (byte* first = blocks)
        fixed (uint* words = State)
        {
            var stream = first;
            Md5Rounds<Md5Word, uint>.Add(words, &stream, blocks.Length / BlockLength);
        }
    }

    [InlineArray(4)]
    private struct Words
    {
        private uint _first;

        public static Words Initial
        {
            get
            {
                Words words = default;
                (words[0], words[1], words[2], words[3]) = (0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
                return words;
            }
        }
    }

    [InlineArray(BlockLength)]
    private struct Block
    {
        private byte _first;
    }
}
