using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace S3Sync.Engine.Tests.Local;

/// <summary>A fact about Unix file systems. On Windows there is no such test, since there is nothing that it could be about.</summary>
[XunitTestCaseDiscoverer("S3Sync.Engine.Tests.Local.UnixFactDiscoverer", "S3Sync.Engine.Tests")]
internal sealed class UnixFactAttribute : FactAttribute
{
}

/// <summary>Finds the facts of <see cref="UnixFactAttribute"/> where they hold.</summary>
public sealed class UnixFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        OperatingSystem.IsWindows() ? [] : _facts.Discover(discoveryOptions, testMethod, factAttribute);
}
