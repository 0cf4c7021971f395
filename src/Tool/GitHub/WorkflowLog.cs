using S3Sync.Tool.Output;

namespace S3Sync.Tool.GitHub;

/// <summary>
/// The log of a step. What is written between <see cref="Suspend"/> and <see cref="Resume"/> cannot be taken for a command: the names of objects are
/// not ours. The words that end it are new each time and known to nobody before.
/// </summary>
internal sealed class WorkflowLog(Terminal terminal, Func<string> newToken)
{
    private readonly Lock _lock = new();
    private string? _token;

    /// <summary>Writes a command.</summary>
    public void Command(string command)
    {
        lock (_lock)
        {
            if (_token is null)
            {
                terminal.WriteLine(command);
                return;
            }

            // In one piece, so that nothing else comes between.
            var next = newToken();
            terminal.WriteLine(string.Join('\n', WorkflowCommands.Resume(_token), command, WorkflowCommands.Stop(next)));
            _token = next;
        }
    }

    /// <summary>From here on nothing is a command.</summary>
    public void Suspend()
    {
        lock (_lock)
        {
            _token = newToken();
            terminal.WriteLine(WorkflowCommands.Stop(_token));
        }
    }

    /// <summary>From here on commands are commands again.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            if (_token is not null)
            {
                terminal.WriteLine(WorkflowCommands.Resume(_token));
                _token = null;
            }
        }
    }
}
