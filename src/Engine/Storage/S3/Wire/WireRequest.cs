using System.Globalization;
using System.Text;

namespace S3Sync.Storage.S3.Wire;

/// <summary>One request to a bucket or an object in it, before it is signed. It is used for one attempt.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="key">The full key; null for the bucket itself.</param>
internal sealed class WireRequest(HttpMethod method, string? key)
{
    /// <summary>The SHA-256 of no bytes.</summary>
    public const string EmptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The payload is not part of the signature.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    private readonly List<KeyValuePair<string, string>> _query = [];
    private readonly List<KeyValuePair<string, string>> _headers = new(12);

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method => method;

    /// <summary>The headers, names in lower case; in the order of the names after <see cref="SortHeaders"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>The payload's SHA-256 in lower-case hex, or the word that stands for it.</summary>
    public string PayloadHash { get; init; } = EmptyPayload;

    /// <summary>The body; null for none.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>Adds a query parameter, unescaped; null leaves it out.</summary>
    public WireRequest Query(string name, string? value)
    {
        if (value is not null)
        {
            _query.Add(new(name, value));
        }

        return this;
    }

    /// <summary>Adds a header; null leaves it out.</summary>
    /// <param name="name">In lower case.</param>
    /// <param name="value">As it goes over the wire.</param>
    public WireRequest Header(string name, string? value)
    {
        if (value is not null)
        {
            _headers.Add(new(name, value));
        }

        return this;
    }

    /// <summary>Adds headers that are the same for every request of a kind.</summary>
    public WireRequest With(ReadOnlySpan<KeyValuePair<string, string>> headers)
    {
        _headers.AddRange(headers);
        return this;
    }

    /// <summary>Puts the headers in the order of the signature.</summary>
    public void SortHeaders() => _headers.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));

    /// <summary>The escaped path below the bucket's own.</summary>
    public string Path(string root)
    {
        if (key is null)
        {
            return root.Length == 0 ? "/" : root;
        }

        var path = new StringBuilder(root.Length + key.Length + 16).Append(root).Append('/');
        UriText.Append(path, key, keepSlashes: true);
        return path.ToString();
    }

    /// <summary>The escaped query, in the order of the signature; without the question mark.</summary>
    public string QueryText()
    {
        if (_query.Count == 0)
        {
            return "";
        }

        _query.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var query = new StringBuilder();
        foreach (var (name, value) in _query)
        {
            UriText.Append(query.Append(query.Length == 0 ? "" : "&"), name, keepSlashes: false);
            UriText.Append(query.Append('='), value, keepSlashes: false);
        }

        return query.ToString();
    }

    /// <summary>A number as a parameter or header has it.</summary>
    public static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
