using System.Globalization;

namespace S3Sync.Catalog.Texts;

/// <summary>Numbers of bytes as users write them: <c>8MiB</c>, <c>8mib</c>, <c>8M</c>, <c>1.5 GB</c>, <c>8388608</c>. A unit always means bytes, never bits.</summary>
public static class ByteSize
{
    private const string Prefixes = "KMGTPE";

    /// <summary>Reads a size: with an <c>i</c> powers of 1024, without it powers of 1000, letters in any case. Null when it is none or does not fit.</summary>
    public static long? TryRead(string text)
    {
        var number = text[..text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count()];
        var unit = text[number.Length..].Trim().ToUpperInvariant();
        if (!char.IsAsciiDigit(number.FirstOrDefault()) || number.Length > 20 || Multiplier(unit) is not { } multiplier
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue / multiplier)
        {
            return null;
        }

        return (long)(count * multiplier);
    }

    /// <summary>The shortest exact form with a binary unit: <c>8MiB</c>, <c>5GiB</c>, <c>1025</c>.</summary>
    public static string Show(long bytes)
    {
        var power = 0;
        while (power < Prefixes.Length && bytes != 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            power++;
        }

        return bytes.ToString(CultureInfo.InvariantCulture) + (power == 0 ? "" : Prefixes[power - 1] + "iB");
    }

    private static decimal? Multiplier(string unit)
    {
        var letters = unit.EndsWith('B') ? unit[..^1] : unit;
        if (letters.Length == 0)
        {
            return 1;
        }

        var power = Prefixes.IndexOf(letters[0], StringComparison.Ordinal) + 1;
        return (power, letters[1..]) switch
        {
            (0, _) => null,
            (_, "") => Power(1000, power),
            (_, "I") => Power(1024, power),
            _ => null,
        };
    }

    private static decimal Power(decimal radix, int exponent)
    {
        var result = 1m;
        for (var i = 0; i < exponent; i++)
        {
            result *= radix;
        }

        return result;
    }
}
