using System.Runtime.CompilerServices;
using System.Text.Json;
using S3Sync.Problems;

namespace S3Sync.Manifests;

/// <summary>
/// Reads a manifest of either form, the JSON document and JSON Lines, entry by entry: memory does not grow with their number. That the whole is
/// undamaged is known only at its end, so whoever acts on entries calls <see cref="CheckAsync"/> before.
/// </summary>
public sealed class ManifestReader : IDisposable
{
    private readonly Stream _stream;
    private readonly string _name;

    private ManifestReader(Stream stream, string name, ManifestHeader header)
    {
        _stream = stream;
        _name = name;
        Header = header;
    }

    /// <summary>What stands before the entries.</summary>
    public ManifestHeader Header { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="SyncException">It cannot be read, is no manifest, is of an unknown version, or its beginning is damaged.</exception>
    public static async Task<ManifestReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        FileStream stream;
        try
        {
            stream = new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        }
        catch (SystemException missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SyncException(ManifestProblems.ManifestMissing(path), missing);
        }
        catch (SystemException failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SyncException(ManifestProblems.ManifestUnreadable(path, Problem.Quoted(failure.Message)), failure);
        }

        return await OpenAsync(stream, path, cancellationToken);
    }

    /// <summary>Opens what a stream holds, which can be sought in and is closed with the reader.</summary>
    /// <param name="stream">The manifest.</param>
    /// <param name="name">What it is called in a problem: its path, or <c>s3://bucket/key</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SyncException">It is no manifest, is of an unknown version, or its beginning is damaged.</exception>
    public static async Task<ManifestReader> OpenAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        try
        {
            using var parts = new ManifestParts(stream, name);
            return new(stream, name, await GuardedAsync(name, () => parts.HeaderAsync(cancellationToken)));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the whole, and tells what stands after the entries.</summary>
    /// <exception cref="SyncException">It is damaged: cut, changed, or not in order.</exception>
    public async Task<ManifestTrailer> CheckAsync(CancellationToken cancellationToken)
    {
        using var parts = await BeginAsync(cancellationToken);
        while (await GuardedAsync(_name, () => parts.EntryAsync(cancellationToken)) is not null)
        {
            // Checked as it goes by.
        }

        return parts.Trailer!; // there is one when the end was reached
    }

    /// <summary>Every entry, in the order of the keys' UTF-8 bytes. One enumeration at a time; each begins at the first entry.</summary>
    /// <exception cref="SyncException">It is damaged, which may be known only after the last entry.</exception>
    public async IAsyncEnumerable<ManifestEntry> EntriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var parts = await BeginAsync(cancellationToken);
        while (await GuardedAsync(_name, () => parts.EntryAsync(cancellationToken)) is { } entry)
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private async Task<ManifestParts> BeginAsync(CancellationToken cancellationToken)
    {
        _stream.Position = 0;
        var parts = new ManifestParts(_stream, _name);
        try
        {
            await GuardedAsync(_name, () => parts.HeaderAsync(cancellationToken));
            return parts;
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    private static async ValueTask<T> GuardedAsync<T>(string name, Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (JsonException damage)
        {
            // The position that .NET adds is one of a piece, not of the file.
            throw new SyncException(ManifestProblems.ManifestDamaged(name, Problem.Quoted(damage.Message.Split(" LineNumber:")[0])), damage);
        }
        catch (InvalidOperationException damage)
        {
            throw new SyncException(ManifestProblems.ManifestDamaged(name, Problem.Quoted(damage.Message)), damage);
        }
        catch (IOException failure)
        {
            throw new SyncException(ManifestProblems.ManifestUnreadable(name, Problem.Quoted(failure.Message)), failure);
        }
    }
}
