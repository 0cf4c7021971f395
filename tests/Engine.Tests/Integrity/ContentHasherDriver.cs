using System.Text;
using S3Sync.Integrity;
using Xunit;

namespace S3Sync.Engine.Tests.Integrity;

/// <summary>The cases every hasher goes through; a subclass names the hasher and its vectors.</summary>
public abstract class ContentHasherDriver
{
    private readonly byte[] _content = new byte[4096 + 13];

    protected ContentHasherDriver() => new Random(7).NextBytes(_content);

    /// <summary>The digest of empty content, in hex.</summary>
    protected abstract string OfNothing { get; }

    /// <summary>The digest of <c>123456789</c>, in hex.</summary>
    protected abstract string OfDigits { get; }

    protected abstract ContentHasher Create();

    /// <summary>The digest by another implementation than the one under test.</summary>
    protected abstract byte[] Reference(ReadOnlySpan<byte> content);

    [Fact]
    public void Empty_content_has_its_known_digest()
    {
        using var hasher = Create();
        Assert.Equal(OfNothing, Convert.ToHexStringLower(hasher.Finish()));
    }

    [Fact]
    public void The_check_string_has_its_known_digest()
    {
        using var hasher = Create();
        hasher.Append("123456789"u8);
        Assert.Equal(OfDigits, Convert.ToHexStringLower(hasher.Finish()));
    }

    [Fact]
    public void Finishing_makes_the_hasher_new()
    {
        using var hasher = Create();
        hasher.Append(_content);
        hasher.Finish();
        hasher.Append(Encoding.ASCII.GetBytes("123456789"));
        Assert.Equal(OfDigits, Convert.ToHexStringLower(hasher.Finish()));
    }

    [Fact]
    public void The_digest_has_the_told_length()
    {
        using var hasher = Create();
        Assert.Equal(hasher.DigestLength, hasher.Finish().Length);
    }

    [Fact]
    public void Every_short_length_agrees_with_another_implementation()
    {
        using var hasher = Create();
        for (var length = 0; length <= 600; length++)
        {
            hasher.Append(_content.AsSpan(0, length));
            Assert.Equal(Reference(_content.AsSpan(0, length)), hasher.Finish());
        }
    }

    [Fact]
    public void Unaligned_content_agrees_with_another_implementation()
    {
        using var hasher = Create();
        for (var start = 0; start < 32; start++)
        {
            hasher.Append(_content.AsSpan(start));
            Assert.Equal(Reference(_content.AsSpan(start)), hasher.Finish());
        }
    }

    [Fact]
    public void Content_in_pieces_of_any_size_has_the_digest_of_the_whole()
    {
        using var hasher = Create();
        var random = new Random(11);
        var whole = Reference(_content);
        for (var round = 0; round < 200; round++)
        {
            for (ReadOnlySpan<byte> rest = _content; rest.Length > 0;)
            {
                var piece = Math.Min(rest.Length, random.Next(0, round * 5));
                hasher.Append(rest[..Math.Max(1, piece)]);
                rest = rest[Math.Max(1, piece)..];
            }

            Assert.Equal(whole, hasher.Finish());
        }
    }

    [Fact]
    public void One_changed_bit_changes_the_digest()
    {
        using var hasher = Create();
        hasher.Append(_content);
        var before = hasher.Finish();
        _content[2000] ^= 1;
        hasher.Append(_content);
        Assert.NotEqual(before, hasher.Finish());
    }
}
