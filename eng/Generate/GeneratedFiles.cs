namespace S3Sync.Generate;

/// <summary>Every generated file of the repository, and the two things one does with them: write them, or tell which are stale.</summary>
public static class GeneratedFiles
{
    /// <summary>The command that brings stale files up to date.</summary>
    public const string Command = "dotnet run --project eng/Generate -- write";

    /// <summary>The path of each generated file, relative to the repository, with what makes its text.</summary>
    public static IReadOnlyDictionary<string, Func<string>> All { get; } = new Dictionary<string, Func<string>>
    {
        ["action.yml"] = ActionPage.Text,
        ["docs/options.md"] = OptionsPage.Text,
        ["docs/problems.md"] = ProblemsPage.Text,
        ["docs/msbuild-options.md"] = BuildParameters.Page,
        ["src/MSBuildTask/Generated/OptionParameters.g.cs"] = BuildParameters.Code,
        ["src/MSBuildTask/build/S3Sync.Options.targets"] = BuildParameters.Targets,
        ["schema/s3sync.schema.json"] = ConfigSchema.Text,
    };

    /// <summary>The relative paths of the files that are missing or differ from what would be written now.</summary>
    public static IReadOnlyList<string> Stale(string root) =>
        [.. All.Where(file => !IsCurrent(Path.Combine(root, file.Key), file.Value())).Select(file => file.Key)];

    /// <summary>Writes what is stale and says so; the exit code.</summary>
    public static int Write(string root, TextWriter output)
    {
        foreach (var path in Stale(root))
        {
            File.WriteAllText(Path.Combine(root, path), All[path]());
            output.WriteLine($"wrote {path}");
        }

        return 0;
    }

    /// <summary>Names what is stale; the exit code is 1 then.</summary>
    public static int Check(string root, TextWriter output)
    {
        var stale = Stale(root);
        foreach (var path in stale)
        {
            output.WriteLine($"'{path}' is stale: run `{Command}` and commit the result.");
        }

        return stale.Count == 0 ? 0 : 1;
    }

    private static bool IsCurrent(string path, string text) => File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text;
}
