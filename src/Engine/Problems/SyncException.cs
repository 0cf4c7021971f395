namespace S3Sync.Problems;

/// <summary>A failure that ends the run. An object's failure is a value (<see cref="Problem"/>), never an exception that crosses the engine.</summary>
public sealed class SyncException : Exception
{
    /// <summary>Creates the exception for <paramref name="problem"/>, keeping what caused it.</summary>
    public SyncException(Problem problem, Exception? cause = null)
        : base(problem.ToString(), cause) => Problem = problem;

    /// <summary>What the user reads.</summary>
    public Problem Problem { get; }
}
