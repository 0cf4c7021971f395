namespace Microsoft.Build.Framework;

/// <summary>
/// Says that a task may run inside of a multithreaded MSBuild: it neither reads nor sets what belongs to the process, its current folder
/// above all. MSBuild knows the attribute by this name, wherever it is defined ("Multithreaded MSBuild", dotnet/msbuild).
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
