using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace S3Sync.Repository.Tests;

/// <summary>The public face of an assembly as text, one line a member, in ordinal order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(NameOf, StringComparer.Ordinal))
        {
            text.Append(KindOf(type)).Append(' ').Append(NameOf(type)).Append(ParentsOf(type)).Append('\n');
            foreach (var member in type.GetMembers(Declared).Select(Describe).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        _ when member.Name.Contains('<', StringComparison.Ordinal) || member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        FieldInfo field when IsVisible(field) && !field.IsSpecialName => $"{(field.IsStatic ? "static " : "")}{NameOf(field.FieldType)} {field.Name}{ValueOf(field)}",
        ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
        PropertyInfo property when property.GetMethod is { } get && IsVisible(get) => $"{(get.IsStatic ? "static " : "")}{NameOf(property.PropertyType)} {property.Name}{SetterOf(property)}",
        MethodInfo method when IsVisible(method) && !method.IsSpecialName => $"{(method.IsStatic ? "static " : "")}{NameOf(method.ReturnType)} {method.Name}({Parameters(method)})",
        _ => null,
    };

    private static string SetterOf(PropertyInfo property) => property.SetMethod switch
    {
        { } set when !IsVisible(set) => "",
        { } set when set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) => " init",
        not null => " set",
        null => "",
    };

    private static string ValueOf(FieldInfo field) => field.IsLiteral ? $" = {Convert.ToString(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}" : "";

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{(parameter.IsOut ? "out " : "")}{NameOf(parameter.ParameterType)} {parameter.Name}"));

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        _ => type.IsSealed ? "sealed class" : "class",
    };

    private static string ParentsOf(Type type)
    {
        var parents = new[] { type.BaseType }.Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            .Concat(type.GetInterfaces().Where(face => face.Namespace?.StartsWith("S3Sync", StringComparison.Ordinal) == true))
            .OfType<Type>().Select(NameOf).ToList();
        return parents.Count > 0 && !type.IsEnum ? " : " + string.Join(", ", parents) : "";
    }

    private static string NameOf(Type type) => type switch
    {
        { IsByRef: true } => NameOf(type.GetElementType() ?? type),
        { IsArray: true } => NameOf(type.GetElementType() ?? type) + "[]",
        { IsGenericType: true } => $"{FullName(type).Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        _ => FullName(type),
    };

    private static string FullName(Type type) => type.IsGenericParameter ? type.Name : $"{type.Namespace}.{(type.DeclaringType is { } outer ? outer.Name + "." : "")}{type.Name}";
}
