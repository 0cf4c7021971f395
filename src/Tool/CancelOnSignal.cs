using System.Runtime.InteropServices;

namespace S3Sync.Tool;

/// <summary>The first SIGINT or SIGTERM cancels; a second SIGINT is left to the system, which ends the process at once.</summary>
internal sealed class CancelOnSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action _told;
    private int _exitCode;

    /// <summary>Listens from now on; <paramref name="told"/> is called once, when the first signal arrives.</summary>
    public CancelOnSignal(Action told)
    {
        _told = told;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => On(context, Tool.ExitCode.Interrupted)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => On(context, Tool.ExitCode.Terminated)));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of the signal that came first; null when none came.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is var code && code != 0 ? code : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void On(PosixSignalContext context, int exitCode)
    {
        var isFirst = Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0;
        context.Cancel = isFirst || context.Signal != PosixSignal.SIGINT;
        if (isFirst)
        {
            _told();
            _ = _source.CancelAsync();
        }
    }
}
