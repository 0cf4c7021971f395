using S3Sync.Options;
using S3Sync.Patterns.Globs;

namespace S3Sync.Entries.Rules;

/// <summary>The rules of a run: which of them match an object, and which of their patterns have matched nothing so far. For any number of threads.</summary>
internal sealed class RuleSet
{
    private readonly AppliedRules _none = AppliedRules.Empty();
    private readonly Matcher[] _rules;

    private RuleSet(IReadOnlyList<ObjectRule> rules) => _rules = [.. rules.Select(static rule => new Matcher(rule))];

    /// <summary>The rules; null when there are none. A pattern that is no glob matches nothing: a job is not made with one.</summary>
    public static RuleSet? Of(IReadOnlyList<ObjectRule> rules) => rules.Count == 0 ? null : new(rules);

    /// <summary>The rules that match a relative key; null when none does.</summary>
    public AppliedRules? For(string key)
    {
        using var cut = new KeyCut(key, stackalloc int[KeyCut.UsualSegments]);
        var applied = _none;
        foreach (var rule in _rules)
        {
            if (rule.IsMatch(cut.Segments))
            {
                applied = applied.With(rule.Rule);
            }
        }

        return applied == _none ? null : applied;
    }

    /// <summary>The names of the rules that match a relative key, in the order they are applied.</summary>
    public IReadOnlyList<string> NamesFor(string key) => For(key)?.Names ?? [];

    /// <summary>A pair whose source knows the rules that match it.</summary>
    public EntryPair Attach(EntryPair pair) => pair.Source switch
    {
        Entry { Kind: not EntryKind.Folder } entry when For(entry.Key) is { } rules => pair with { Source = entry with { Rules = rules } },
        VersionHistory history when For(history.Key) is { } rules =>
            pair with { Source = history with { Versions = [.. history.Versions.Select(version => version with { Rules = rules })] } },
        _ => pair,
    };

    /// <summary>The patterns that have matched no key so far, in their order; of a rule that matches nothing, only those under <c>match</c>.</summary>
    public IEnumerable<UnusedPattern> Unused() => _rules.SelectMany(static rule => rule.Unused());

    private sealed class Matcher(ObjectRule rule)
    {
        private readonly TriedGlob[] _match = [.. rule.Match.Select(static text => new TriedGlob(text))];
        private readonly TriedGlob[] _exclude = [.. rule.Exclude.Select(static text => new TriedGlob(text))];

        public ObjectRule Rule => rule;

        public bool IsMatch(KeySegments key) => TriedGlob.Any(_match, key, excludes: false) && !TriedGlob.Any(_exclude, key, excludes: true);

        public IEnumerable<UnusedPattern> Unused()
        {
            var unused = _match.Where(static pattern => !pattern.HasMatched).Select(pattern => new UnusedPattern(rule, pattern.Text, IsExclude: false)).ToList();
            return unused.Count == _match.Length ? unused : unused.Concat(_exclude.Where(static pattern => !pattern.HasMatched).Select(pattern => new UnusedPattern(rule, pattern.Text, IsExclude: true)));
        }
    }
}

/// <summary>A pattern that has matched nothing.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Text">It, as it was written.</param>
/// <param name="IsExclude">It was to take keys out again.</param>
internal sealed record UnusedPattern(ObjectRule Rule, string Text, bool IsExclude);
