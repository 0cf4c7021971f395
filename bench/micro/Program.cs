using BenchmarkDotNet.Running;

// In this process, because the projects that BenchmarkDotNet would generate know nothing of this repository's build settings.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args, "--inProcess"]);
