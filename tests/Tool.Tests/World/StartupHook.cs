/// <summary>Runs inside the tool before its own code, when the runtime is told to: writes down what the process had loaded when it ended.</summary>
#pragma warning disable CA1050 // the runtime asks for this type by this name, outside any namespace
internal static class StartupHook
#pragma warning restore CA1050
{
    public const string ListVariable = "TEST_LOADED_ASSEMBLIES";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        File.WriteAllLines(Environment.GetEnvironmentVariable(ListVariable)!, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
}
