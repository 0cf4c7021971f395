using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Listing;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

/// <summary>Answers that endpoints should not give: none of them may look like fewer keys or fewer bytes than there are.</summary>
public class OddAnswerTests
{
    [Theory]
    [InlineData("True")]
    [InlineData(" true\n")]
    [InlineData("TRUE")]
    public void More_follows_however_true_is_written(string word)
    {
        var page = ListingPage.Parse(System.Text.Encoding.UTF8.GetBytes(
            $"<ListBucketResult><IsTruncated>{word}</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>"));

        Assert.True(page.IsTruncated);
    }

    [Theory]
    [InlineData("2026-02-28T23:59:58.123Z", "2026-02-28T23:59:58.123Z")]
    [InlineData("0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z")]
    [InlineData("2026-11-22T10:11:12.1234567Z", "2026-11-22T10:11:12.123Z")]
    [InlineData("2026-11-22T10:11:12.500+02:00", "2026-11-22T08:11:12.500Z")]
    public void A_time_is_read_in_each_form(string written, string expected)
    {
        var read = ListedElements.Time(System.Text.Encoding.UTF8.GetBytes(written));

        Assert.Equal(expected, read.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, read.Offset);
    }

    [Theory]
    [InlineData("2026-02-29T00:00:00.000Z")]
    [InlineData("2026-13-01T00:00:00.000Z")]
    [InlineData("2026-11-22T24:11:12.000Z")]
    [InlineData("2026-11-22T1a:11:12.000Z")]
    [InlineData("2026-00-22T11:11:12.000Z")]
    [InlineData("")]
    public void What_is_no_time_does_not_pass_for_one(string written)
    {
        Assert.Throws<System.Xml.XmlException>(() => ListedElements.Time(System.Text.Encoding.UTF8.GetBytes(written)));
    }

    [Fact]
    public void A_page_that_tells_where_to_go_on_and_not_whether_is_not_the_last()
    {
        Assert.Throws<System.Xml.XmlException>(static () => ListingPage.Parse("<ListBucketResult><NextContinuationToken>t</NextContinuationToken></ListBucketResult>"u8));
    }

    [Fact]
    public void A_word_that_is_neither_true_nor_false_does_not_end_a_listing()
    {
        Assert.Throws<System.Xml.XmlException>(static () => ListingPage.Parse("<ListBucketResult><IsTruncated>perhaps</IsTruncated></ListBucketResult>"u8));
    }

    [Fact]
    public void A_comment_within_a_key_does_not_make_another_key_of_it()
    {
        Assert.Throws<System.Xml.XmlException>(static () => ListingPage.Parse("<ListBucketResult><Contents><Key>a<!-- x -->b</Key><Size>1</Size></Contents></ListBucketResult>"u8));
    }

    [Fact]
    public void Elements_that_are_not_nested_are_refused()
    {
        Assert.Throws<System.Xml.XmlException>(static () => ListingPage.Parse("<ListBucketResult><Contents><Key>a</Size><Size>1</Key></Contents></ListBucketResult>"u8));
    }

    [Fact]
    public async Task Keys_out_of_order_are_not_passed_over_where_ranges_are_not_served()
    {
        var keys = Enumerable.Range(0, 5000).Select(static number => $"k{number:D5}").ToList();
        (keys[4998], keys[4999]) = (keys[4999], keys[4998]);
        await using var endpoint = ScriptedEndpoint.Start(request =>
        {
            var begin = int.Parse(request.QueryString["continuation-token"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            var page = request.QueryString["delimiter"] is not null ? [] : keys.Skip(begin).Take(1000);
            var isLast = begin + 1000 >= keys.Count;
            return new(200, $"<ListBucketResult><IsTruncated>{(isLast ? "false" : "true")}</IsTruncated>{(isLast ? "" : $"<NextContinuationToken>{begin + 1000}</NextContinuationToken>")}"
                + string.Concat(page.Select(static key => $"<Contents><Key>{key}</Key><Size>1</Size></Contents>")) + "</ListBucketResult>");
        });
        using var store = Open(endpoint);
        store.Dialect.RangesIgnored();

        var listed = (await BucketWorld.ListAsync(store)).Select(static one => one.Key);

        Assert.Equal(keys, listed);
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("a \t  b")]
    public async Task A_tab_in_a_value_is_signed_as_a_space(string value)
    {
        await using var world = await BucketWorld.StartAsync();

        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), new() { UserMetadata = new Dictionary<string, string> { ["x"] = value } }, default);

        Assert.Equal(value, (await world.Store.Objects.HeadAsync("k", null, default)).Headers.UserMetadata["x"]);
    }

    [Theory]
    [InlineData("a\r\nx: y")]
    [InlineData("a\nb")]
    public async Task A_value_with_a_line_end_never_reaches_the_wire(string value)
    {
        await using var world = await BucketWorld.StartAsync();

        await Assert.ThrowsAsync<StorageException>(() =>
            world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), new() { UserMetadata = new Dictionary<string, string> { ["x"] = value } }, default));

        Assert.Empty(world.S3.Server.Requests.Of("PutObject"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task An_object_of_unknown_length_is_none_of_no_bytes(string method)
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var peer = await listener.AcceptTcpClientAsync();
            await using var stream = peer.GetStream();
            var request = "";
            var buffer = new byte[4096];
            while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                request += System.Text.Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
            }

            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nETag: \"opaque\"\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + (method == "HEAD" ? "" : "3\r\nabc\r\n0\r\n\r\n")));
        });
        using var store = S3Store.Open(new("bucket", ""), new() { AccessKey = "id", SecretAccessKey = "secret", EndpointUrl = $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}" },
            new() { MaxAttempts = 1 }, new(), TimeProvider.System, static () => 0);

        var failure = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            if (method == "HEAD")
            {
                await store.Objects.HeadAsync("k", null, default);
            }
            else
            {
                await using var received = await store.Objects.GetAsync("k", null, null, default);
            }
        });

        Assert.Contains("length", failure.Problem.Message, StringComparison.OrdinalIgnoreCase);
        await serving;
    }

    private static S3Store Open(ScriptedEndpoint endpoint) =>
        S3Store.Open(new("bucket", ""), new() { AccessKey = "id", SecretAccessKey = "secret", EndpointUrl = endpoint.Url }, new(), new(), TimeProvider.System, static () => 0);
}
