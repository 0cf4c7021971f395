namespace S3Sync.Tool.Output;

/// <summary>
/// The one user of the console. Lines go to stdout (logs, answers) or stderr (progress, summary, errors); a status line at the foot of
/// a terminal steps aside for every line and comes back after it.
/// </summary>
internal sealed class Terminal
{
    private const string EraseLine = "\r\e[2K";

    private readonly Lock _lock = new();
    private readonly TextWriter _out;
    private readonly TextWriter _error;
    private readonly (bool Out, bool Error) _isTerminal;
    private readonly bool _wantsColor;
    private string _status = "";

    private Terminal(TextWriter output, TextWriter error, bool outIsTerminal, bool errorIsTerminal, (bool IsDumb, bool NoColor) wishes)
    {
        (_out, _error) = (output, error);
        CanShowStatus = errorIsTerminal && !wishes.IsDumb;
        _isTerminal = (outIsTerminal, errorIsTerminal);
        _wantsColor = !wishes.IsDumb && !wishes.NoColor;
    }

    /// <summary>Whether stderr is a terminal that can rewrite a line.</summary>
    public bool CanShowStatus { get; }

    /// <summary>Whether stdout, or stderr, is a terminal.</summary>
    public bool IsTerminal(bool ofError) => ofError ? _isTerminal.Error : _isTerminal.Out;

    /// <summary>Whether logs there may be coloured, as far as the terminal and NO_COLOR say.</summary>
    public bool CanColorOn(bool error) => IsTerminal(error) && _wantsColor;

    /// <summary>This process's console.</summary>
    public static Terminal OfProcess(IReadOnlyDictionary<string, string> environment)
    {
        var isDumb = environment.GetValueOrDefault("TERM") is "dumb";
        var noColor = environment.GetValueOrDefault("NO_COLOR") is { Length: > 0 };
        return new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected, (isDumb, noColor));
    }

    /// <summary>This terminal with everything on stdout, in the order in which it is written, and without a status line.</summary>
    public Terminal OnOneStream() => new(_out, _out, _isTerminal.Out, false, (IsDumb: true, NoColor: !_wantsColor));

    /// <summary>Writes a line to stdout.</summary>
    public void WriteLine(string line) => Write(_out, line);

    /// <summary>Writes a line to stderr.</summary>
    public void WriteErrorLine(string line) => Write(_error, line);

    /// <summary>Shows a status line at the foot of the terminal in place of the one before; an empty one takes it away.</summary>
    public void ShowStatus(string status)
    {
        lock (_lock)
        {
            if (_status.Length > 0 || status.Length > 0)
            {
                _status = status;
                _error.Write(EraseLine + Fitting(status));
                _error.Flush();
            }
        }
    }

    private void Write(TextWriter writer, string line)
    {
        lock (_lock)
        {
            if (_status.Length > 0)
            {
                _error.Write(EraseLine);
                _error.Flush();
            }

            writer.WriteLine(line);
            writer.Flush();
            if (_status.Length > 0)
            {
                _error.Write(Fitting(_status));
                _error.Flush();
            }
        }
    }

    // A line that wraps could not be erased again.
    private static string Fitting(string status)
    {
        var width = Math.Max(Console.WindowWidth - 1, 20);
        return status.Length <= width ? status : status[..width];
    }
}
