using System.Text.Json;
using S3Sync.Entries;
using S3Sync.Manifests.Json;
using S3Sync.Problems;

namespace S3Sync.Manifests;

/// <summary>One reading of a manifest from its beginning to its end, checked on the way: form, order, counts and both digests.</summary>
internal sealed class ManifestParts(Stream stream, string name) : IDisposable
{
    private readonly JsonPieces _pieces = new(stream);
    private readonly ManifestDigests _digests = new();
    private readonly JsonText _line = new();
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private string? _lastKey;
    private long _entries;
    private bool _isDocument;

    /// <summary>What stands after the entries; null until the end was reached.</summary>
    public ManifestTrailer? Trailer { get; private set; }

    /// <summary>Reads what stands before the entries. Called first, and once.</summary>
    public async ValueTask<ManifestHeader> HeaderAsync(CancellationToken cancellationToken)
    {
        await RequireSchemaAsync(cancellationToken);
        _isDocument = await PropertiesAsync("entries", cancellationToken);
        if (_isDocument && (await _pieces.TokenAsync(cancellationToken)).Type != JsonTokenType.StartArray)
        {
            throw ManifestValues.Wrong("entries");
        }

        return new()
        {
            Target = Value("target").GetString() ?? throw ManifestValues.Wrong("target"),
            Endpoint = _values.TryGetValue("endpoint", out var endpoint) ? endpoint.GetString() : null,
            Verdict = ManifestValues.Verdict(Value("verdict")),
            Run = ManifestValues.Run(Value("run")),
        };
    }

    /// <summary>The next entry; null after the last, when everything else was read and checked too.</summary>
    public async ValueTask<ManifestEntry?> EntryAsync(CancellationToken cancellationToken)
    {
        while (Trailer is null)
        {
            using var json = await _pieces.ValueAsync(cancellationToken);
            if (json is null)
            {
                await FinishAsync(cancellationToken);
                return null;
            }

            if (_isDocument || json.RootElement.TryGetProperty("key", out _))
            {
                return Take(ManifestValues.Entry(json.RootElement));
            }

            Line(json.RootElement);
        }

        return null;
    }

    public void Dispose() => _digests.Dispose();

    // What a line that is no entry says: a delete, a failure, or the counts and digests at the end.
    private void Line(JsonElement json)
    {
        if (json.TryGetProperty("deleted", out var key))
        {
            TakeDeleted(key);
        }
        else if (json.TryGetProperty("failed", out _))
        {
            Take(ManifestValues.Failure(json, "failed"));
        }
        else
        {
            foreach (var property in json.EnumerateObject())
            {
                _values[property.Name] = property.Value.Clone();
            }
        }
    }

    private async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (_isDocument)
        {
            while (await PropertiesAsync("deleted", cancellationToken, "failed"))
            {
                await ListAsync(cancellationToken);
            }

            if ((await _pieces.TokenAsync(cancellationToken)).Type != JsonTokenType.None)
            {
                throw new JsonException("something follows its end");
            }
        }

        Trailer = Checked();
    }

    private async ValueTask ListAsync(CancellationToken cancellationToken)
    {
        if ((await _pieces.TokenAsync(cancellationToken)).Type != JsonTokenType.StartArray)
        {
            throw ManifestValues.Wrong("list of deleted or failed keys");
        }

        while (true)
        {
            using var json = await _pieces.ValueAsync(cancellationToken);
            if (json is null)
            {
                return;
            }

            if (json.RootElement.ValueKind == JsonValueKind.String)
            {
                TakeDeleted(json.RootElement);
            }
            else
            {
                Take(ManifestValues.Failure(json.RootElement, "key"));
            }
        }
    }

    private ManifestTrailer Checked()
    {
        var (digest, seal) = _digests.Finish();
        var told = new ManifestTrailer
        {
            Totals = ManifestValues.Totals(Value("totals")),
            Skipped = ManifestValues.Map(Value("skipped"), static count => count.GetInt64()),
            Digest = ManifestValues.Optional(Value("digest"), "sha256") ?? "",
            Seal = ManifestValues.Optional(Value("seal"), "sha256") ?? "",
        };
        return told.Totals.Objects != _entries ? throw new JsonException($"it has {_entries} entries and says that it has {told.Totals.Objects}")
            : told.Seal != seal ? throw new JsonException("its entries are not those that its seal was made of")
            : told.Digest != digest ? throw new JsonException("its entries are not those that its digest was made of")
            : told;
    }

    private ManifestEntry Take(ManifestEntry entry)
    {
        if (_lastKey is not null && KeyOrder.Compare(_lastKey, entry.Key) >= 0)
        {
            throw new JsonException($"the key {entry.Key} comes after {_lastKey}");
        }

        _lastKey = entry.Key;
        _entries++;
        ManifestLines.Write(_line.Clear(), entry);
        _digests.Add(entry.Key, entry.Size, entry.Evidence, _line.Written);
        return entry;
    }

    private void TakeDeleted(JsonElement key)
    {
        ManifestLines.Deleted(_line.Clear(), key.GetString() ?? throw ManifestValues.Wrong("deleted key"));
        _digests.Add(_line.Written);
    }

    private void Take(ManifestFailure failure)
    {
        ManifestLines.Write(_line.Clear(), failure);
        _digests.Add(_line.Written);
    }

    private async ValueTask RequireSchemaAsync(CancellationToken cancellationToken)
    {
        string? schema;
        try
        {
            var isObject = (await _pieces.TokenAsync(cancellationToken)).Type == JsonTokenType.StartObject;
            var first = isObject ? await _pieces.TokenAsync(cancellationToken) : default;
            using var value = first.Name == "schema" ? await _pieces.ValueAsync(cancellationToken) : null;
            schema = value?.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : null;
        }
        catch (JsonException noJson)
        {
            throw new SyncException(ManifestProblems.NotAManifest(name), noJson);
        }

        if (schema is null || !schema.StartsWith(ManifestHeader.SchemaStart, StringComparison.Ordinal))
        {
            throw new SyncException(ManifestProblems.NotAManifest(name));
        }

        if (schema != ManifestHeader.Schema)
        {
            throw new SyncException(ManifestProblems.ManifestTooNew(name, schema));
        }
    }

    // Keeps the properties up to one of two lists, which is then to be read; false when the object ended before.
    private async ValueTask<bool> PropertiesAsync(string list, CancellationToken cancellationToken, string? otherList = null)
    {
        while (true)
        {
            var (type, property) = await _pieces.TokenAsync(cancellationToken);
            if (type == JsonTokenType.EndObject)
            {
                return false;
            }

            if (type != JsonTokenType.PropertyName || property is null)
            {
                throw new JsonException("it ends too early");
            }

            if (property == list || property == otherList)
            {
                return true;
            }

            using var value = await _pieces.ValueAsync(cancellationToken) ?? throw ManifestValues.Wrong(property);
            _values[property] = value.RootElement.Clone();
        }
    }

    private JsonElement Value(string property) => _values.TryGetValue(property, out var value) ? value : throw ManifestValues.Wrong(property);
}
