using System.Globalization;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>A request's query: names as they are spelled, values decoded; of a name given twice the first counts.</summary>
internal sealed class QueryParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The names that were sent.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>A value; null when the name was not sent, empty when it was sent bare.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Reads what follows the question mark.</summary>
    public static QueryParameters Parse(string query)
    {
        var parameters = new QueryParameters();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = RequestTarget.Decode(equals < 0 ? pair : pair[..equals], plusIsSpace: true);
            parameters._values.TryAdd(name, equals < 0 ? string.Empty : RequestTarget.Decode(pair[(equals + 1)..], plusIsSpace: true));
        }

        return parameters;
    }

    /// <summary>Whether a name was sent, with or without a value.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>A value that is not empty; null otherwise.</summary>
    public string? NonEmpty(string name) => this[name] is { Length: > 0 } value ? value : null;

    /// <summary>A number of 0 and more, cut to <paramref name="most"/>; <paramref name="absent"/> when it was not sent.</summary>
    public int Count(string name, int absent, int most)
    {
        if (NonEmpty(name) is not { } text)
        {
            return absent;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue
            ? (int)Math.Min(number, most)
            : throw S3Errors.InvalidArgument(name, text, $"Provided {name} not an integer or within integer range");
    }

    /// <summary>A part number; null when it was not sent.</summary>
    public int? PartNumber() => this["partNumber"] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10000 ? number
        : throw S3Errors.InvalidArgument("partNumber", text, "Part number must be an integer between 1 and 10000, inclusive");

    /// <summary>A version id; null when it was not sent.</summary>
    public string? VersionId() => this["versionId"] is not { } text ? null
        : Objects.VersionIds.IsWellFormed(text) ? text
        : throw S3Errors.InvalidArgument("versionId", text, text.Length == 0 ? "Version id cannot be the empty string" : "Invalid version id specified");
}
