using System.Buffers;
using S3Sync.Options;
using S3Sync.Patterns.Globs;

namespace S3Sync.Entries.Rules;

/// <summary>The rules of a run: which of them match an object, and which of their patterns have matched nothing so far. For any number of threads.</summary>
internal sealed class RuleSet
{
    private const int UsualSegments = 32;
    private readonly AppliedRules _none = AppliedRules.Empty();
    private readonly Matcher[] _rules;

    private RuleSet(IReadOnlyList<ObjectRule> rules) => _rules = [.. rules.Select(static rule => new Matcher(rule))];

    /// <summary>The rules; null when there are none. A pattern that is no glob matches nothing: a job is not made with one.</summary>
    public static RuleSet? Of(IReadOnlyList<ObjectRule> rules) => rules.Count == 0 ? null : new(rules);

    /// <summary>The rules that match a relative key; null when none does.</summary>
    public AppliedRules? For(string key)
    {
        var count = KeySegments.CountOf(key);
        var rented = count > UsualSegments ? ArrayPool<int>.Shared.Rent(count) : null;
        var segments = KeySegments.Of(key, rented ?? stackalloc int[UsualSegments]);
        var applied = _none;
        foreach (var rule in _rules)
        {
            if (rule.IsMatch(segments))
            {
                applied = applied.With(rule.Rule);
            }
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
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
        private readonly Tried[] _match = [.. rule.Match.Select(static text => new Tried(text))];
        private readonly Tried[] _exclude = [.. rule.Exclude.Select(static text => new Tried(text))];

        public ObjectRule Rule => rule;

        public bool IsMatch(KeySegments key) => Any(_match, key, isExclude: false) && !Any(_exclude, key, isExclude: true);

        public IEnumerable<UnusedPattern> Unused()
        {
            var unused = _match.Where(static pattern => !pattern.HasMatched).Select(pattern => new UnusedPattern(rule, pattern.Text, IsExclude: false)).ToList();
            return unused.Count == _match.Length ? unused : unused.Concat(_exclude.Where(static pattern => !pattern.HasMatched).Select(pattern => new UnusedPattern(rule, pattern.Text, IsExclude: true)));
        }

        // After one has matched, the others are asked only for the sake of those that have not yet.
        private static bool Any(Tried[] patterns, KeySegments key, bool isExclude)
        {
            var any = false;
            foreach (var pattern in patterns)
            {
                if ((!any || !pattern.HasMatched) && pattern.Try(key, isExclude))
                {
                    any = true;
                }
            }

            return any;
        }
    }

    private sealed class Tried(string text)
    {
        private readonly Glob? _glob = Glob.TryParse(text, out _);
        private volatile bool _hasMatched;

        public string Text => text;

        public bool HasMatched => _hasMatched;

        public bool Try(KeySegments key, bool isExclude)
        {
            var isMatch = _glob is not null && (isExclude ? _glob.Excludes(key) : _glob.IsMatch(key));
            if (isMatch && !_hasMatched)
            {
                _hasMatched = true;
            }

            return isMatch;
        }
    }
}

/// <summary>A pattern that has matched nothing.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Text">It, as it was written.</param>
/// <param name="IsExclude">It was to take keys out again.</param>
internal sealed record UnusedPattern(ObjectRule Rule, string Text, bool IsExclude);
