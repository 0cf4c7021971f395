using S3Sync.Storage.Local;
using S3Sync.Storage.Local.Target;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

/// <summary>
/// The rules for file systems that fold names, with the file system's answers given by the test: such a file system is seldom at hand. What
/// <see cref="NameProbe"/> finds out by itself is tested on the real one in <see cref="TargetCheckTests"/>.
/// </summary>
public sealed class FoldedNameTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Of_two_keys_that_differ_in_case_the_later_is_refused()
    {
        var check = CaseFolding();
        Assert.Null(check.Check(LocalWorld.Object("README")));
        Assert.Equal("S3S337", check.Check(LocalWorld.Object("readme"))?.Code);
        Assert.Null(check.Check(LocalWorld.Object("readme2")));
    }

    [Fact]
    public void A_folder_in_another_case_is_refused_with_everything_below()
    {
        var check = CaseFolding();
        Assert.Null(check.Check(LocalWorld.Object("Dir/a")));
        Assert.Null(check.Check(LocalWorld.Object("Dir/sub/b")));
        Assert.Null(check.Check(LocalWorld.Object("Dir/z")));
        Assert.Equal("S3S337", check.Check(LocalWorld.Object("dir/c"))?.Code);
        Assert.Equal("S3S337", check.Check(LocalWorld.Object("dir/sub/d"))?.Code);
    }

    [Fact]
    public void The_same_name_in_two_folders_is_no_collision()
    {
        var check = CaseFolding();
        Assert.Null(check.Check(LocalWorld.Object("a/README")));
        Assert.Null(check.Check(LocalWorld.Object("b/readme")));
        Assert.Null(check.Check(LocalWorld.Object("readme")));
    }

    [Fact]
    public void A_file_and_a_folder_in_another_case_are_a_collision()
    {
        var check = CaseFolding();
        Assert.Null(check.Check(LocalWorld.Object("Name")));
        Assert.Equal("S3S337", check.Check(LocalWorld.Object("name/x"))?.Code);
    }

    [Fact]
    public void Two_unicode_forms_of_one_name_collide_where_the_file_system_says_so()
    {
        var check = With(new NameRules(true, (one, other) => IsTwin(one, other), _ => true));
        Assert.Null(check.Check(LocalWorld.Object("e\u0301")));
        Assert.Equal("S3S337", check.Check(LocalWorld.Object("é"))?.Code);
    }

    [Fact]
    public void Names_of_one_coarse_form_that_the_file_system_tells_apart_are_both_written()
    {
        var check = CaseFolding();
        Assert.Null(check.Check(LocalWorld.Object("e\u0301")));
        Assert.Null(check.Check(LocalWorld.Object("resume")));
        Assert.Null(check.Check(LocalWorld.Object("résumé")));
        Assert.Null(check.Check(LocalWorld.Object("é")));
    }

    [Fact]
    public void A_name_that_the_file_system_does_not_keep_is_refused_and_asked_about_once()
    {
        var asked = new List<string>();
        var check = With(new NameRules(false, (_, _) => false, name =>
        {
            asked.Add(name);
            return !name.Contains('?');
        }));

        Assert.Equal("S3S338", check.Check(LocalWorld.Object("a?.txt"))?.Code);
        Assert.Equal("S3S338", check.Check(LocalWorld.Object("b/what?"))?.Code);
        Assert.Null(check.Check(LocalWorld.Object("c")));
        Assert.Equal(["a?b"], asked);
    }

    [Theory]
    [InlineData("README", "readme")]
    [InlineData("é", "e\u0301")]
    [InlineData("É", "e\u0301")]
    [InlineData("straße", "STRASSE")]
    [InlineData("\u212A", "k")]
    [InlineData("ſ", "s")]
    [InlineData("각", "\u1100\u1161\u11A8")]
    [InlineData("가", "\u1100\u1161")]
    [InlineData("Ω", "\u2126")]
    [InlineData("ΐ", "\u03B9\u0308\u0301")]
    [InlineData("\uFA10", "塚")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("a\u200Bb", "ab")]
    [InlineData("ﬁ", "fi")]
    public void Names_that_some_file_system_takes_for_one_have_one_coarse_form(string one, string other)
    {
        var folding = new NameFolding();
        Assert.Equal(folding.Fold(one), folding.Fold(other));
    }

    [Fact]
    public void Unlike_names_have_unlike_coarse_forms()
    {
        var folding = new NameFolding();
        string[] names = ["a", "b", "ä-b", "о", "o", "漢", "字", "가", "나", "😀", "😁"];
        Assert.Equal(names.Length, names.Select(folding.Fold).Distinct().Count());
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsTwin(string one, string other) => new[] { "é", "e\u0301" } is var twins && twins.Contains(one) && twins.Contains(other);

    private TargetCheck CaseFolding() => With(new NameRules(true, (one, other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase), _ => true));

    private TargetCheck With(NameRules rules) => new(_folder.Path, new LocalFolders(_folder.Path), new TargetNames(_folder.Path, () => rules));
}
