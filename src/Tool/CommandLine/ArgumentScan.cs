using S3Sync.Catalog;
using S3Sync.Problems;

namespace S3Sync.Tool.CommandLine;

/// <summary>
/// A first look at the arguments, so that everything wrong with them is told at once: a parser stops at its first complaint.
/// What it keeps is free of unknown names and missing values, each value joined to its option by <c>=</c>.
/// </summary>
internal sealed class ArgumentScan
{
    private readonly IReadOnlyList<OptionDefinition> _definitions;
    private readonly List<string> _kept = [];
    private readonly List<string> _afterEnd = [];
    private readonly List<OptionDefinition> _switchedOff = [];
    private readonly List<Problem> _problems = [];

    public ArgumentScan(IReadOnlyList<string> arguments, IReadOnlyList<OptionDefinition> definitions)
    {
        _definitions = definitions;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--")
            {
                _afterEnd.AddRange(arguments.Skip(i + 1));
                break;
            }

            var next = i + 1 < arguments.Count ? arguments[i + 1] : null;
            i += Take(arguments[i], next);
        }
    }

    /// <summary>What a parser may read.</summary>
    public IReadOnlyList<string> Kept => _kept;

    /// <summary>What came after <c>--</c>: places, whatever they look like.</summary>
    public IReadOnlyList<string> AfterEnd => _afterEnd;

    /// <summary>Unknown options, missing and unwanted values.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Whether an option that does not exist was given: its value may then look like a place.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>Switches that were given as off, which a parser does not know: <c>--delete=false</c>.</summary>
    public IReadOnlyList<OptionDefinition> SwitchedOff => _switchedOff;

    /// <summary>Whether a switch is among them and on.</summary>
    public bool Has(OptionDefinition flag) => _kept.Contains(flag.Shown) || (flag.Letter is { } letter && _kept.Contains("-" + letter));

    private int Take(string argument, string? next)
    {
        if (argument.Length < 2 || argument[0] != '-')
        {
            _kept.Add(argument);
            return 0;
        }

        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            TakeLetters(argument);
            return 0;
        }

        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument[2..] : argument[2..equals];
        var value = equals < 0 ? null : argument[(equals + 1)..];
        var definition = _definitions.FirstOrDefault(candidate => candidate.IsCalled(name));
        return definition is null ? Refuse(name, value, next) : definition.Kind.ValueName is null ? TakeSwitch(definition, value) : TakeValue(definition, value, next);
    }

    private void TakeLetters(string argument)
    {
        var known = argument.Skip(1).Select(letter => _definitions.FirstOrDefault(definition => definition.Letter == letter)).ToList();
        if (known.Contains(null))
        {
            Refuse(argument[1..].Split('=')[0], "", null, argument.Split('=')[0]);
            return;
        }

        _kept.AddRange(known.Select(definition => "-" + definition!.Letter)); // none is null, see above
    }

    private int TakeSwitch(OptionDefinition definition, string? value)
    {
        var isOn = value is null ? true : OptionKind.Flag.TryRead(value);
        if (value is not null && definition.Kind is not OptionKind.Flag)
        {
            _problems.Add(UsageProblems.ValueUnwanted(definition.Shown));
        }
        else if (isOn is null)
        {
            _problems.Add(UsageProblems.NotASwitch(definition.Shown, value!)); // it was read
        }
        else if (isOn is true)
        {
            _kept.Add(definition.Shown);
        }
        else
        {
            _switchedOff.Add(definition);
        }

        return 0;
    }

    private int TakeValue(OptionDefinition definition, string? value, string? next)
    {
        var takesNext = value is null && next is not null && !IsOption(next);
        value ??= takesNext ? next : null;
        if (value is null)
        {
            _problems.Add(UsageProblems.ValueMissing(definition.Shown, definition.Kind.ValueName!)); // it has one, or this is not called
        }
        else
        {
            _kept.Add($"{definition.Shown}={value}");
        }

        return takesNext ? 1 : 0;
    }

    // The value of a mistyped option must not be taken for a place, nor be repeated: it may be a secret.
    private int Refuse(string name, string? value, string? next, string? written = null)
    {
        HasUnknown = true;
        if (OptionsOfOthers.Of(name, _definitions) is { } known)
        {
            _problems.Add(UsageProblems.OptionOfOthers("--" + name, known.Instead));
            return known.TakesValue && value is null && next is not null && !IsOption(next) ? 1 : 0;
        }

        var nearest = NearestName.Of(name, _definitions.Select(definition => definition.Name));
        _problems.Add(nearest is null ? UsageProblems.OptionUnknown(written ?? "--" + name) : UsageProblems.OptionMistyped(written ?? "--" + name, "--" + nearest));
        var wantsValue = _definitions.Any(definition => definition.Name == nearest && definition.Kind.ValueName is not null);
        return wantsValue && value is null && next is not null && !IsOption(next) ? 1 : 0;
    }

    private bool IsOption(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        || (argument.Length > 1 && argument[0] == '-' && argument.Skip(1).All(letter => _definitions.Any(definition => definition.Letter == letter)));
}
