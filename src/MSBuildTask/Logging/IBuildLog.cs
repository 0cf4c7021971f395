using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Logging;

/// <summary>How much a message weighs.</summary>
internal enum Weight
{
    /// <summary>Always seen: the outcome of a run.</summary>
    Outcome,

    /// <summary>Each object that something was done with.</summary>
    Object,

    /// <summary>Everything else.</summary>
    Detail,
}

/// <summary>Where a run is told: MSBuild's log, or lines that MSBuild reads from a process.</summary>
internal interface IBuildLog
{
    /// <summary>Tells what makes the build fail.</summary>
    void Error(Problem problem);

    /// <summary>Tells what a person should look at.</summary>
    void Warn(Problem problem);

    /// <summary>Tells what was done.</summary>
    void Tell(Weight weight, string text);
}
