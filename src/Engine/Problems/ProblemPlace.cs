using System.Globalization;

namespace S3Sync.Problems;

/// <summary>The place in a file that a problem speaks of, for hosts that can point at it.</summary>
/// <param name="File">The file as the user knows it: <c>s3sync.json</c>, <c>deploy/s3sync.json</c>; relative to the current folder, or absolute.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1; UTF-16 code units, as editors count.</param>
public sealed record ProblemPlace(string File, int Line, int Column)
{
    /// <summary>The file and the line: <c>s3sync.json:12</c>.</summary>
    public string FileLine => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");

    /// <summary>The whole place: <c>s3sync.json:12:5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
