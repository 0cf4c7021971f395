using System.Globalization;
using S3Sync.Catalog.Texts;
using S3Sync.Patterns;
using S3Sync.Patterns.Globs;
using S3Sync.Problems;

namespace S3Sync.Catalog;

/// <summary>How the text of an option is read and shown. A kind either gives a value or the problem that refuses the text.</summary>
public abstract record OptionKind
{
    private OptionKind()
    {
    }

    /// <summary>The placeholder of the value in the help; null for a switch.</summary>
    public virtual string? ValueName => null;

    /// <summary>Reads a text. Relative paths are meant from <paramref name="currentFolder"/>.</summary>
    public abstract object? Read(OptionValue value, string currentFolder, out Problem? problem);

    /// <summary>Whether it may be given several times, each time with one item (<see cref="OptionValue.Items"/>).</summary>
    public virtual bool IsList => false;

    /// <summary>Whether the sentence that refuses a text may hold it: not when the kind itself is one of secrets.</summary>
    public virtual bool RepeatsText => true;

    /// <summary>A value as a user would write it; null when there is nothing to show.</summary>
    public virtual string? Show(object value) => value as string;

    private static object? Refuse(Problem reason, out Problem? problem)
    {
        problem = reason;
        return null;
    }

    /// <summary>On or off.</summary>
    public sealed record Flag : OptionKind
    {
        /// <summary>Reads <c>true 1 yes on</c> and <c>false 0 no off</c>, in any case.</summary>
        public static bool? TryRead(string text) => text.Trim().ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => true,
            "false" or "0" or "no" or "off" => false,
            _ => null,
        };

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return TryRead(value.Text) is { } on ? on : Refuse(UsageProblems.NotASwitch(value.Origin, value.Text), out problem);
        }

        /// <inheritdoc/>
        public override string? Show(object value) => null;
    }

    /// <summary>How often a switch was given.</summary>
    public sealed record Count : OptionKind
    {
        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count
                : Refuse(UsageProblems.NotACount(value.Origin, value.Text, 0, int.MaxValue), out problem);
        }

        /// <inheritdoc/>
        public override string? Show(object value) => null;
    }

    /// <summary>Any text but the empty one.</summary>
    public sealed record Text(string Placeholder) : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => Placeholder;

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return value.Text.AsSpan().ContainsAnyInRange('\0', '\x1f')
                ? Refuse(UsageProblems.ControlCharacter(value.Origin), out problem)
                : value.Text;
        }
    }

    /// <summary>One of a few words.</summary>
    public sealed record Choice(string Placeholder, IReadOnlyList<string> Words) : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => Placeholder;

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return Words.Contains(value.Text, StringComparer.Ordinal)
                ? value.Text
                : Refuse(UsageProblems.NotAChoice(value.Origin, value.Text, string.Join(", ", Words)), out problem);
        }
    }

    /// <summary>A whole number from <paramref name="Least"/> to <paramref name="Most"/>.</summary>
    public sealed record Integer(int Least, int Most) : OptionKind
    {
        /// <summary>What is counted, as the help names it.</summary>
        public string Unit { get; init; } = "COUNT";

        /// <inheritdoc/>
        public override string ValueName => Unit;

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most
                ? number
                : Refuse(UsageProblems.NotACount(value.Origin, value.Text, Least, Most), out problem);
        }

        /// <inheritdoc/>
        public override string Show(object value) => ((int)value).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A number of bytes from <paramref name="Least"/> to <paramref name="Most"/>, with or without a unit.</summary>
    public sealed record Size(long Least, long Most) : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => "SIZE";

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            if (ByteSize.TryRead(value.Text) is not { } bytes)
            {
                return Refuse(UsageProblems.NotASize(value.Origin, value.Text), out problem);
            }

            return bytes >= Least && bytes <= Most
                ? bytes
                : Refuse(UsageProblems.SizeOutOfRange(value.Origin, value.Text, ByteSize.Show(Least), ByteSize.Show(Most)), out problem);
        }

        /// <inheritdoc/>
        public override string Show(object value) => ByteSize.Show((long)value);
    }

    /// <summary>A regular expression without look-around and back-references, so that matching takes linear time.</summary>
    public sealed record Regex : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => "REGEX";

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            try
            {
                _ = Pattern.Parse(value.Text);
                return value.Text;
            }
            catch (PatternException refusal)
            {
                return Refuse(refusal.NeedsBacktracking
                    ? UsageProblems.RegexNotLinear(value.Origin, value.Text, refusal.Message, refusal.Position)
                    : UsageProblems.NotARegex(value.Origin, value.Text, refusal.Message, refusal.Position), out problem);
            }
        }
    }

    /// <summary>Levels of log records, one for all or one a target.</summary>
    public sealed record LogFilter : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => "FILTER";

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return LogFilterText.TryRead(value.Text) is not null
                ? value.Text
                : Refuse(UsageProblems.NotALogFilter(value.Origin, value.Text, string.Join(", ", LogFilterText.Levels)), out problem);
        }
    }

    /// <summary>An absolute http or https URL without a user, a query or a fragment.</summary>
    public sealed record Url : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => "URL";

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            if (value.Text.Contains('@', StringComparison.Ordinal))
            {
                return Refuse(UsageProblems.UrlWithCredentials(value.Origin), out problem);
            }

            return Uri.TryCreate(value.Text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { Host.Length: > 0, Query: "", Fragment: "" }
                ? value.Text
                : Refuse(UsageProblems.NotAUrl(value.Origin, value.Text), out problem);
        }
    }

    /// <summary>A file or a folder; it need not exist.</summary>
    public sealed record Path(string Placeholder) : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => Placeholder;

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return value.Text.Contains('\0', StringComparison.Ordinal)
                ? Refuse(UsageProblems.ControlCharacter(value.Origin), out problem)
                : LocationText.Absolute(value.Text, currentFolder);
        }
    }

    /// <summary>A directory, or <c>s3://bucket[/prefix]</c>.</summary>
    /// <param name="Placeholder">The placeholder in the help where it is given by name; null where it is given by position.</param>
    public sealed record Place(string? Placeholder = null) : OptionKind
    {
        /// <inheritdoc/>
        public override string? ValueName => Placeholder;

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem) =>
            LocationText.Read(value, currentFolder, out problem);

        /// <inheritdoc/>
        public override string? Show(object value) => null;
    }

    /// <summary>An instant with its offset from UTC, to the fraction of a second (RFC 3339).</summary>
    public sealed record Instant : OptionKind
    {
        private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

        /// <inheritdoc/>
        public override string ValueName => "DATETIME";

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            var text = value.Text.ToUpperInvariant().Replace(' ', 'T');
            var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
            return hasOffset && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
                ? instant
                : Refuse(UsageProblems.NotAnInstant(value.Origin, value.Text), out problem);
        }

        /// <inheritdoc/>
        public override string Show(object value) => ((DateTimeOffset)value).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>User metadata: <c>name=value,name=value</c>.</summary>
    public sealed record Metadata : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => "METADATA";

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return (value.Pairs is { } given ? PairText.ReadMetadata(given) : PairText.ReadMetadata(value.Text)) is { } pairs ? pairs : Refuse(UsageProblems.NotMetadata(value.Origin, value.Text), out problem);
        }

        /// <inheritdoc/>
        public override string? Show(object value) => null;
    }

    /// <summary>Tags as URL query parameters: <c>name=value&amp;name=value</c>.</summary>
    public sealed record Tags : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => "TAGS";

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return (value.Pairs is { } given ? PairText.ReadTags(given) : PairText.ReadTags(value.Text)) is { } pairs ? pairs : Refuse(UsageProblems.NotTags(value.Origin, value.Text), out problem);
        }

        /// <inheritdoc/>
        public override string? Show(object value) => null;
    }

    /// <summary>Globs over keys, item by item, or separated by <c>;</c> or line breaks.</summary>
    public sealed record Globs : OptionKind
    {
        private static readonly char[] Separators = [';', '\n', '\r'];

        /// <inheritdoc/>
        public override string ValueName => "GLOB";

        /// <inheritdoc/>
        public override bool IsList => true;

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            var globs = value.Items ?? value.Text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var glob in globs)
            {
                if (glob.Any(char.IsControl))
                {
                    return Refuse(UsageProblems.ControlCharacter(value.Origin), out problem);
                }

                if (GlobText.DefectOf(glob) is { } defect)
                {
                    return Refuse(UsageProblems.NotAGlob(value.Origin, glob, defect.What, defect.Instead), out problem);
                }
            }

            return globs;
        }

        /// <inheritdoc/>
        public override string? Show(object value) => null;
    }

    /// <summary>A customer key of SSE-C: 32 bytes in base64.</summary>
    public sealed record CustomerKey : OptionKind
    {
        private const int KeyBytes = 32;

        /// <inheritdoc/>
        public override string ValueName => "BASE64";

        /// <inheritdoc/>
        public override bool RepeatsText => false;

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            var bytes = new byte[KeyBytes];
            return Convert.TryFromBase64String(value.Text, bytes, out var written) && written == KeyBytes
                ? value.Text
                : Refuse(UsageProblems.NotACustomerKey(value.Origin), out problem);
        }
    }

    /// <summary>The URL of a proxy, with <c>user:password@</c> where it wants them.</summary>
    public sealed record ProxyUrl : OptionKind
    {
        /// <inheritdoc/>
        public override string ValueName => "URL";

        /// <inheritdoc/>
        public override bool RepeatsText => false;

        /// <inheritdoc/>
        public override object? Read(OptionValue value, string currentFolder, out Problem? problem)
        {
            problem = null;
            return Uri.TryCreate(value.Text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { Host.Length: > 0, Query: "", Fragment: "" }
                ? value.Text
                : Refuse(UsageProblems.NotAProxy(value.Origin), out problem);
        }
    }
}
