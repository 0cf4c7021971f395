using System.Text.Json;
using System.Text.Unicode;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Parsing;

/// <summary>Reads JSON with comments and trailing commas into nodes that know their places.</summary>
internal sealed class ConfigParser
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly byte[] _text;
    private readonly ConfigPlaces _places;
    private readonly ICollection<Problem> _problems;

    private ConfigParser(byte[] text, string file, ICollection<Problem> problems)
    {
        _text = text;
        _places = new(text, file);
        _problems = problems;
    }

    /// <summary>The value that <paramref name="text"/> holds; null with a problem when it holds none. A byte order mark is passed over.</summary>
    public static ConfigNode? Parse(byte[] text, string file, ICollection<Problem> problems) =>
        new ConfigParser(text.AsSpan().StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text, file, problems).Parse();

    private ConfigNode? Parse()
    {
        if (!Utf8.IsValid(_text))
        {
            _places.Of(ValidLength()).Tell(_problems, ConfigProblems.NotUtf8);
            return null;
        }

        var reader = new Utf8JsonReader(_text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            if (!HasValue())
            {
                _places.Of(0).Tell(_problems, ConfigProblems.Empty);
                return null;
            }

            reader.Read();
            var node = Value(ref reader);
            reader.Read(); // refuses whatever comes after
            return node;
        }
        catch (JsonException e)
        {
            _places.Of(e.LineNumber ?? 0, e.BytePositionInLine ?? 0).Tell(_problems, at => ConfigProblems.NotJson(at, CauseOf(e.Message)));
            return null;
        }
    }

    private ConfigNode Value(ref Utf8JsonReader reader)
    {
        var place = _places.Of(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader, place),
            JsonTokenType.StartArray => List(ref reader, place),
            JsonTokenType.String => new ConfigText(place, Text(ref reader, place), !reader.ValueIsEscaped),
            JsonTokenType.Number => new ConfigNumber(place, System.Text.Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.Null => new ConfigNull(place),
            _ => new ConfigFlag(place, reader.TokenType == JsonTokenType.True),
        };
    }

    private ConfigObject Object(ref Utf8JsonReader reader, ProblemPlace place)
    {
        var members = new List<ConfigMember>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = _places.Of(reader.TokenStartIndex);
            var name = Text(ref reader, at);
            reader.Read();
            var value = Value(ref reader);
            if (members.FirstOrDefault(member => member.Name == name) is { } first)
            {
                at.Tell(_problems, where => ConfigProblems.NameTwice(where, name, first.Place.Line));
            }
            else
            {
                members.Add(new(name, at, value));
            }
        }

        return new(place, members);
    }

    private ConfigList List(ref Utf8JsonReader reader, ProblemPlace place)
    {
        var items = new List<ConfigNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader));
        }

        return new(place, items);
    }

    private string Text(ref Utf8JsonReader reader, ProblemPlace place)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException) // the bytes are UTF-8, so what cannot be read is an escape
        {
            place.Tell(_problems, ConfigProblems.HalfCharacter);
            return "\uFFFD";
        }
    }

    // The reader's own word for a text without any value is about the end of a token that is not there.
    private bool HasValue()
    {
        var reader = new Utf8JsonReader(_text, isFinalBlock: false, new(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }));
        return reader.Read() || reader.BytesConsumed < _text.Length;
    }

    private int ValidLength()
    {
        var valid = 0;
        while (System.Text.Rune.DecodeFromUtf8(_text.AsSpan(valid), out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            valid += consumed;
        }

        return valid;
    }

    // Without the place, which is told in our own way, and without the text itself, which may be a secret.
    private static string CauseOf(string said)
    {
        var end = said.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var cause = Problem.Quoted(end < 0 ? said : said[..end]);
        var quote = cause.StartsWith('\'') ? cause.IndexOf("' is ", StringComparison.Ordinal) : -1;
        return quote > 2 ? "this" + cause[(quote + 1)..] : cause;
    }
}

/// <summary>Tells problems at their places.</summary>
internal static class PlaceTelling
{
    /// <summary>Adds the problem that <paramref name="say"/> makes for the words of a place.</summary>
    public static void Tell(this ProblemPlace place, ICollection<Problem> problems, Func<string, Problem> say) => problems.Add(say(place.ToString()) with { Place = place });
}
