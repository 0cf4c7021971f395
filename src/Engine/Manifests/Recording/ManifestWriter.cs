using S3Sync.Manifests.Json;

namespace S3Sync.Manifests.Recording;

/// <summary>
/// Writes a manifest: a JSON document with an entry a line, or JSON Lines. The same draft and header give the same bytes.
/// </summary>
internal sealed class ManifestWriter(Stream stream, ManifestDraft draft, bool asLines) : IDisposable
{
    private readonly JsonText _text = new();
    private readonly ManifestDigests _digests = new();
    private readonly Dictionary<ManifestAction, long> _actions = [];
    private long _objects;
    private long _bytes;
    private long _unproven;
    private long _deleted;

    /// <summary>Writes all of it; the answer is what stands at its end.</summary>
    /// <exception cref="IOException">The stream, or a temporary file of the draft, failed.</exception>
    public ManifestTrailer Write(ManifestHeader header)
    {
        Header(header);
        Entries();
        Deleted();
        Failures();
        var trailer = Trailer();
        Closing(trailer);
        return trailer;
    }

    public void Dispose() => _digests.Dispose();

    private void Header(ManifestHeader header)
    {
        if (asLines)
        {
            _text.Clear().Begin('{').Name("schema").Value(ManifestHeader.Schema).Name("target").Value(header.Target).Optional("endpoint", header.Endpoint)
                .Name("verdict").Value(ManifestLines.WordOf(header.Verdict)).Name("run");
            ManifestLines.Run(_text, header.Run);
            _text.End('}');
            stream.Write(_text.Written);
            return;
        }

        stream.Write("{"u8);
        Property("schema", text => text.Value(ManifestHeader.Schema), isFirst: true);
        Property("target", text => text.Value(header.Target));
        if (header.Endpoint is { } endpoint)
        {
            Property("endpoint", text => text.Value(endpoint));
        }

        Property("verdict", text => text.Value(ManifestLines.WordOf(header.Verdict)));
        Property("run", text => ManifestLines.Run(text, header.Run));
        BeginList("entries");
    }

    private void Entries()
    {
        foreach (var fact in draft.Entries())
        {
            Item(fact.Line, isFirst: _objects == 0);
            _digests.Add(fact.Key, fact.Size, fact.Evidence, fact.Line);
            _objects++;
            _bytes += fact.Size;
            _unproven += fact.Evidence.StartsWith("sha256:", StringComparison.Ordinal) ? 0 : 1;
            _actions[fact.Action!.Value] = Of(fact.Action.Value) + 1; // an entry has one
        }

        EndList(isEmpty: _objects == 0);
    }

    private void Deleted()
    {
        BeginList("deleted");
        foreach (var key in draft.Deleted())
        {
            ManifestLines.Deleted(_text.Clear(), key);
            _digests.Add(_text.Written);
            if (!asLines)
            {
                _text.Clear().Value(key);
            }

            Item(_text.Written, isFirst: _deleted == 0);
            _deleted++;
        }

        EndList(isEmpty: _deleted == 0);
    }

    private void Failures()
    {
        BeginList("failed");
        var isFirst = true;
        foreach (var failure in draft.Failures())
        {
            ManifestLines.Write(_text.Clear(), failure);
            _digests.Add(_text.Written);
            if (asLines)
            {
                ManifestLines.Write(_text.Clear(), failure, onLineOfItsOwn: true);
            }

            Item(_text.Written, isFirst);
            isFirst = false;
        }

        EndList(isEmpty: isFirst);
    }

    private ManifestTrailer Trailer()
    {
        var (digest, seal) = _digests.Finish();
        return new()
        {
            Totals = new()
            {
                Objects = _objects,
                Bytes = _bytes,
                Transferred = Of(ManifestAction.Transferred),
                Unchanged = Of(ManifestAction.Unchanged),
                Restamped = Of(ManifestAction.Restamped),
                Retagged = Of(ManifestAction.Retagged),
                Unproven = _unproven,
                Deleted = _deleted,
                Skipped = draft.Skipped.Values.Sum(),
                Failed = draft.Failed,
            },
            Skipped = draft.Skipped,
            Digest = digest,
            Seal = seal,
        };
    }

    private void Closing(ManifestTrailer trailer)
    {
        if (asLines)
        {
            stream.Write("\n"u8);
            ManifestLines.Totals(_text.Clear().Begin('{').Name("totals"), trailer.Totals);
            ManifestLines.Map(_text.Name("skipped"), trailer.Skipped, static (text, count) => text.Value(count));
            ManifestLines.Digest(_text.Name("digest"), trailer.Digest);
            ManifestLines.Digest(_text.Name("seal"), trailer.Seal);
            stream.Write(_text.End('}').Written);
            stream.Write("\n"u8);
            return;
        }

        Property("skipped", text => ManifestLines.Map(text, trailer.Skipped, static (text, count) => text.Value(count)));
        Property("totals", text => ManifestLines.Totals(text, trailer.Totals));
        Property("digest", text => ManifestLines.Digest(text, trailer.Digest));
        Property("seal", text => ManifestLines.Digest(text, trailer.Seal));
        stream.Write("\n}\n"u8);
    }

    private long Of(ManifestAction action) => _actions.GetValueOrDefault(action);

    private void Property(string name, Action<JsonText> value, bool isFirst = false)
    {
        value(_text.Clear().Name(name));
        stream.Write(isFirst ? "\n  "u8 : ",\n  "u8);
        stream.Write(_text.Written);
    }

    private void BeginList(string name)
    {
        if (!asLines)
        {
            stream.Write(",\n  "u8);
            stream.Write(_text.Clear().Name(name).Written);
            stream.Write("["u8);
        }
    }

    private void Item(ReadOnlySpan<byte> item, bool isFirst)
    {
        stream.Write(asLines ? "\n"u8 : isFirst ? "\n    "u8 : ",\n    "u8);
        stream.Write(item);
    }

    private void EndList(bool isEmpty)
    {
        if (!asLines)
        {
            stream.Write(isEmpty ? "]"u8 : "\n  ]"u8);
        }
    }
}
