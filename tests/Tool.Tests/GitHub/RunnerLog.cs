namespace S3Sync.Tool.Tests.GitHub;

/// <summary>A command that the runner would carry out.</summary>
internal sealed record RunnerCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Data);

/// <summary>
/// Reads a log as the runner does: <c>::name properties::data</c> at the beginning of a line, after blanks; the older form, <c>##[name properties]data</c>, anywhere in
/// it; nothing between stop-commands and its word. actions/runner, ActionCommandManager and ActionCommand.
/// </summary>
internal static class RunnerLog
{
    public static List<RunnerCommand> CommandsOf(string log)
    {
        var commands = new List<RunnerCommand>();
        string? stopped = null;
        foreach (var line in log.Split('\n'))
        {
            var command = Parse(line);
            if (stopped is not null)
            {
                stopped = command?.Name == stopped ? null : stopped;
            }
            else if (command is { Name: "stop-commands" })
            {
                stopped = command.Data;
            }
            else if (command is not null)
            {
                commands.Add(command);
            }
        }

        Assert.Null(stopped);
        return commands;
    }

    private static RunnerCommand? Parse(string line)
    {
        var text = line.TrimStart();
        var old = text.IndexOf("##[", StringComparison.Ordinal);
        if (text.StartsWith("::", StringComparison.Ordinal))
        {
            var end = text.IndexOf("::", 2, StringComparison.Ordinal);
            return end < 0 ? null : Of(text[2..end], text[(end + 2)..]);
        }

        return old >= 0 && text.IndexOf(']', old) is var close && close > 0 ? Of(text[(old + 3)..close], text[(close + 1)..]) : null;
    }

    private static RunnerCommand Of(string head, string data)
    {
        var blank = head.IndexOf(' ', StringComparison.Ordinal);
        var properties = blank < 0 ? [] : head[(blank + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(property => property.Split('=', 2)).ToDictionary(parts => parts[0], parts => Unescaped(parts[1]).Replace("%3A", ":").Replace("%2C", ","));
        return new(blank < 0 ? head : head[..blank], properties, Unescaped(data));
    }

    private static string Unescaped(string text) => text.Replace("%0D", "\r").Replace("%0A", "\n").Replace("%25", "%");
}
