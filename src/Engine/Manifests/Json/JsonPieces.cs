using System.Text.Json;

namespace S3Sync.Manifests.Json;

/// <summary>
/// Reads JSON token by token and value by value from a stream, holding no more than one value at a time: of a list, one item. Values may follow one
/// another, as in JSON Lines.
/// </summary>
internal sealed class JsonPieces(Stream stream)
{
    // An entry is a key, some headers and names: what is longer is no entry of ours, and would only fill memory.
    private const int MostBytes = 16 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isWhole;
    private JsonReaderState _state = new(new() { AllowMultipleValues = true });

    /// <summary>The next token: a bracket or a property's name, whose text is told. <see cref="JsonTokenType.None"/> at the end of the stream.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public async ValueTask<(JsonTokenType Type, string? Name)> TokenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryToken(out var type, out var name))
            {
                return (type, name);
            }

            if (_isWhole)
            {
                return (JsonTokenType.None, null);
            }

            await FillAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The next whole value, which the caller disposes of; null when a list ends here instead, or the stream does.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON, is cut, or a single value is larger than any of ours.</exception>
    public async ValueTask<JsonDocument?> ValueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryValue(out var value))
            {
                return value;
            }

            if (_isWhole)
            {
                return null;
            }

            await FillAsync(cancellationToken);
        }
    }

    private bool TryToken(out JsonTokenType type, out string? name)
    {
        var reader = Reader();
        var isRead = reader.Read();
        (type, name) = isRead ? (reader.TokenType, reader.TokenType is JsonTokenType.PropertyName ? reader.GetString() : null) : default;
        if (isRead)
        {
            Take(reader);
        }

        return isRead;
    }

    private bool TryValue(out JsonDocument? value)
    {
        value = null;
        var reader = Reader();
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType is not JsonTokenType.EndArray && !JsonDocument.TryParseValue(ref reader, out value))
        {
            return false;
        }

        Take(reader);
        return true;
    }

    private Utf8JsonReader Reader() => new(_buffer.AsSpan(_start, _end - _start), _isWhole, _state);

    private void Take(Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var held = _end - _start;
        if (held == _buffer.Length)
        {
            if (held >= MostBytes)
            {
                throw new JsonException("a single value of it is larger than any that s3sync writes");
            }

            Array.Resize(ref _buffer, held * 2);
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        }

        (_start, _end) = (0, held);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _isWhole = read == 0;
    }
}
