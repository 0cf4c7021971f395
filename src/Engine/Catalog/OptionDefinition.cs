namespace S3Sync.Catalog;

/// <summary>What an option demands of the two ends.</summary>
public enum OptionSides
{
    /// <summary>Nothing.</summary>
    Any,

    /// <summary>The source is S3.</summary>
    SourceS3,

    /// <summary>The target is S3.</summary>
    TargetS3,

    /// <summary>Both are S3.</summary>
    BothS3,

    /// <summary>The source is a directory.</summary>
    SourceLocal,

    /// <summary>One of them is a directory.</summary>
    OneLocal,
}

/// <summary>Everything there is to know about one option; every door (command line, environment, help, documents) is made from it.</summary>
/// <param name="Name">The long name without dashes: <c>worker-size</c>.</param>
/// <param name="Kind">How its text is read.</param>
/// <param name="Help">One or two sentences for the help.</param>
public abstract record OptionDefinition(string Name, OptionKind Kind, string Help)
{
    /// <summary>What the environment names of this product begin with.</summary>
    public const string EnvironmentPrefix = "S3SYNC_";

    /// <summary>The one-letter name, if there is one.</summary>
    public char? Letter { get; init; }

    /// <summary>Other names that are accepted on the command line and not shown in the help.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Given by position, not by name: SOURCE and TARGET.</summary>
    public bool IsPositional { get; init; }

    /// <summary>Never shown anywhere, not even in the message that refuses it.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether the environment is read for it at all.</summary>
    public bool ReadsEnvironment { get; init; } = true;

    /// <summary>Whether it also reads the environment name without <c>S3SYNC_</c>, as s3sync's own options do.</summary>
    public bool ReadsPlainName { get; init; } = true;

    /// <summary>What it demands of the two ends.</summary>
    public OptionSides Sides { get; init; }

    /// <summary>The end it has an effect for, where it is told of and not refused when that end is a directory: <see cref="OptionSides.SourceS3"/> or <see cref="OptionSides.TargetS3"/>.</summary>
    public OptionSides MattersFor { get; init; }

    /// <summary>Options that cannot be asked for together with it.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The option without which it has no meaning.</summary>
    public string? Requires { get; init; }

    /// <summary>Whether <paramref name="name"/> is its name or an alias.</summary>
    public bool IsCalled(string name) => Name == name || Aliases.Contains(name, StringComparer.Ordinal);

    /// <summary>How a user writes it: <c>--worker-size</c>, or <c>SOURCE</c>.</summary>
    public string Shown => IsPositional ? Name.ToUpperInvariant() : "--" + Name;

    /// <summary>Its name in the config file: <c>workerSize</c>.</summary>
    public string ConfigName => InCamelCase(Name);

    /// <summary>The plain environment name: <c>WORKER_SIZE</c>.</summary>
    public string PlainEnvironmentName => Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>The environment names in the order they are looked at, the stronger first.</summary>
    public IReadOnlyList<string> EnvironmentNames =>
        !ReadsEnvironment ? [] : ReadsPlainName ? [EnvironmentPrefix + PlainEnvironmentName, PlainEnvironmentName] : [EnvironmentPrefix + PlainEnvironmentName];

    /// <summary>The documented default as a user would write it, taken from the options' own initial values; null when there is none.</summary>
    public abstract string? DefaultText { get; }

    /// <summary>A name with dashes as the config file would have it: <c>worker-size</c> is <c>workerSize</c>.</summary>
    internal static string InCamelCase(string name) =>
        string.Concat(name.Split('-').Select((word, place) => place == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>An option of the record <typeparamref name="TOptions"/>.</summary>
/// <param name="Name">The long name without dashes.</param>
/// <param name="Kind">How its text is read.</param>
/// <param name="Help">One or two sentences for the help.</param>
/// <param name="Get">Reads it from the record.</param>
/// <param name="Set">Makes the record that has it; the value is what <paramref name="Kind"/> reads.</param>
public sealed record OptionDefinition<TOptions>(
    string Name, OptionKind Kind, string Help, Func<TOptions, object?> Get, Func<TOptions, object, TOptions> Set) : OptionDefinition(Name, Kind, Help)
    where TOptions : new()
{
    /// <inheritdoc/>
    public override string? DefaultText => Get(new TOptions()) is { } value ? Kind.Show(value) : null;
}

/// <summary>Options that stand together in the help.</summary>
public sealed record OptionGroup<TOptions>(string Title, IReadOnlyList<OptionDefinition<TOptions>> Options)
    where TOptions : new();
