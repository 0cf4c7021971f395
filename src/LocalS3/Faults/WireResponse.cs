using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace S3Sync.LocalS3.Faults;

/// <summary>The answer's body as operations see it, leading through <see cref="WireResponseBody"/>.</summary>
internal sealed class WireResponse(IHttpResponseBodyFeature inner, WireResponseBody body) : IHttpResponseBodyFeature
{
    private PipeWriter? writer;

    public Stream Stream => body;

    public PipeWriter Writer => writer ??= PipeWriter.Create(body, new StreamPipeWriterOptions(leaveOpen: true));

    public void DisableBuffering() => inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => body.Lost ? Task.CompletedTask : inner.StartAsync(cancellationToken);

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
        file.Position = offset;
        var left = count ?? file.Length - offset;
        var buffer = new byte[64 * 1024];
        while (left > 0)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (read == 0) throw new EndOfStreamException();
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }

    /// <summary>Sends what the writer still holds; Kestrel itself ends the answer.</summary>
    public async Task CompleteAsync()
    {
        if (writer is not null) await writer.CompleteAsync();
    }
}
