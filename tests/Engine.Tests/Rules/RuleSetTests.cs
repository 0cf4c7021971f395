using S3Sync.Entries;
using S3Sync.Entries.Rules;
using S3Sync.Options;
using Xunit;

namespace S3Sync.Engine.Tests.Rules;

/// <summary>Which rules match a key, and what they come to.</summary>
public class RuleSetTests
{
    [Fact]
    public void Later_rules_win_field_by_field()
    {
        var rules = Set(
            Rule(0, "**") with { CacheControl = "no-cache", ContentLanguage = "en", Acl = "private" },
            Rule(1, "*.js") with { CacheControl = "max-age=1" },
            Rule(2, "**/*.js") with { ContentType = "text/javascript", Acl = "public-read" });

        var fields = rules.For("a.js")!.Fields;

        Assert.Equal(("max-age=1", "en", "text/javascript", "public-read"), (fields.CacheControl, fields.ContentLanguage, fields.ContentType, fields.Acl));
        Assert.Equal(["rules[0]", "rules[1]", "rules[2]"], rules.NamesFor("a.js"));
        Assert.Equal(["rules[0]", "rules[2]"], rules.NamesFor("b/a.js"));
    }

    [Fact]
    public void Metadata_and_tags_stand_as_a_whole_in_place_of_earlier_ones()
    {
        var rules = Set(
            Rule(0, "**") with { UserMetadata = new Dictionary<string, string> { ["a"] = "1" }, Tags = [new("x", "y")] },
            Rule(1, "*.js") with { UserMetadata = new Dictionary<string, string> { ["b"] = "2" }, Tags = [] });

        var fields = rules.For("a.js")!.Fields;

        Assert.Equal(["b"], fields.UserMetadata!.Keys);
        Assert.Empty(fields.Tags!);
    }

    [Theory]
    [InlineData("vendor/a.js")]
    [InlineData("vendor/deep/a.js")]
    [InlineData("x.min.js")]
    public void What_is_excluded_is_not_matched(string key) =>
        Assert.Null(Set(Rule(0, "**/*.js") with { Exclude = ["vendor", "**/*.min.js"] }).For(key));

    [Fact]
    public void A_key_that_no_rule_matches_has_none() => Assert.Null(Set(Rule(0, "*.js")).For("a.css"));

    [Fact]
    public void One_combination_of_rules_is_one_value()
    {
        var rules = Set(Rule(0, "**"), Rule(1, "*.js"));

        Assert.Same(rules.For("a.js"), rules.For("b.js"));
    }

    [Fact]
    public void A_key_of_many_segments_is_matched() => Assert.NotNull(Set(Rule(0, "**/z")).For(string.Concat(Enumerable.Repeat("a/", 400)) + "z"));

    [Fact]
    public void Patterns_that_matched_nothing_are_known()
    {
        var rules = Set(Rule(0, "*.js", "*.mjs", "a*") with { Exclude = ["b*", "a.js", "*.js"] });

        rules.For("a.js");

        Assert.Equal([("*.mjs", false), ("b*", true)], rules.Unused().Select(unused => (unused.Text, unused.IsExclude)));
    }

    [Fact]
    public void Of_a_rule_that_matches_nothing_only_that_is_told() =>
        Assert.Equal(["*.js"], Set(Rule(0, "*.js") with { Exclude = ["a"] }).Unused().Select(unused => unused.Text));

    [Fact]
    public void Only_a_source_entry_gets_its_rules()
    {
        var rules = Set(Rule(0, "**"));
        var (entry, folder) = (new Entry("a", EntryKind.Object, 1, default), new Entry("b/", EntryKind.Folder, 0, default));

        Assert.NotNull(((Entry)rules.Attach(new(entry, entry)).Source!).Rules);
        Assert.Null(((Entry)rules.Attach(new(entry, entry)).Target!).Rules);
        Assert.Null(((Entry)rules.Attach(new(folder, null)).Source!).Rules);
    }

    private static RuleSet Set(params ObjectRule[] rules) => RuleSet.Of(rules)!; // there are some

    private static ObjectRule Rule(int number, params string[] match) => new($"rules[{number}]", $"s3sync.json:{number + 1}", match);
}
