using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.FileSystemGlobbing;
using S3Sync.Patterns.Globs;
using Xunit;

namespace S3Sync.Engine.Tests.Rules;

/// <summary>What a glob matches: what Microsoft.Extensions.FileSystemGlobbing matches, and keys that it cannot see.</summary>
public class GlobTests
{
    // Few letters, so that patterns match often.
    private static readonly Gen<string> Name = Gen.Elements("a", "b", "ab", "aa", "A", "a.b", ".a", "a.txt", "b.txt", "aba", "x.min.js");

    private static readonly Gen<string> Part = Gen.OneOf(
        Name, Gen.Elements("*", "**", "*.*", "**.txt", "*a", "a*", "*a*", "a*b", "*.txt", "*.min.*", "**a", "***", "a**b", ".", "", "*b*a*"));

    private static readonly Gen<string> Key = Gen.Select(Gen.NonEmptyListOf(Name).Resize(5), names => string.Join('/', names));

    private static readonly Gen<string> Pattern =
        from before in Gen.Elements("", "", "", "/", "./", "../", "\\")
        from parts in Gen.NonEmptyListOf(Part).Resize(5)
        from separator in Gen.Elements("/", "/", "/", "\\")
        from after in Gen.Elements("", "", "", "/", "/**")
        select before + string.Join(separator, parts) + after;

    private static readonly Arbitrary<(string Pattern, string Key)> Pairs = Arb.From(from pattern in Pattern from key in Key select (pattern, key));

    private static Config Thorough => Config.QuickThrowOnFailure.WithMaxTest(20_000);

    [Fact]
    public void A_pattern_matches_what_the_library_matches() => Check.One(Thorough, Prop.ForAll(
        Pairs, pair => GlobText.DefectOf(pair.Pattern) is not null || Matches(pair.Pattern, pair.Key) == Library(pair.Key, [pair.Pattern], [])));

    [Fact]
    public void A_pattern_excludes_what_the_library_excludes() => Check.One(Thorough, Prop.ForAll(
        Pairs, pair => GlobText.DefectOf(pair.Pattern) is not null || !Excludes(pair.Pattern, pair.Key) == Library(pair.Key, ["**"], [pair.Pattern])));

    [Theory]
    [InlineData("**", "/a")]
    [InlineData("**/a", "/a")]
    [InlineData("/a", "/a")]
    [InlineData("/a", "a")]
    [InlineData("*/a", "/a")]
    [InlineData("a/**", "a//b")]
    [InlineData("a//b", "a//b")]
    [InlineData("a/*/b", "a/../b")]
    [InlineData("../b", "../b")]
    [InlineData("**/b", "a/./b")]
    [InlineData("a*b", "a\\b")]
    [InlineData("*", "a\\b")]
    [InlineData("a/", "a/")]
    [InlineData("**", "a/")]
    [InlineData("**/*.txt", "a\0b.txt")]
    [InlineData("**/x", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x")]
    public void Keys_that_the_library_cannot_see_are_matched(string pattern, string key) => Assert.True(Matches(pattern, key));

    [Theory]
    [InlineData("a", "/a")]
    [InlineData("//a", "/a")]
    [InlineData("a/b", "a\\b")]
    [InlineData("*", "a/")]
    [InlineData("A", "a")]
    [InlineData("a/**", "a")]
    public void And_are_not_matched_by_what_says_something_else(string pattern, string key) => Assert.False(Matches(pattern, key));

    [Theory]
    [InlineData("a?.txt")]
    [InlineData("[ab].txt")]
    [InlineData("*.{js,css}")]
    [InlineData("!a")]
    [InlineData("")]
    [InlineData("/")]
    [InlineData(".")]
    [InlineData("a/../b")]
    public void What_would_silently_match_nothing_is_refused(string pattern)
    {
        Assert.Null(Glob.TryParse(pattern, out var defect));
        Assert.NotNull(defect);
    }

    [Fact]
    public void A_pattern_made_to_be_slow_is_not()
    {
        var key = string.Concat(Enumerable.Repeat("a/", 512)) + new string('a', 512);
        var pattern = string.Concat(Enumerable.Repeat("**/a/", 60)) + string.Concat(Enumerable.Repeat("*a", 60)) + "b";

        for (var i = 0; i < 1_000; i++)
        {
            Assert.False(Matches(pattern, key));
        }
    }

    private static bool Matches(string pattern, string key) => Glob.TryParse(pattern, out _)!.IsMatch(KeySegments.Of(key, new int[KeySegments.CountOf(key)])); // without defects

    private static bool Excludes(string pattern, string key) => Glob.TryParse(pattern, out _)!.Excludes(KeySegments.Of(key, new int[KeySegments.CountOf(key)])); // without defects

    private static bool Library(string key, string[] include, string[] exclude)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(include);
        matcher.AddExcludePatterns(exclude);
        return matcher.Match("/root", key).HasMatches;
    }
}
