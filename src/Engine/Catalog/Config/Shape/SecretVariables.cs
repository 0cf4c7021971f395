using S3Sync.Catalog.Config.Parsing;
using S3Sync.Catalog.Config.Values;
using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Shape;

/// <summary>
/// Which variables may be named where. A config may come from somebody else than who runs it, so what holds secrets reaches secret options
/// alone, and what belongs to the CI system none.
/// </summary>
internal sealed class SecretVariables
{
    // The id is no secret and goes with the secret half, which stands in the same variables for every AWS tool.
    private const string AccessKeyId = "AWS_ACCESS_KEY_ID";
    private const string AccessKeyEnding = "-access-key";

    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);

    public SecretVariables(ConfigDocument document)
    {
        var secrets = document.Layers.SelectMany(layer => layer.All).Where(setting => setting.Definition.IsSecret).SelectMany(setting => setting.Texts);
        _named.UnionWith(secrets.SelectMany(text => VariableText.Parse(text.Text).References).Select(reference => reference.Name));
        _named.UnionWith(OptionCatalog.All.Where(option => option.IsSecret).SelectMany(option => option.EnvironmentNames));
    }

    /// <summary>The variables that this config uses as secrets.</summary>
    public IReadOnlySet<string> Named => _named;

    /// <summary>Tells everything that is wrong with the references and secrets of a value.</summary>
    public void Check(ConfigSetting setting, ICollection<Problem> problems)
    {
        foreach (var text in setting.Texts)
        {
            if (setting.Definition.IsSecret && !VariableText.Parse(text.Text).IsReference)
            {
                text.Place.Tell(problems, at => ConfigProblems.SecretLiteral(at, setting.Name));
            }
            else
            {
                Check(setting.Name, setting.Definition, text, problems);
            }
        }
    }

    /// <summary>The same of a text that no option reads.</summary>
    public void Check(string name, ConfigText text, ICollection<Problem> problems) => Check(name, null, text, problems);

    private void Check(string name, OptionDefinition? definition, ConfigText text, ICollection<Problem> problems)
    {
        var parsed = VariableText.Parse(text.Text);
        if (parsed.Broken is { } broken)
        {
            text.At(broken).Tell(problems, at => ConfigProblems.ReferenceBroken(at, name));
        }

        foreach (var reference in parsed.References)
        {
            if (IsOfTheRunner(reference.Name))
            {
                text.At(reference.Index).Tell(problems, at => ConfigProblems.VariableIsOfTheRunner(at, name, reference.Name));
            }
            else if (Refuses(reference.Name, definition))
            {
                text.At(reference.Index).Tell(problems, at => ConfigProblems.VariableIsSecret(at, name, reference.Name));
            }
        }
    }

    /// <summary>Whether a variable may not be taken for an option; null stands for a text that no option reads.</summary>
    public bool Refuses(string variable, OptionDefinition? definition) =>
        IsOfTheRunner(variable) || (IsSecret(variable) && definition is not { IsSecret: true } && !IsKeyId(variable, definition));

    private bool IsSecret(string variable) =>
        _named.Contains(variable) || Begins(variable, "INPUT_")
        || (IsOfAws(variable) && (variable.Contains("KEY", StringComparison.OrdinalIgnoreCase) || variable.Contains("TOKEN", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a variable is one of those that the AWS SDK itself looks at.</summary>
    public static bool IsOfAws(string variable) => Begins(variable, "AWS_");

    private static bool IsOfTheRunner(string variable) => Begins(variable, "ACTIONS_") || string.Equals(variable, "GITHUB_TOKEN", StringComparison.OrdinalIgnoreCase);

    private static bool IsKeyId(string variable, OptionDefinition? definition) =>
        string.Equals(variable, AccessKeyId, StringComparison.OrdinalIgnoreCase) && definition is { IsSecret: false } option && option.Name.EndsWith(AccessKeyEnding, StringComparison.Ordinal);

    // Windows does not tell names apart by case.
    private static bool Begins(string variable, string prefix) => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
