using S3Sync.Catalog;
using S3Sync.Tool.Completion;
using S3Sync.Tool.GitHub;

namespace S3Sync.Tool.CommandLine;

/// <summary>What the command line alone offers, beside the engine's options.</summary>
internal sealed record ToolOptions
{
    /// <summary>The folder whose objects this process serves to every s3:// end without an endpoint.</summary>
    public string? LocalS3 { get; init; }
}

/// <summary>What <c>serve</c> offers.</summary>
internal sealed record ServeOptions
{
    /// <summary>The folder that keeps the objects.</summary>
    public string? Folder { get; init; }

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Keep the objects in memory.</summary>
    public bool Memory { get; init; }

    /// <summary>Serve https.</summary>
    public bool Https { get; init; }
}

/// <summary>What <c>config</c> offers.</summary>
internal sealed record ListingOptions
{
    /// <summary>Defaults too.</summary>
    public bool All { get; init; }

    /// <summary>As JSON.</summary>
    public bool Json { get; init; }
}

/// <summary>What is answered in place of running.</summary>
internal sealed record Answers
{
    /// <summary>Print the help.</summary>
    public bool Help { get; init; }

    /// <summary>Print the version.</summary>
    public bool Version { get; init; }

    /// <summary>Print the completion script of this shell.</summary>
    public string? AutoCompleteShell { get; init; }
}

/// <summary>The options that belong to the command line, not to the engine.</summary>
internal static class ToolDefinitions
{
    public static OptionDefinition<ToolOptions> LocalS3 { get; } = Option<ToolOptions>.Path("local-s3", "DIR",
        "Serve every s3:// end that has no endpoint of its own from this folder, by an S3 endpoint inside this process. The bucket of TARGET is made when the first object is written to it; no account is needed",
        options => options.LocalS3, (options, folder) => options with { LocalS3 = folder }) with
    {
        ReadsPlainName = false,
    };

    public static OptionDefinition<Answers> Help { get; } = Option<Answers>.Flag("help", "Print this help",
        answers => answers.Help, (answers, on) => answers with { Help = on }) with
    {
        Letter = 'h',
        ReadsEnvironment = false,
    };

    public static OptionDefinition<Answers> Version { get; } = Option<Answers>.Flag("version", "Print the version",
        answers => answers.Version, (answers, on) => answers with { Version = on }) with
    {
        Letter = 'V',
        ReadsEnvironment = false,
    };

    public static OptionDefinition<Answers> AutoCompleteShell { get; } = Option<Answers>.Choice("auto-complete-shell", new("SHELL", CompletionScript.Shells),
        "Print the completion script of a shell: bash, zsh, fish, powershell or elvish", answers => answers.AutoCompleteShell, (answers, shell) => answers with { AutoCompleteShell = shell });

    public static OptionDefinition<ServeOptions> Folder { get; } = Option<ServeOptions>.Path("dir", "DIR",
        "The folder that keeps the objects; made when it is not there", options => options.Folder, (options, folder) => options with { Folder = folder }) with
    {
        IsPositional = true,
        ReadsEnvironment = false,
    };

    public static OptionDefinition<ServeOptions> Memory { get; } = Option<ServeOptions>.Flag("memory", "Keep the objects in memory; they are gone when it ends",
        options => options.Memory, (options, on) => options with { Memory = on }) with
    {
        ReadsPlainName = false,
    };

    public static IReadOnlyList<OptionDefinition<ServeOptions>> Serve { get; } =
    [
        Option<ServeOptions>.Integer("port", new(0, ushort.MaxValue), "The port to listen on; 0 takes a free one",
            options => options.Port, (options, port) => options with { Port = port }) with { ReadsPlainName = false },
        Memory,
        Option<ServeOptions>.Flag("https", "Serve https with a certificate made here; the CA's file is printed",
            options => options.Https, (options, on) => options with { Https = on }) with { ReadsPlainName = false },
    ];

    public static OptionDefinition<ListingOptions> All { get; } = Option<ListingOptions>.Flag("all", "Print the defaults of all other options too",
        options => options.All, (options, on) => options with { All = on }) with
    {
        ReadsEnvironment = false,
    };

    public static OptionDefinition<ListingOptions> Json { get; } = Option<ListingOptions>.Flag("json", "Print one JSON object",
        options => options.Json, (options, on) => options with { Json = on }) with
    {
        ReadsEnvironment = false,
    };

    /// <summary>The options that every command has.</summary>
    public static IReadOnlyList<OptionDefinition> OnEveryCommand { get; } = [.. OptionCatalog.Groups.First(group => group.Title == "Tracing and logging").Options, Help, Version];

    /// <summary>Everything a synchronization can be given by name.</summary>
    public static IReadOnlyList<OptionDefinition> OfSync { get; } = [.. OptionCatalog.OfEveryDoor, LocalS3, .. RoleDefinitions.Group.Options, AutoCompleteShell, Help, Version];

    /// <summary>What <c>config</c> can be given by name beside everything of a synchronization.</summary>
    public static IReadOnlyList<OptionDefinition<ListingOptions>> Listing { get; } = [All, Json];

    /// <summary>Everything <c>config</c> can be given by name.</summary>
    public static IReadOnlyList<OptionDefinition> OfConfig { get; } = [.. Listing, .. OptionCatalog.OfEveryDoor, LocalS3, .. RoleDefinitions.Group.Options, Help, Version];

    /// <summary>Everything <c>serve</c> can be given by name.</summary>
    public static IReadOnlyList<OptionDefinition> OfServe { get; } = [.. Serve, .. OnEveryCommand];
}
