using S3Sync.Metadata;
using Xunit;

namespace S3Sync.Engine.Tests.Metadata;

public sealed class ContentTypeTests
{
    [Theory]
    [InlineData("index.html", "text/html")]
    [InlineData("a/b.c/style.css", "text/css")]
    [InlineData("app.mjs", "text/javascript")]
    [InlineData("app.js.map", "application/json")]
    [InlineData("site.webmanifest", "application/manifest+json")]
    [InlineData("code.wasm", "application/wasm")]
    [InlineData("font.woff2", "font/woff2")]
    [InlineData("PHOTO.JPG", "image/jpeg")]
    [InlineData("icon.svg", "image/svg+xml")]
    [InlineData("favicon.ico", "image/vnd.microsoft.icon")]
    [InlineData("sitemap.xml", "text/xml")]
    [InlineData("backup.tar.gz", "application/gzip")]
    [InlineData("video.mp4", "video/mp4")]
    [InlineData("notes.txt", "text/plain")]
    public void A_known_extension_has_its_type(string key, string type) => Assert.Equal(type, ContentTypes.Guess(key));

    [Theory]
    [InlineData("")]
    [InlineData("noextension")]
    [InlineData("folder.html/file")]
    [InlineData("trailing.")]
    [InlineData("x.unheard-of")]
    [InlineData(".html")]
    [InlineData("d/.css")]
    [InlineData("program.bin")]
    public void Anything_else_is_bytes(string key) => Assert.Equal("application/octet-stream", ContentTypes.Guess(key));
}
