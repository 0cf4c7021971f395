using S3Sync.Patterns.Characters;
using S3Sync.Patterns.Syntax;

namespace S3Sync.Patterns.Matching;

/// <summary>Makes a program of a pattern: Thompson's construction. Counted repetitions are written out, so the size is bounded.</summary>
internal sealed class PatternCompiler
{
    /// <summary>Steps of one program at most; Rust's crate bounds the size of its programs too.</summary>
    public const int MostSteps = 50_000;

    private readonly List<PatternNode> _pending = []; // the set or edge of each step; sets become classes when all are known
    private readonly List<(int First, int Second)?> _forks = [];

    /// <summary>The program. Throws <see cref="PatternException"/> when it would be too large.</summary>
    public static PatternProgram Compile(PatternNode pattern)
    {
        var compiler = new PatternCompiler();
        compiler.Emit(pattern);
        return compiler.Finish();
    }

    private PatternProgram Finish()
    {
        var sets = _pending.OfType<PatternNode.Set>().Select(node => node.Members).Distinct().ToList();
        var words = _pending.Any(node => node is PatternNode.Look) ? new Properties().Perl('w', unicode: true) : null;
        var alphabet = new Alphabet(sets, words);
        var members = sets.ToDictionary(set => set, alphabet.Members);
        var steps = _pending.Select((node, i) => _forks[i] is { } fork ? new PatternStep.Fork(fork.First, fork.Second)
            : node is PatternNode.Set set ? new PatternStep.Take(members[set.Members])
            : (PatternStep)new PatternStep.Look(((PatternNode.Look)node).Kind));
        return new([.. steps, new PatternStep.Accept()], alphabet);
    }

    private void Emit(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Set or PatternNode.Look:
                Add(node, null);
                break;
            case PatternNode.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Emit(item);
                }

                break;
            case PatternNode.Either either:
                EmitEither(either.Items);
                break;
            case PatternNode.Repeat repeat:
                EmitRepeat(repeat);
                break;
        }
    }

    private void EmitEither(IReadOnlyList<PatternNode> items)
    {
        var jumps = new List<int>();
        for (var i = 0; i < items.Count; i++)
        {
            var fork = i < items.Count - 1 ? AddFork() : -1;
            Emit(items[i]);
            if (fork >= 0)
            {
                jumps.Add(AddFork());
                _forks[fork] = (fork + 1, _pending.Count);
            }
        }

        jumps.ForEach(jump => _forks[jump] = (_pending.Count, _pending.Count));
    }

    private void EmitRepeat(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            if (!EmitsSteps(repeat.Item))
            {
                return; // nothing, however often
            }
        }

        if (repeat.Most is null)
        {
            var loop = AddFork();
            Emit(repeat.Item);
            var back = AddFork();
            _forks[back] = (loop, loop);
            _forks[loop] = (loop + 1, _pending.Count);
            return;
        }

        var ways = new List<int>();
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            ways.Add(AddFork());
            if (!EmitsSteps(repeat.Item))
            {
                break;
            }
        }

        ways.ForEach(way => _forks[way] = (way + 1, _pending.Count));
    }

    private bool EmitsSteps(PatternNode item)
    {
        var before = _pending.Count;
        Emit(item);
        return _pending.Count > before;
    }

    private int AddFork() => Add(new PatternNode.Empty(), (0, 0));

    private int Add(PatternNode node, (int, int)? fork)
    {
        if (_pending.Count >= MostSteps)
        {
            throw new PatternException("more repetitions than a pattern may have when they are written out", 0);
        }

        _pending.Add(node);
        _forks.Add(fork);
        return _pending.Count - 1;
    }
}
