using System.Collections;
using S3Sync.Tool.Output;

namespace S3Sync.Tool;

/// <summary>What a command gets from the process it runs in; nothing below reaches out for it.</summary>
internal sealed record Surroundings(Terminal Terminal, IReadOnlyDictionary<string, string> Environment, string CurrentFolder, TimeProvider Time)
{
    /// <summary>This process's.</summary>
    public static Surroundings OfProcess()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new(Terminal.OfProcess(environment), environment, Directory.GetCurrentDirectory(), TimeProvider.System);
    }
}
