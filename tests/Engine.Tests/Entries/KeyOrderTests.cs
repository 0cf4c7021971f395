using System.Text;
using FsCheck;
using FsCheck.Fluent;
using S3Sync.Entries;
using Xunit;

namespace S3Sync.Engine.Tests.Entries;

public class KeyOrderTests
{
    // Every length of UTF-8 sequence, both sides of the surrogates, and the characters that decide how siblings sort.
    private static readonly Gen<string> Character = Gen.OneOf(
        Gen.Elements("/", "-", ".", "0", "a", "b", " ", "\u0001", "\u007F"),
        Scalar(0x0, 0x7F),
        Scalar(0x80, 0x7FF),
        Scalar(0x800, 0xD7FF),
        Scalar(0xE000, 0xFFFF),
        Scalar(0x10000, 0x10FFFF));

    private static readonly Gen<string> Key = Gen.Select(Gen.ListOf(Character), parts => string.Concat(parts));

    // Two random keys hardly ever share a beginning; these always do.
    private static readonly Arbitrary<(string Left, string Right)> Pairs = Arb.From(
        from stem in Key
        from left in Key
        from right in Key
        select (stem + left, stem + right));

    [Fact]
    public void The_order_of_any_two_keys_is_the_order_of_their_UTF8_bytes() =>
        Check.One(Thorough, Prop.ForAll(Pairs, pair => Math.Sign(KeyOrder.Compare(pair.Left, pair.Right)) == Math.Sign(CompareBytes(pair.Left, pair.Right))));

    [Fact]
    public void The_order_of_two_keys_is_the_reverse_of_the_two_swapped() =>
        Check.One(Thorough, Prop.ForAll(Pairs, pair => Math.Sign(KeyOrder.Compare(pair.Left, pair.Right)) == -Math.Sign(KeyOrder.Compare(pair.Right, pair.Left))));

    [Fact]
    public void Sorting_keys_by_the_order_sorts_their_UTF8_bytes() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(Gen.ListOf(Key)), keys => Sorted(keys, KeyOrder.Compare).SequenceEqual(Sorted(keys, CompareBytes))));

    [Fact]
    public void An_emoji_comes_after_a_private_use_character_although_UTF16_says_otherwise()
    {
        Assert.True(KeyOrder.Compare("\uE000", "\U0001F600") < 0);
        Assert.True(string.CompareOrdinal("\uE000", "\U0001F600") > 0);
    }

    [Fact]
    public void Two_characters_that_differ_only_in_their_low_surrogate_keep_their_order() =>
        Assert.True(KeyOrder.Compare("\U0001F600", "\U0001F601") < 0);

    private static Config Thorough => Config.QuickThrowOnFailure.WithMaxTest(2_000);

    private static Gen<string> Scalar(int first, int last) => Gen.Select(Gen.Choose(first, last), char.ConvertFromUtf32);

    private static int CompareBytes(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static List<string> Sorted(IEnumerable<string> keys, Comparison<string> order)
    {
        var sorted = keys.ToList();
        sorted.Sort(order);
        return sorted;
    }
}
