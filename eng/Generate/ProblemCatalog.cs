using System.Globalization;
using System.Reflection;
using S3Sync.Problems;

namespace S3Sync.Generate;

/// <summary>Reads the sentences of Engine/Problems from the built engine: each static function that returns a <see cref="Problem"/>.</summary>
public static class ProblemCatalog
{
    /// <summary>Every sentence, by code.</summary>
    public static IReadOnlyList<ProblemSentence> All { get; } = Read();

    private static List<ProblemSentence> Read()
    {
        var documentation = Documentation.Of(typeof(Problem).Assembly);
        return [.. Functions().Select(function => Describe(function, documentation)).OrderBy(sentence => sentence.Code, StringComparer.Ordinal)];
    }

    private static IEnumerable<MethodInfo> Functions() => typeof(Problem).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Problem).Namespace && type is { IsAbstract: true, IsSealed: true })
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.ReturnType == typeof(Problem) && !method.IsPrivate && !method.Name.Contains('<', StringComparison.Ordinal));

    private static ProblemSentence Describe(MethodInfo function, Documentation documentation)
    {
        var parameters = function.GetParameters();
        var samples = parameters.Select(Sample).ToArray();
        var problem = (Problem?)function.Invoke(null, samples)
            ?? throw new InvalidOperationException($"'{function.DeclaringType?.Name}.{function.Name}' returned no problem.");
        var template = problem.Message;
        foreach (var (parameter, sample) in parameters.Zip(samples))
        {
            template = WithPlaceholder(template, parameter, sample);
        }

        return new(
            problem.Code,
            function.DeclaringType?.Name ?? "",
            function.Name,
            documentation.SummaryOf(function),
            template,
            [.. parameters.Select(p => p.Name ?? "")],
            [.. parameters.Where(p => p.ParameterType == typeof(string)).Select(p => p.Name ?? "")]);
    }

    // A string stands for itself in braces; a number is one that occurs nowhere else, and is put into braces afterwards.
    private static object? Sample(ParameterInfo parameter) => (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) switch
    {
        var type when type == typeof(string) => $"{{{parameter.Name}}}",
        var type when type == typeof(int) => Number(parameter),
        var type when type == typeof(long) => (long)Number(parameter),
        var type when typeof(IEnumerable<string>).IsAssignableFrom(type) => new[] { $"{{{parameter.Name}}}" },
        var type when type == typeof(bool) => false,
        var type => throw new InvalidOperationException(
            $"'{parameter.Member.DeclaringType?.Name}.{parameter.Member.Name}' takes a '{type.Name}': give it strings and integers, so that its sentence can be listed."),
    };

    private static int Number(ParameterInfo parameter) => 7301 + (parameter.Position * 11);

    private static string WithPlaceholder(string template, ParameterInfo parameter, object? sample)
    {
        if (sample is not (int or long))
        {
            return template;
        }

        var number = Convert.ToInt64(sample, CultureInfo.InvariantCulture);
        return template
            .Replace(number.ToString("N0", CultureInfo.InvariantCulture), $"{{{parameter.Name}}}", StringComparison.Ordinal)
            .Replace(number.ToString(CultureInfo.InvariantCulture), $"{{{parameter.Name}}}", StringComparison.Ordinal);
    }
}

/// <summary>One sentence a user may read.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Area">The class that holds it.</param>
/// <param name="Function">The function that makes it.</param>
/// <param name="When">When it happens: the function's summary.</param>
/// <param name="Template">The message, each parameter as <c>{name}</c>.</param>
/// <param name="Parameters">The parameters' names.</param>
/// <param name="TextParameters">Those of them that are text.</param>
public sealed record ProblemSentence(
    string Code,
    string Area,
    string Function,
    string When,
    string Template,
    IReadOnlyList<string> Parameters,
    IReadOnlyList<string> TextParameters);
