using System.Collections;
using System.Runtime.InteropServices;
using S3Sync.MSBuildTask.Outside;
using S3Sync.MSBuildTask.Running;
using S3Sync.Problems;

// The same engine for an MSBuild that cannot load the task: `inputs FILE` and `run FILE`, with everything else in the file.
if (args is not ["inputs" or "run", var path])
{
    new LineLog(Console.Out, "S3Sync").Error(BuildProblems.ProgramMisused(string.Join(' ', args)));
    return 2;
}

var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => pair.Value as string ?? "", StringComparer.Ordinal);
var file = RequestFile.Read(path, variables);
var log = new LineLog(Console.Out, file.Project);
if (args[0] == "inputs")
{
    await File.WriteAllLinesAsync(file.InputsPath, Preparation.Prepare(file.Request, file.ListPath, file.Always, log));
    return log.HasErrors ? 1 : 0;
}

using var cancelled = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
var outcome = await Deployment.RunAsync(file.Request, log, cancelled.Token);
return outcome.IsGood && !log.HasErrors ? 0 : 1;

void Cancel(PosixSignalContext context)
{
    context.Cancel = true;
    cancelled.Cancel();
}
