namespace S3Sync.Patterns.Matching;

/// <summary>
/// Runs a program over texts. Sets of places become states, which are kept while they are few; so most characters cost a look-up, none
/// costs more than one pass over the program, and nothing is ever tried again. Not thread-safe.
/// </summary>
internal sealed class LazyAutomaton(PatternProgram program)
{
    private const int MostStates = 2000;

    private readonly Dictionary<string, State> _states = new(StringComparer.Ordinal);
    private readonly bool[] _seen = new bool[program.Steps.Count];
    private readonly Stack<int> _open = new();
    private readonly List<int> _reached = [];
    private readonly State _match = new("", CharacterKind.None, 0) { IsMatch = true };

    /// <summary>Whether the program matches anywhere in the text. What is no character (half a surrogate pair) counts as U+FFFD.</summary>
    public bool IsMatch(string text)
    {
        var state = Find([], CharacterKind.None);
        foreach (var character in text.EnumerateRunes())
        {
            var kind = program.Alphabet.ClassOf(character);
            var next = state.Next[kind] ??= Step(state, kind);
            if (next.IsMatch)
            {
                return true;
            }

            state = next;
        }

        return (state.Next[^1] ??= Step(state, null)).IsMatch;
    }

    // A match that is complete before the character is found on the way past it: edges need to know it.
    private State Step(State state, int? character)
    {
        var after = character is { } index ? program.Alphabet.Kinds[index] : CharacterKind.None;
        if (Close(state, after))
        {
            return _match;
        }

        var taken = _reached.Where(place => character is { } read && program.Steps[place] is PatternStep.Take take && take.Classes[read]).Select(place => (char)(place + 1)).Order();
        return Find([.. taken], after);
    }

    // Everything that can be reached without taking a character, from the places of the state and from the beginning: a match may begin anywhere.
    private bool Close(State state, CharacterKind after)
    {
        Array.Clear(_seen);
        _reached.Clear();
        _open.Clear();
        _open.Push(0);
        foreach (var place in state.Places)
        {
            _open.Push(place);
        }

        while (_open.TryPop(out var place))
        {
            if (_seen[place])
            {
                continue;
            }

            _seen[place] = true;
            _reached.Add(place);
            switch (program.Steps[place])
            {
                case PatternStep.Accept:
                    return true;
                case PatternStep.Fork fork:
                    _open.Push(fork.First);
                    _open.Push(fork.Second);
                    break;
                case PatternStep.Look look when Edges.Hold(look.Kind, state.Before, after):
                    _open.Push(place + 1);
                    break;
            }
        }

        return false;
    }

    private State Find(char[] places, CharacterKind before)
    {
        var key = new string(places) + (char)before;
        if (_states.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_states.Count >= MostStates)
        {
            _states.Clear();
        }

        return _states[key] = new(new(places), before, program.Alphabet.Kinds.Count + 1);
    }

    /// <summary>The places that were reached by taking characters, with what an edge needs to know of the last one.</summary>
    private sealed class State(string places, CharacterKind before, int ways)
    {
        public string Places => places;

        public CharacterKind Before => before;

        public bool IsMatch { get; init; }

        public State?[] Next { get; } = new State?[ways];
    }
}
