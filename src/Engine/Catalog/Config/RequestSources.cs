namespace S3Sync.Catalog.Config;

/// <summary>Where the values of a request may come from; a host hands in what it has.</summary>
/// <param name="Given">What the host was given itself, SOURCE and TARGET included: a command line, a task's parameters, an action's inputs. It wins over everything.</param>
/// <param name="Environment">The variables of the environment.</param>
/// <param name="CurrentFolder">The absolute folder that relative paths of <paramref name="Given"/> and of the environment are meant from.</param>
public sealed record RequestSources(OptionValues Given, IReadOnlyDictionary<string, string> Environment, string CurrentFolder)
{
    /// <summary>Options of the host's own: read from the environment, refused in a config, and kept in <see cref="RequestReading.Values"/> for the host to bind.</summary>
    public IReadOnlyList<OptionDefinition> HostDefinitions { get; init; } = [];

    /// <summary>Whether SOURCE and TARGET must be given somewhere: not when the values are only to be looked at.</summary>
    public bool NeedsEnds { get; init; } = true;

    /// <summary>Whether the environment is also read by the options' plain names.</summary>
    public bool ReadsPlainNames { get; init; } = true;

    /// <summary>
    /// Whether every file was written anew before this run, as a checkout or a build does: times say nothing then, so contents are compared unless
    /// something says by what.
    /// </summary>
    public bool FilesAreFresh { get; init; }

    /// <summary>
    /// What the host has below all that is said to it: its own defaults. Only plain names of the environment, such as SOURCE, are below them: those are
    /// common words, which may be there for other reasons.
    /// </summary>
    public OptionValues Defaults { get; init; } = new();
}
