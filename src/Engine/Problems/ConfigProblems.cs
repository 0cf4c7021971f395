namespace S3Sync.Problems;

/// <summary>What can be wrong with the config file. Each place is a file with line and column; nothing has been touched when one of these is told.</summary>
public static class ConfigProblems
{
    /// <summary>The config that was asked for is not there.</summary>
    public static Problem Missing(string origin, string file) =>
        new("S3S700", $"{origin} is '{file}', and there is no such file. Check the path; a relative one is meant from the current folder.");

    /// <summary>A directory stands where the config should be a file.</summary>
    public static Problem IsADirectory(string file) =>
        new("S3S701", $"The config '{file}' is a directory. Name the file in it.");

    /// <summary>The config cannot be read.</summary>
    public static Problem Unreadable(string file, string cause) =>
        new("S3S702", $"The config '{file}' cannot be read: {cause}. Make it readable for this user, or name another file.");

    /// <summary>The config is larger than any config is.</summary>
    public static Problem TooLarge(string file, int megabytes) =>
        new("S3S703", $"The config '{file}' is larger than {megabytes} MiB. Check that it is the file that was meant.");

    /// <summary>The config has nothing in it but spaces or comments.</summary>
    public static Problem Empty(string place) =>
        new("S3S704", $"The config is empty ('{place}'). Write at least {{}}, or leave it out.");

    /// <summary>The config is no JSON, or ends too early.</summary>
    public static Problem NotJson(string place, string cause) =>
        new("S3S705", $"'{place}': this is not JSON: {cause}. Comments and trailing commas are allowed, all else is as RFC 8259 has it.");

    /// <summary>The config is not encoded in UTF-8.</summary>
    public static Problem NotUtf8(string place) =>
        new("S3S706", $"'{place}': the config is not in UTF-8 from here on. Save it as UTF-8; a byte order mark may stand before it.");

    /// <summary>A text has an escape that stands for half a character.</summary>
    public static Problem HalfCharacter(string place) =>
        new("S3S707", $"'{place}': this text holds half of a surrogate pair. Write the character itself, or both halves.");

    /// <summary>A name stands twice in one object.</summary>
    public static Problem NameTwice(string place, string name, int line) =>
        new("S3S708", $"{place}: '{name}' was already given in line {line}. Leave one of them out.");

    /// <summary>The config names an option that does not exist.</summary>
    public static Problem NameUnknown(string place, string name) =>
        new("S3S709", $"{place}: there is no option '{name}'. docs/options.md lists every option; here it is written without dashes, as workerSize for --worker-size.");

    /// <summary>The config names something that does not exist, but a similar name does.</summary>
    public static Problem NameMistyped(string place, string name, string nearest) =>
        new("S3S710", $"{place}: there is no '{name}' here. The nearest is '{nearest}'; write that if it was meant.");

    /// <summary>The config holds an option that is told from outside alone.</summary>
    public static Problem NotInConfig(string place, string name, string option) =>
        new("S3S711", $"{place}: '{name}' cannot be set in a config. Give it outside, as {option} or by its environment variable.");

    /// <summary>A value is of a type that its option does not take.</summary>
    public static Problem WrongType(string place, string name, string wanted, string found) =>
        new("S3S712", $"{place}: '{name}' takes {wanted}, and this is {found}.");

    /// <summary>A value is null.</summary>
    public static Problem IsNull(string place, string name) =>
        new("S3S713", $"{place}: '{name}' is null. Leave the line out to have the default.");

    /// <summary>A secret is written into the config; it is not repeated.</summary>
    public static Problem SecretLiteral(string place, string name) =>
        new("S3S714", $"{place}: '{name}' is a secret and must not stand in a file (it is not shown here). Write ${{NAME}} and set that variable, or use a profile; a secret that was committed has to be replaced.");

    /// <summary>A variable that the config names is not set.</summary>
    public static Problem VariableMissing(string place, string name, string variable) =>
        new("S3S715", $"{place}: '{name}' takes the environment variable '{variable}', which is not set or empty. Set it; a plain ${{ is written $${{.");

    /// <summary>What begins like a reference to a variable is none.</summary>
    public static Problem ReferenceBroken(string place, string name) =>
        new("S3S716", $"{place}: '{name}' has a ${{ that does not go on as NAME}} with a name of letters, digits and '_'. Write ${{NAME}} for a variable, $${{ for the text itself.");

    /// <summary>A variable that holds, or may hold, a secret is named where its value would be shown or sent.</summary>
    public static Problem VariableIsSecret(string place, string name, string variable) =>
        new("S3S717", $"{place}: '{name}' names the variable '{variable}', which holds secrets and may be used by secret options alone. Copy what is no secret to a variable of another name.");

