using System.Collections.Concurrent;
using S3Sync.Patterns.Matching;
using S3Sync.Patterns.Syntax;

namespace S3Sync.Patterns;

/// <summary>
/// A regular expression in the syntax and with the meaning of Rust's regex crate, matched in time linear in the text and on whole
/// characters: docs/decisions/own-patterns.md. May be used by any number of threads.
/// </summary>
internal sealed class Pattern
{
    private readonly PatternProgram _program;
    private readonly ConcurrentBag<LazyAutomaton> _automata = [];

    private Pattern(PatternProgram program) => _program = program;

    /// <summary>Reads a pattern. Throws <see cref="PatternException"/> for one that Rust's regex crate would refuse.</summary>
    public static Pattern Parse(string text) => new(PatternCompiler.Compile(new PatternParser(text).Parse()));

    /// <summary>Whether it matches anywhere in the text.</summary>
    public bool IsMatch(string text)
    {
        var automaton = _automata.TryTake(out var idle) ? idle : new(_program);
        var isMatch = automaton.IsMatch(text);
        _automata.Add(automaton);
        return isMatch;
    }
}
