using System.Reflection;
using Xunit.Sdk;

namespace S3Sync.Conformance.Tests.Servers;

/// <summary>A scenario that runs where the server has all it needs, and is counted as left out, with the reason, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScenarioAttribute : FactAttribute
{
    public ScenarioAttribute(params Capability[] needs)
    {
        Needs = needs;
        Skip = TestedServer.WhyNot(needs)!; // null runs it
    }

    /// <summary>What it needs of the server.</summary>
    public Capability[] Needs { get; }
}

/// <summary>Scenarios that differ in a few values; each <see cref="RowAttribute"/> may need more of the server than all of them do.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScenariosAttribute : TheoryAttribute
{
    public ScenariosAttribute(params Capability[] needs)
    {
        Needs = needs;
        Skip = TestedServer.WhyNot(needs)!; // null runs them
    }

    /// <summary>What each of them needs of the server.</summary>
    public Capability[] Needs { get; }
}

/// <summary>The values of one scenario.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
[DataDiscoverer("Xunit.Sdk.InlineDataDiscoverer", "xunit.core")]
public sealed class RowAttribute(params object?[] values) : DataAttribute
{
    private Capability[] _needs = [];

    /// <summary>The method's arguments.</summary>
    public IReadOnlyList<object?> Values => values;

    /// <summary>What this one needs of the server.</summary>
    public Capability[] Needs
    {
        get => _needs;
        set
        {
            _needs = value;
            Skip = TestedServer.WhyNot(value)!; // null runs it
        }
    }

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [values];
}