    /// <summary>A variable of the CI system that opens its own doors is named in the config.</summary>
    public static Problem VariableIsOfTheRunner(string place, string name, string variable) =>
        new("S3S718", $"{place}: '{name}' names the variable '{variable}', which belongs to the CI system and may not be used in a config. Use a variable of your own.");

    /// <summary>An environment of the config was asked for that it does not have.</summary>
    public static Problem EnvironmentUnknown(string origin, string name, string file, string known) =>
        new("S3S719", $"{origin} is '{name}', which '{file}' does not have. Its environments are: {known}.");

    /// <summary>An environment of the config was asked for that it does not have, but a similar one.</summary>
    public static Problem EnvironmentMistyped(string origin, string name, string file, string nearest) =>
        new("S3S720", $"{origin} is '{name}', which '{file}' does not have. The nearest is '{nearest}'; write that if it was meant.");

    /// <summary>An environment was asked for, and no config is read.</summary>
    public static Problem EnvironmentWithoutConfig(string origin, string name, string configOption, string file) =>
        new("S3S721", $"{origin} is '{name}', but no config is read. Name one with {configOption}; {file} in the current folder is read only when SOURCE and TARGET are not given.");

    /// <summary>An environment of the config builds on one that is not there.</summary>
    public static Problem ExtendsUnknown(string place, string name, string known) =>
        new("S3S722", $"{place}: there is no environment '{name}' to extend. The environments are: {known}.");

    /// <summary>Environments of the config build on each other in a circle.</summary>
    public static Problem ExtendsCycle(string place, string chain) =>
        new("S3S723", $"{place}: the environments extend each other in a circle: '{chain}'. Leave one \"extends\" out.");

    /// <summary>A name in the config is empty.</summary>
    public static Problem NameEmpty(string place) =>
        new("S3S724", $"'{place}': an environment needs a name. Write one, such as \"production\".");

    /// <summary>A rule has no pattern.</summary>
    public static Problem RuleWithoutMatch(string place, string name) =>
        new("S3S725", $"{place}: '{name}' has no \"match\". Say what it is for, such as [\"**/*.html\"]; [\"**\"] is for everything.");

    /// <summary>A rule changes nothing.</summary>
    public static Problem RuleWithoutEffect(string place, string name, string fields) =>
        new("S3S726", $"{place}: '{name}' sets nothing. Give it one of: {fields}; or leave it out.");

    /// <summary>A rule holds a field that does not exist.</summary>
    public static Problem RuleFieldUnknown(string place, string name, string fields) =>
        new("S3S727", $"{place}: a rule has no '{name}'. It may hold: {fields}.");

    /// <summary>A pattern is empty.</summary>
    public static Problem PatternEmpty(string place, string name) =>
        new("S3S728", $"{place}: '{name}' has an empty pattern. Write ** for everything, or leave it out.");

    /// <summary>A pattern holds what would never match, as other tools have it.</summary>
    public static Problem PatternNeverMatches(string place, string pattern, string construct, string remedy) =>
        new("S3S729", $"{place}: the pattern '{pattern}' holds '{construct}', which is no wildcard here and would match nothing. Write {remedy}.");

    /// <summary>A pattern speaks of a place outside of the source.</summary>
    public static Problem PatternOutside(string place, string pattern, string remedy) =>
        new("S3S730", $"{place}: the pattern '{pattern}' leads out of the source. Patterns are relative to it: write {remedy}.");

    /// <summary>A pattern holds a control character, or a backslash.</summary>
    public static Problem PatternBackslash(string place, string pattern, string remedy) =>
        new("S3S731", $"{place}: the pattern '{pattern}' holds a backslash. Folders are told apart by '/' on every system: write {remedy}.");

    /// <summary>An endpoint of the config would get requests that are signed with credentials that were not meant for it.</summary>
    public static Problem EndpointUntrusted(string place, string name, string url, string keyOption, string allowOption) =>
        new("S3S732", $"{place}: '{name}' sends requests to '{url}', signed with the credentials of this machine. Give this endpoint's own keys ({keyOption}), or {allowOption} when this config is to be trusted.");

    /// <summary>A file that the config names would say which credentials are used, and by which program.</summary>
    public static Problem ProfilesUntrusted(string place, string name, string file, string allowOption) =>
        new("S3S733", $"{place}: '{name}' has '{file}' say which credentials are used and which program is run for them. Name it outside of the config, or add {allowOption} when this config is to be trusted.");

    /// <summary>Neither end is given, and the config has them in its environments.</summary>
    public static Problem EnvironmentNotChosen(string file, string option, string known) =>
        new("S3S734", $"The ends are not in '{file}' itself, and no environment of it was chosen. Add {option} NAME with one of: {known}.");
}
