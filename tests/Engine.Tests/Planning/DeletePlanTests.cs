using S3Sync.Engine.Tests.Entries;
using S3Sync.Entries;
using S3Sync.Planning;
using Xunit;

namespace S3Sync.Engine.Tests.Planning;

public class DeletePlanTests
{
    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/b/c/d", true)]
    [InlineData("a/b/", "a/b/c", true)]
    [InlineData("a/b", "a/bc", false)]
    [InlineData("a/b", "a", false)]
    [InlineData("", "anything/at/all", false)]
    [InlineData("/", "/lead", false)]
    public void A_protected_key_protects_itself_and_what_is_below(string protectedKey, string key, bool expected)
    {
        var guard = new DeleteGuard();
        guard.Protect(protectedKey);

        Assert.Equal(expected, guard.Protects(key));
    }

    [Fact]
    public void A_long_list_comes_back_whole_and_in_order_from_its_file()
    {
        using var list = new DeleteList(inMemory: 2);
        for (var index = 0; index < 5; index++)
        {
            list.Add(PairingTests.Object($"k{index}") with { FullKey = index == 3 ? "full" : null });
        }

        Assert.Equal(["k0", "k1", "k2", "k3", "k4"], list.Read().Select(entry => entry.Key));
        Assert.Equal("full", list.Read().ElementAt(3).FullKey);
        Assert.Equal(5, list.Count);
    }

    [Fact]
    public void Kinds_survive_the_file()
    {
        using var list = new DeleteList(inMemory: 0);
        list.Add(new Entry("d/", EntryKind.Folder, 0, default));

        Assert.Equal(EntryKind.Folder, list.Read().Single().Kind);
    }
}
