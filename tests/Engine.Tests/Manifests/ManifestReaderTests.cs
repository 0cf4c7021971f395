using System.Text;
using System.Text.Json;
using S3Sync.Manifests;
using S3Sync.Problems;
using S3Sync.Reporting;
using Xunit;

namespace S3Sync.Engine.Tests.Manifests;

public class ManifestReaderTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_written_is_read_again(bool asLines)
    {
        using var draft = ManifestWorld.Draft(ManifestWorld.Entry("b"), ManifestWorld.Entry("a/é\n\"", 7), new ManifestEntry { Key = "c", Size = 0, Action = ManifestAction.Unchanged });
        draft.Delete("old");
        draft.Fail(new("bad", "S3S201", "It \"failed\"."));
        draft.Skip("IncludeRegexFilter");
        draft.Skip("IncludeRegexFilter");
        using var reader = await ManifestWorld.OpenAsync(ManifestWorld.Write(draft, asLines));

        var entries = await reader.EntriesAsync(CancellationToken.None).ToListAsync();
        var trailer = await reader.CheckAsync(CancellationToken.None);

        Assert.Equal(["a/é\n\"", "b", "c"], entries.Select(entry => entry.Key));
        Assert.Equivalent(ManifestWorld.Entry("b"), entries[1]);
        Assert.Null(entries[2].Sha256);
        Assert.Equivalent(ManifestWorld.Header, reader.Header, strict: true);
        Assert.Equal(new ManifestTotals { Objects = 3, Bytes = 8, Transferred = 2, Unchanged = 1, Unproven = 1, Deleted = 1, Skipped = 2, Failed = 1 }, trailer.Totals);
        Assert.Equal(2, trailer.Skipped["IncludeRegexFilter"]);
    }

    [Fact]
    public async Task Both_forms_have_the_same_digests()
    {
        using var draft = ManifestWorld.Draft(ManifestWorld.Entry("a"), ManifestWorld.Entry("b"));
        draft.Delete("x");
        draft.Fail(new("y", "S3S201", "text"));
        using var document = await ManifestWorld.OpenAsync(ManifestWorld.Write(draft));
        using var lines = await ManifestWorld.OpenAsync(ManifestWorld.Write(draft, asLines: true));

        Assert.Equivalent(await document.CheckAsync(CancellationToken.None), await lines.CheckAsync(CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task A_manifest_that_was_formatted_anew_is_still_whole()
    {
        using var draft = ManifestWorld.Draft(ManifestWorld.Entry("a<b"), ManifestWorld.Entry("é"));
        var formatted = JsonSerializer.Serialize(JsonDocument.Parse(ManifestWorld.Write(draft)).RootElement, Indented);
        using var reader = await ManifestWorld.OpenAsync(formatted);

        Assert.Equal(2, (await reader.CheckAsync(CancellationToken.None)).Totals.Objects);
    }

    [Theory]
    [InlineData("\"size\":1", "\"size\":2")]
    [InlineData("\"key\":\"b\"", "\"key\":\"bb\"")]
    [InlineData("text/html", "text/plain")]
    [InlineData("\"v1\"", "\"v2\"")]
    [InlineData("\"objects\":2", "\"objects\":3")]
    [InlineData("\"deleted\"", "\"deletes\"")]
    [InlineData("\"key\":\"b\"", "\"key\":\"0\"")]
    [InlineData("not at the target", "newer")]
    [InlineData("\"size\":1", "\"size\":\"1\"")]
    [InlineData("\"transferred\",\"reason\"", "\"moved\",\"reason\"")]
    [InlineData("\"algorithm\":\"CRC32\"", "\"algorithm\":\"CRC33\"")]
    public async Task A_manifest_that_was_changed_is_damaged(string was, string becomes)
    {
        using var draft = ManifestWorld.Draft(ManifestWorld.Entry("a"), ManifestWorld.Entry("b"));
        draft.Delete("old");
        foreach (var asLines in new[] { false, true })
        {
            var text = Encoding.UTF8.GetString(ManifestWorld.Write(draft, asLines));
            var changed = text.Replace(was, becomes, StringComparison.Ordinal);
            Assert.NotEqual(text, changed);
            Assert.Equal("S3S782", (await FailsAsync(Encoding.UTF8.GetBytes(changed))).Code);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    public async Task A_digest_that_is_none_is_damage_also_under_a_seal_that_fits(string digest)
    {
        using var draft = ManifestWorld.Draft(ManifestWorld.Entry("a") with { Sha256 = digest });

        Assert.Equal("S3S782", (await FailsAsync(ManifestWorld.Write(draft))).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_manifest_that_was_cut_anywhere_is_told(bool asLines)
    {
        using var draft = ManifestWorld.Draft(ManifestWorld.Entry("a"), ManifestWorld.Entry("b"));
        var whole = ManifestWorld.Write(draft, asLines);
        for (var length = 0; length < whole.Length - 2; length += 7)
        {
            Assert.Contains((await FailsAsync(whole[..length])).Code, new[] { "S3S780", "S3S782" });
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("{\"name\":\"App\",\"icons\":[]}")]
    [InlineData("{\"schema\":3}")]
    public async Task What_is_no_manifest_is_told_so(string text) => Assert.Equal("S3S780", (await FailsAsync(Encoding.UTF8.GetBytes(text))).Code);

    [Fact]
    public async Task A_form_of_a_later_version_is_told_so() => Assert.Equal("S3S781", (await FailsAsync("{\"schema\":\"s3sync-manifest/2\"}"u8.ToArray())).Code);

    [Fact]
    public async Task A_file_that_is_not_there_is_told_so()
    {
        var failure = await Assert.ThrowsAsync<SyncException>(() => ManifestReader.OpenAsync("/nowhere/manifest.json", CancellationToken.None));
        Assert.Equal("S3S784", failure.Problem.Code);
    }

    [Fact]
    public async Task An_entry_that_is_longer_than_the_buffer_is_read()
    {
        var entry = ManifestWorld.Entry("a") with { Reason = new string('x', 300_000) };
        using var draft = ManifestWorld.Draft(entry, ManifestWorld.Entry("b"));
        using var reader = await ManifestWorld.OpenAsync(ManifestWorld.Write(draft));

        Assert.Equal(300_000, (await reader.EntriesAsync(CancellationToken.None).FirstAsync()).Reason!.Length);
        Assert.Equal(RunOutcome.Completed, reader.Header.Verdict);
    }

    private static async Task<Problem> FailsAsync(byte[] bytes) => (await Assert.ThrowsAsync<SyncException>(async () =>
    {
        using var reader = await ManifestWorld.OpenAsync(bytes);
        await reader.CheckAsync(CancellationToken.None);
    })).Problem;
}
