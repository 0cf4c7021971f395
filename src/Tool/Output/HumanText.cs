using System.Collections.Immutable;
using System.Globalization;

namespace S3Sync.Tool.Output;

/// <summary>Numbers in the words that s3sync's summary uses.</summary>
internal static class HumanText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    private static readonly ImmutableArray<(string Name, double Seconds)> Spans =
        [("year", 31_536_000), ("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)];

    /// <summary>Bytes in binary units, without decimals for bare bytes: <c>512 B</c>, <c>30.00 MiB</c>.</summary>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return bytes.ToString(unit == 0 ? "0" : "0.00", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>A count with thousands separated: <c>1,234</c>.</summary>
    public static string Count(double count) => Math.Floor(count).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 object</c>, <c>1,234 objects</c>.</summary>
    public static string Objects(long count) => Count(count) + (count == 1 ? " object" : " objects");

    /// <summary>The largest unit of which, with half of the next smaller one, there are at least one and a half: <c>89 seconds</c>, <c>6 minutes</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        for (var i = 0; i < Spans.Length - 1; i++)
        {
            var (name, seconds) = Spans[i];
            if (duration.TotalSeconds + (Spans[i + 1].Seconds / 2) >= 1.5 * seconds)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(2, Math.Round(duration.TotalSeconds / seconds)):0} {name}s");
            }
        }

        var whole = Math.Round(duration.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"{whole:0} {(whole == 1 ? "second" : "seconds")}");
    }
}
