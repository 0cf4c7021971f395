using System.Net;

namespace S3Sync.Storage.S3.Wire.Bodies;

/// <summary>
/// A request content that is sent once. The runtime sends a request again by itself when a connection it had used before breaks without an
/// answer; for what begins something at each sending, such as an upload, that would happen behind the funnel's back.
/// </summary>
internal sealed class OneTimeContent : HttpContent
{
    private readonly HttpContent _content;
    private int _sent;

    public OneTimeContent(HttpContent? content)
    {
        _content = content ?? new ReadOnlyMemoryContent(default);
        foreach (var (name, values) in _content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _sent, 1) == 0 ? _content.CopyToAsync(stream, context, cancellationToken) : throw new IOException("the connection broke before an answer came");

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return _content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
