using System.Text;
using S3Sync.Problems;

namespace S3Sync.Storage.Local.Target;

/// <summary>
/// Whether the target's own file system takes a key's names and tells them apart, from each other and from what it holds. Keys come in key order,
/// so the names of a folder are remembered only while its keys pass.
/// </summary>
internal sealed class TargetNames(string root, Func<NameRules> ask)
{
    private const string Awkward = "<>:\"\\|?*\u007F";

    private readonly NameFolding _folding = new();
    private readonly Lazy<NameRules> _rules = new(ask);
    private readonly Dictionary<string, bool> _taken = new(StringComparer.Ordinal);
    private readonly List<OpenFolder> _open = [];

    /// <summary>Why the file system cannot hold a key beside what it holds; null when it can.</summary>
    /// <exception cref="IOException">The target cannot be looked at.</exception>
    public Problem? Check(string key)
    {
        var segments = key.TrimEnd('/').Split('/');
        foreach (var segment in segments)
        {
            if (QuestionsOf(segment).Any(question => !IsTaken(question)))
            {
                return LocalProblems.NameRefused(key, $"it does not keep the name \"{segment}\" as it is");
            }
        }

        return _rules.Value.Folds ? Folded(key, segments) : null;
    }

    /// <summary>The path of a key in the names that the file system shows for it, where it holds them already.</summary>
    public string Shown(string path)
    {
        if (path.Length == 0 || !_rules.Value.Folds)
        {
            return path;
        }

        var shown = "";
        foreach (var segment in path.Split('/'))
        {
            var name = NameOnDisk.Of(Path.Join(root, shown), segment, _folding) ?? segment;
            shown = shown.Length == 0 ? name : shown + "/" + name;
        }

        return shown;
    }

    private Problem? Folded(string key, string[] segments)
    {
        var depth = 0;
        while (depth < segments.Length && depth + 1 < _open.Count && _open[depth + 1].Name == segments[depth])
        {
            depth++;
        }

        _open.RemoveRange(Math.Min(_open.Count, depth + 1), Math.Max(0, _open.Count - depth - 1));
        if (_open.Count == 0)
        {
            _open.Add(new OpenFolder("", root, NewNames()));
        }

        for (; depth < segments.Length; depth++)
        {
            if (_open[depth].TakenFor(segments[depth], _folding) is { } other)
            {
                return LocalProblems.NamesFold(key, string.Join('/', segments.AsSpan(0, depth)) + (depth > 0 ? "/" : "") + other);
            }

            _open[depth].Seen.Add(segments[depth]);
            _open.Add(new OpenFolder(segments[depth], Path.Join(_open[depth].Path, segments[depth]), NewNames()));
        }

        return null;
    }

    private SeenNames NewNames() => new(_folding, _rules.Value.AreOne);

    private bool IsTaken(string question)
    {
        if (!_taken.TryGetValue(question, out var taken))
        {
            _taken[question] = taken = _rules.Value.Takes(question);
        }

        return taken;
    }

    // Each awkward trait of a name is asked about once, by a short name that has it.
    private static IEnumerable<string> QuestionsOf(string segment)
    {
        foreach (var unit in segment)
        {
            if (unit < ' ' || Awkward.Contains(unit, StringComparison.Ordinal))
            {
                yield return $"a{unit}b";
            }
        }

        // Some keep every name in lower case.
        if (segment.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            yield return "A";
        }

        if (segment[^1] is ' ' or '.')
        {
            yield return $"a{segment[^1]}";
        }

        if (!Ascii.IsValid(segment))
        {
            yield return segment.Any(char.IsSurrogate) ? "a\U0001F600" : segment.Any(unit => unit > '\u007F' && char.IsUpper(unit)) ? "a\u00C9" : "a\u00E9";
        }
    }
}
