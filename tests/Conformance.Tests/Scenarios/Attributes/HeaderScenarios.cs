using System.Globalization;
using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Attributes;

/// <summary>Headers and user metadata: asked for, carried over, left out.</summary>
public sealed class HeaderScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload, 10)]
    [Row(Way.Upload, 6 * MiB)]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task Every_header_that_is_asked_for_is_stored(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f.txt", Content.Of(size)));

        await ends.SyncAsync(InSmallParts(
            "--cache-control", "max-age=60", "--content-disposition", "attachment; filename=\"x\"", "--content-encoding", "x-own", "--content-language", "de",
            "--content-type", "application/x-own", "--expires", "2031-02-03T04:05:06Z", "--website-redirect", "/elsewhere", "--metadata", "first=1,second=two"));

        var head = await World.HeadAsync("two", "f.txt");
        Assert.Equal(
            ("max-age=60", "attachment; filename=\"x\"", "x-own", "de", "application/x-own"),
            (head.Headers.CacheControl, head.Headers.ContentDisposition, head.Headers.ContentEncoding, head.Headers["Content-Language"], head.Headers.ContentType));
        Assert.Equal(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero), ExpiresOf(head));
        Assert.Equal("/elsewhere", head.WebsiteRedirectLocation);
        Assert.Equal("first=1,second=two", MetadataOf(head));
    }

    [Scenarios]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task Every_header_of_the_source_is_carried_over(Way way, int size)
    {
        await World.PutForAsync(way, "one", "f", Content.Of(size), Dressed);

        await Between(way).SyncAsync(InSmallParts());

        var (source, target) = (await World.HeadAsync("one", "f"), await World.HeadAsync("two", "f"));
        Assert.Equal(Told(source), Told(target));
        Assert.Equal("colour=blue,number=7", MetadataOf(target));
        Assert.Equal("no-cache", target.Headers.CacheControl);
    }

    [Scenarios]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task What_is_asked_for_takes_the_place_of_the_sources_and_the_rest_stays(Way way, int size)
    {
        await World.PutForAsync(way, "one", "f", Content.Of(size), Dressed);

        await Between(way).SyncAsync(InSmallParts("--content-type", "text/x-new", "--metadata", "only=this"));

        var head = await World.HeadAsync("two", "f");
        Assert.Equal(("text/x-new", "no-cache", "only=this"), (head.Headers.ContentType, head.Headers.CacheControl, MetadataOf(head)));
    }

    [Scenarios]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task System_headers_are_left_out_where_that_is_asked_for(Way way, int size)
    {
        await World.PutForAsync(way, "one", "f", Content.Of(size), Dressed);

        await Between(way).SyncAsync(InSmallParts("--no-sync-system-metadata"));

        var head = await World.HeadAsync("two", "f");
        Assert.True(string.IsNullOrEmpty(head.Headers.CacheControl) && string.IsNullOrEmpty(head.Headers.ContentDisposition) && string.IsNullOrEmpty(head.WebsiteRedirectLocation));
        Assert.NotEqual("text/x-own", head.Headers.ContentType);
        Assert.Equal("colour=blue,number=7", MetadataOf(head));
    }

    [Scenarios]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task User_metadata_is_left_out_where_that_is_asked_for(Way way, int size)
    {
        await World.PutForAsync(way, "one", "f", Content.Of(size), Dressed);

        await Between(way).SyncAsync(InSmallParts("--no-sync-user-defined-metadata"));

        var head = await World.HeadAsync("two", "f");
        Assert.Equal("", MetadataOf(head));
        Assert.Equal(("no-cache", "text/x-own"), (head.Headers.CacheControl, head.Headers.ContentType));
    }

    [Scenarios]
    [Row("page.html", "text/html")]
    [Row("style.css", "text/css")]
    [Row("image.PNG", "image/png")]
    [Row("data.json", "application/json")]
    [Row("noextension", "application/octet-stream")]
    [Row("strange.xyz123", "application/octet-stream")]
    public async Task A_files_type_is_guessed_from_its_name(string name, string type)
    {
        await World.SyncAsync(World.Folder((name, [1])), "s3://one");

        Assert.StartsWith(type, (await World.HeadAsync("one", name)).Headers.ContentType, StringComparison.Ordinal);
    }

    [Scenarios(Capability.Faults)]
    [Row(10, "PutObject")]
    [Row(6 * MiB, "CreateMultipartUpload")]
    public async Task Where_it_is_asked_no_type_is_guessed(int size, string operation)
    {
        var folder = World.Folder(("page.html", Content.Of(size)));
        World.ForgetRequests();

        await World.SyncAsync(folder, "s3://one", InSmallParts("--no-guess-mime-type"));

        Assert.NotEqual("text/html", World.Requests.Single(request => request.Operation == operation).Headers.GetValueOrDefault("content-type"));
    }

    [Scenarios(Capability.UnderscoredMetadata)]
    [Row(Way.Upload, 10)]
    [Row(Way.Upload, 6 * MiB)]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task The_sources_time_is_kept_as_metadata_where_that_is_asked_for(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));
        var time = way == Way.Upload ? File.GetLastWriteTimeUtc(Path.Combine(ends.Source, "f")) : (await World.HeadAsync("one", "f")).LastModified!.Value.ToUniversalTime();

        await ends.SyncAsync(InSmallParts("--put-last-modified-metadata"));

        var kept = (await World.HeadAsync("two", "f")).Metadata["x-amz-meta-s3sync_origin_last_modified"];
        Assert.Equal(time.ToString("yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture), kept);
    }

    [Scenarios(Capability.UnderscoredMetadata)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task The_time_is_added_to_the_metadata_of_the_source(Way way)
    {
        await World.PutAsync("one", "f", [1], Dressed);

        await Between(way).SyncAsync("--put-last-modified-metadata");

        Assert.StartsWith("colour=blue,number=7,s3sync_origin_last_modified=2", MetadataOf(await World.HeadAsync("two", "f")), StringComparison.Ordinal);
    }

    [Scenarios(Capability.UnicodeMetadata)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Metadata_beyond_ASCII_is_carried_over(Way way)
    {
        await World.SyncAsync(World.Folder(("f", [1])), "s3://one", "--metadata", "name=Größe");

        await Between(way).SyncAsync();

        Assert.Equal(MetadataOf(await World.HeadAsync("one", "f")), MetadataOf(await World.HeadAsync("two", "f")));
        Assert.NotEqual("", MetadataOf(await World.HeadAsync("two", "f")));
    }

    [Scenarios]
    [Row(Way.Relay, "0")]
    [Row(Way.Relay, "-1")]
    [Row(Way.Relay, "tomorrow")]
    [Row(Way.Copy, "0")]
    public async Task An_Expires_that_is_no_date_is_kept_as_it_is(Way way, string expires)
    {
        await World.PutExactAsync("one", "f", [1], expires);
        Assert.Equal(expires, (await World.HeadAsync("one", "f")).ExpiresString);

        await Between(way).SyncAsync();

        Assert.Equal(expires, (await World.HeadAsync("two", "f")).ExpiresString);
    }

    [Scenarios]
    [Row("--cache-control=x")]
    [Row("--content-type=x/y")]
    [Row("--expires=2031-02-03T04:05:06Z")]
    [Row("--website-redirect=/x")]
    [Row("--tagging=a=b")]
    [Row("--storage-class=STANDARD_IA")]
    [Row("--acl=private")]
    [Row("--sse=aws:kms")]
    [Row("--put-last-modified-metadata")]
    [Row("--additional-checksum-algorithm=SHA256")]
    public async Task A_directory_takes_none_of_them(string option)
    {
        await World.PutAsync("one", "f", [1]);
        var target = World.Folder();

        var outcome = await World.RunAsync("s3://one", target, option.Split('=', 2));

        Assert.Equal("S3S130", Assert.Single(outcome.Codes));
        Assert.Empty(Directory.GetFileSystemEntries(target));
    }

    private static void Dressed(PutObjectRequest request)
    {
        request.ContentType = "text/x-own";
        request.Headers.CacheControl = "no-cache";
        request.Headers.ContentDisposition = "inline";
        request.Headers.ContentEncoding = "x-pack";
        request.Headers["Content-Language"] = "en, fr";
        request.Headers["Expires"] = "Thu, 01 Dec 2033 16:00:00 GMT";
        request.WebsiteRedirectLocation = "/away";
        request.Metadata["number"] = "7";
        request.Metadata["colour"] = "blue";
    }

    private static string Told(GetObjectMetadataResponse head) => string.Join('|',
        head.Headers.ContentType, head.Headers.CacheControl, head.Headers.ContentDisposition, head.Headers.ContentEncoding, head.Headers["Content-Language"], head.ExpiresString, head.WebsiteRedirectLocation);

    private static DateTimeOffset ExpiresOf(GetObjectMetadataResponse head) => DateTimeOffset.Parse(head.ExpiresString, CultureInfo.InvariantCulture);

    private static string MetadataOf(GetObjectMetadataResponse head) =>
        string.Join(',', head.Metadata.Keys.Order(StringComparer.Ordinal).Select(name => $"{name["x-amz-meta-".Length..]}={head.Metadata[name]}"));
}
