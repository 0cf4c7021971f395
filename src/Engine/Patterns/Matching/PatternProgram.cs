using S3Sync.Patterns.Syntax;

namespace S3Sync.Patterns.Matching;

/// <summary>A pattern as steps between numbered places. Step 0 is the first; reaching a <see cref="PatternStep.Accept"/> is a match.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Alphabet">The classes of characters that the steps tell apart.</param>
internal sealed record PatternProgram(IReadOnlyList<PatternStep> Steps, Alphabet Alphabet);

/// <summary>One step.</summary>
internal abstract record PatternStep
{
    private PatternStep()
    {
    }

    /// <summary>Takes a character of one of the classes, which <paramref name="Classes"/> has set, and goes on at the next step.</summary>
    public sealed record Take(bool[] Classes) : PatternStep;

    /// <summary>Goes on at both places without taking anything.</summary>
    public sealed record Fork(int First, int Second) : PatternStep;

    /// <summary>Goes on at the next step if the place is as asked.</summary>
    public sealed record Look(LookKind Kind) : PatternStep;

    /// <summary>The pattern matches.</summary>
    public sealed record Accept : PatternStep;
}
