using S3Sync.Options;

namespace S3Sync.Catalog;

/// <summary>The words in which an option is written down, one a kind.</summary>
public static class Option<T>
    where T : new()
{
    /// <summary>A switch.</summary>
    public static OptionDefinition<T> Flag(string name, string help, Func<T, bool> get, Func<T, bool, T> set) =>
        new(name, new OptionKind.Flag(), help, options => get(options), (options, value) => set(options, (bool)value));

    /// <summary>A switch that counts how often it is given, with a letter of its own.</summary>
    public static OptionDefinition<T> Count(char letter, string name, string help, Func<T, int> get, Func<T, int, T> set) =>
        new(name, new OptionKind.Count(), help, options => get(options), (options, value) => set(options, (int)value))
        {
            Letter = letter,
            ReadsEnvironment = false,
        };

    /// <summary>A text that must not be empty.</summary>
    public static OptionDefinition<T> Text(string name, string valueName, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, new OptionKind.Text(valueName), help, get, set);

    /// <summary>A text that is never shown.</summary>
    public static OptionDefinition<T> Secret(string name, string valueName, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, new OptionKind.Text(valueName), help, get, set) with { IsSecret = true };

    /// <summary>One of a few words, in exactly their spelling.</summary>
    public static OptionDefinition<T> Choice(string name, OptionKind.Choice choice, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, choice, help, get, set);

    /// <summary>A regular expression that is matched in linear time.</summary>
    public static OptionDefinition<T> Regex(string name, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, new OptionKind.Regex(), help, get, set);

    /// <summary>Which log records are told.</summary>
    public static OptionDefinition<T> LogFilter(string name, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, new OptionKind.LogFilter(), help, get, set);

    /// <summary>An http or https URL.</summary>
    public static OptionDefinition<T> Url(string name, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, new OptionKind.Url(), help, get, set);

    /// <summary>A path, made absolute.</summary>
    public static OptionDefinition<T> Path(string name, string valueName, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, new OptionKind.Path(valueName), help, get, set);

    /// <summary>A whole number.</summary>
    public static OptionDefinition<T> Integer(string name, OptionKind.Integer range, string help, Func<T, int> get, Func<T, int, T> set) =>
        new(name, range, help, options => get(options), (options, value) => set(options, (int)value));

    /// <summary>A number of bytes.</summary>
    public static OptionDefinition<T> Size(string name, OptionKind.Size range, string help, Func<T, long> get, Func<T, long, T> set) =>
        new(name, range, help, options => get(options), (options, value) => set(options, (long)value));

    /// <summary>A whole number that is not given by default.</summary>
    public static OptionDefinition<T> OptionalInteger(string name, OptionKind.Integer range, string help, Func<T, int?> get, Func<T, int, T> set) =>
        new(name, range, help, options => get(options), (options, value) => set(options, (int)value));

    /// <summary>A number of bytes that is not given by default.</summary>
    public static OptionDefinition<T> OptionalSize(string name, OptionKind.Size range, string help, Func<T, long?> get, Func<T, long, T> set) =>
        new(name, range, help, options => get(options), (options, value) => set(options, (long)value));

    /// <summary>A time in milliseconds.</summary>
    public static OptionDefinition<T> Milliseconds(string name, int least, string help, Func<T, TimeSpan?> get, Func<T, TimeSpan, T> set) =>
        new(name, new OptionKind.Integer(least, int.MaxValue) { Unit = "MILLISECONDS" }, help, options => get(options) is { } time ? (int)time.TotalMilliseconds : null,
            (options, value) => set(options, TimeSpan.FromMilliseconds((int)value)));

    /// <summary>An instant.</summary>
    public static OptionDefinition<T> Instant(string name, string help, Func<T, DateTimeOffset?> get, Func<T, DateTimeOffset, T> set) =>
        new(name, new OptionKind.Instant(), help, options => get(options), (options, value) => set(options, (DateTimeOffset)value));

    /// <summary>User metadata.</summary>
    public static OptionDefinition<T> Metadata(string name, string help, Func<T, IReadOnlyDictionary<string, string>?> get, Func<T, IReadOnlyDictionary<string, string>, T> set) =>
        new(name, new OptionKind.Metadata(), help, get, (options, value) => set(options, (IReadOnlyDictionary<string, string>)value));

    /// <summary>Tags.</summary>
    public static OptionDefinition<T> Tags(string name, string help, Func<T, IReadOnlyList<KeyValuePair<string, string>>?> get, Func<T, IReadOnlyList<KeyValuePair<string, string>>, T> set) =>
        new(name, new OptionKind.Tags(), help, get, (options, value) => set(options, (IReadOnlyList<KeyValuePair<string, string>>)value));

    /// <summary>Globs over keys.</summary>
    public static OptionDefinition<T> Globs(string name, string help, Func<T, IReadOnlyList<string>> get, Func<T, IReadOnlyList<string>, T> set) =>
        new(name, new OptionKind.Globs(), help, get, (options, value) => set(options, (IReadOnlyList<string>)value));

    /// <summary>A customer key of SSE-C, which is never shown.</summary>
    public static OptionDefinition<T> CustomerKey(string name, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, new OptionKind.CustomerKey(), help, get, set) with { IsSecret = true };

    /// <summary>A proxy, which is never shown.</summary>
    public static OptionDefinition<T> Proxy(string name, string help, Func<T, string?> get, Func<T, string, T> set) =>
        Textual(name, new OptionKind.ProxyUrl(), help, get, set) with { IsSecret = true };

    /// <summary>A directory or a place in S3, given by position.</summary>
    public static OptionDefinition<T> Place(string name, string help, Func<T, Location?> get, Func<T, Location, T> set) =>
        new(name, new OptionKind.Place(), help, get, (options, value) => set(options, (Location)value)) { IsPositional = true };

    /// <summary>A file or an object, given by name.</summary>
    public static OptionDefinition<T> NamedPlace(string name, string valueName, string help, Func<T, Location?> get, Func<T, Location, T> set) =>
        new(name, new OptionKind.Place(valueName), help, get, (options, value) => set(options, (Location)value));

    private static OptionDefinition<T> Textual(string name, OptionKind kind, string help, Func<T, string?> get, Func<T, string, T> set) =>
        new(name, kind, help, get, (options, value) => set(options, (string)value));
}
