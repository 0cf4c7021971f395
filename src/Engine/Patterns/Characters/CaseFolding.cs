namespace S3Sync.Patterns.Characters;

/// <summary>Simple case folding: which characters are one but for case. Unicode's "CaseFolding.txt", statuses C and S.</summary>
internal sealed class CaseFolding
{
    private readonly Dictionary<int, int[]> _others = [];

    /// <summary>Reads the runs (<c>first-last/step+distance</c>) and the larger sets (<c>a=b=c</c>).</summary>
    public CaseFolding(string runs, string sets)
    {
        foreach (var run in runs.Split(' '))
        {
            var parts = run.Split('-', '/', '+').Select(CharacterTable.Hex).ToArray();
            for (var upper = parts[0]; upper <= parts[1]; upper += parts[2])
            {
                (_others[upper], _others[upper + parts[3]]) = ([upper + parts[3]], [upper]);
            }
        }

        foreach (var set in sets.Split(' '))
        {
            var members = set.Split('=').Select(CharacterTable.Hex).ToArray();
            foreach (var member in members)
            {
                _others[member] = [.. members.Where(other => other != member)];
            }
        }
    }

    /// <summary>The set, and all that differs from its members by case alone.</summary>
    public CodePoints Close(CodePoints set) =>
        set.Or(CodePoints.Of(_others.Where(pair => set.Contains(pair.Key)).SelectMany(pair => pair.Value).Select(other => (other, other))));
}
