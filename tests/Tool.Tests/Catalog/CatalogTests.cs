using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Tool.Tests.Catalog;

public class CatalogTests
{
    [Fact]
    public void No_two_options_have_one_name_letter_or_environment_name()
    {
        var all = OptionCatalog.All.Cast<OptionDefinition>().Concat(OptionCatalog.Ends).ToList();

        Assert.Equal(all.Count, all.Select(option => option.Name).Distinct().Count());
        Assert.Distinct(all.Select(option => option.Letter).OfType<char>());
        Assert.Distinct(all.SelectMany(option => option.EnvironmentNames));
    }

    [Fact]
    public void Every_rule_names_an_option_that_exists()
    {
        var names = OptionCatalog.All.Select(option => option.Name).ToHashSet();

        Assert.All(OptionCatalog.All, option => Assert.All(option.Excludes, other => Assert.Contains(other, names)));
        Assert.All(OptionCatalog.All.Where(option => option.Requires is not null), option => Assert.Contains(option.Requires!, names));
    }

    [Fact]
    public void Every_option_changes_what_it_stands_for_and_nothing_back()
    {
        foreach (var option in OptionCatalog.All)
        {
            var before = new SyncOptions();
            var problems = new List<Problem>();
            var values = new OptionValues();
            values.Set(option, Sample(option.Kind), option.Shown);

            var after = OptionBinder.Bind([option], values, "/here", problems);

            Assert.Empty(problems);
            Assert.NotEqual(option.Get(before), option.Get(after));
            Assert.NotEqual(before, after);
        }
    }

    [Fact]
    public void A_dump_of_the_options_holds_no_secret()
    {
        const string Secret = "mark3d-s3cret";
        var side = new S3SideOptions { AccessKey = Secret, SecretAccessKey = Secret, SessionToken = Secret, CustomerKey = Secret };

        Assert.DoesNotContain(Secret, new SyncOptions { SourceS3 = side, TargetS3 = side, Connection = new() { HttpProxy = Secret, HttpsProxy = Secret } }.ToString());
    }

    private static string Sample(OptionKind kind) => kind switch
    {
        OptionKind.Flag => "yes",
        OptionKind.Count => "2",
        OptionKind.Integer => "17",
        OptionKind.Instant => "2023-02-19T12:00:00Z",
        OptionKind.Metadata or OptionKind.Tags => "name=value",
        OptionKind.CustomerKey => Convert.ToBase64String(new byte[32]),
        OptionKind.LogFilter => "s3sync=debug",
        OptionKind.ProxyUrl => "http://user:word@127.0.0.1:1",
        OptionKind.Size => "6MiB",
        OptionKind.Url => "http://127.0.0.1:1",
        OptionKind.Choice choice => choice.Words[^1],
        _ => "x",
    };
}
