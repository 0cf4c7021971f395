using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace S3Sync.Repository.Tests;

public class StaticStateTests
{
    private static readonly Assembly[] Product =
        [typeof(SyncEngine).Assembly, typeof(LocalS3.LocalS3Settings).Assembly, Assembly.Load("dotnet-s3sync"), Assembly.Load("S3Sync.MSBuild")];

    // What the framework promises not to change. Interfaces that only read are promises of this code, kept by what they are made from.
    private static readonly HashSet<Type> Immutable =
    [
        typeof(string), typeof(Type), typeof(Regex), typeof(Uri), typeof(Version), typeof(TimeProvider), typeof(System.Net.IPAddress),
        typeof(System.Xml.Linq.XName), typeof(System.Xml.Linq.XNamespace), typeof(System.Globalization.CultureInfo), typeof(StringComparer),
    ];

    private static readonly HashSet<Type> ImmutableShapes =
    [
        typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyDictionary<,>), typeof(IReadOnlySet<>), typeof(IEnumerable<>),
        typeof(FrozenSet<>), typeof(FrozenDictionary<,>), typeof(System.Buffers.SearchValues<>), typeof(Comparer<>), typeof(IComparer<>),
    ];

    [Fact]
    public void Nothing_static_can_change() => Rule.Holds(
        "Static fields are readonly and of immutable types: a host may run two jobs at once, and an MSBuild node lives on between builds.",
        Product.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !IsMadeByCompiler(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral && !IsLambdaCache(field) && !(field.IsInitOnly && (IsImmutable(field.FieldType) || IsPrivateTable(field))))
            .Select(field => $"{field.DeclaringType}.{field.Name}: {(field.IsInitOnly ? "" : "not readonly, ")}{field.FieldType}"));

    private static bool IsMadeByCompiler(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(type) || type.Name.Contains('<', StringComparison.Ordinal)
        || (type.DeclaringType is { } outer && IsMadeByCompiler(outer)) || type.Namespace?.EndsWith(".Generated", StringComparison.Ordinal) == true;

    private static bool IsLambdaCache(FieldInfo field) =>
        field.Name.Contains('<', StringComparison.Ordinal) && !field.Name.EndsWith("k__BackingField", StringComparison.Ordinal);

    // Tables of numbers stay arrays for speed; being private, only their own type could write them.
    private static bool IsPrivateTable(FieldInfo field) =>
        field.IsPrivate && field.FieldType is { IsArray: true } array && ElementOf(array) is { } element && (element.IsPrimitive || element == typeof(string));

    private static Type? ElementOf(Type array) => array.GetElementType() is { IsArray: true } inner ? ElementOf(inner) : array.GetElementType();

    private static bool IsImmutable(Type type) =>
        type.IsPrimitive || type.IsEnum || Immutable.Contains(type) || typeof(Delegate).IsAssignableFrom(type)
        || (type.IsGenericType && ImmutableShapes.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments().All(IsImmutable))
        || Immutable.Any(known => known != typeof(object) && known.IsAssignableFrom(type))
        || typeof(System.Text.Encoding).IsAssignableFrom(type)
        || (type.IsValueType && type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && type.GetGenericArguments().All(IsImmutable))
        || (Product.Contains(type.Assembly) && HasOnlyImmutableFields(type));

    private static bool HasOnlyImmutableFields(Type type) => Hierarchy(type)
        .SelectMany(level => level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .All(field => field.IsInitOnly && (field.FieldType == type || IsImmutable(field.FieldType) || IsPrivateTable(field)));

    private static IEnumerable<Type> Hierarchy(Type type)
    {
        for (var level = type; level is not null && Product.Contains(level.Assembly); level = level.BaseType)
        {
            yield return level;
        }
    }
}
