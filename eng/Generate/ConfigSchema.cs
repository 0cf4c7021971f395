using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using S3Sync.Catalog;

namespace S3Sync.Generate;

/// <summary>Writes schema/s3sync.schema.json from the option catalogue: what a config may hold, for editors and validators (JSON Schema 2020-12).</summary>
internal static class ConfigSchema
{
    private const string Variable = @"\$\{[A-Za-z_][A-Za-z0-9_]*\}";
    private const string Definition = "#/$defs/";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IReadOnlyList<OptionDefinition> Options => [.. OptionCatalog.Ends, .. OptionCatalog.All];

    public static string Text() => Schema().ToJsonString(Form) + "\n";

    private static JsonObject Schema() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$comment"] = $"Generated from src/Engine/Catalog by `{GeneratedFiles.Command}`. Do not edit.",
        ["title"] = "s3sync.json",
        ["description"] = "What a synchronization is given: its ends, its options, rules for some of its objects, and environments. docs/config-file.md describes it.",
        ["type"] = "object",
        ["properties"] = Properties(new()
        {
            ["$schema"] = Described(new() { ["type"] = "string" }, "Where this schema is, for editors."),
            ["environments"] = Described(new()
            {
                ["type"] = "object",
                ["propertyNames"] = new JsonObject { ["minLength"] = 1 },
                ["additionalProperties"] = new JsonObject { ["$ref"] = Definition + "environment" },
            }, "Options and rules by name; one of them is laid over the rest of the file by --environment."),
        }),
        ["additionalProperties"] = false,
        ["$defs"] = Definitions(new()
        {
            ["environment"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = Properties(new() { ["extends"] = Described(new() { ["type"] = "string", ["minLength"] = 1 }, "The environment that this one is laid over.") }),
                ["additionalProperties"] = false,
            },
            ["rules"] = Rules(),
            ["pattern"] = Described(new() { ["type"] = "string", ["pattern"] = $@"^(?![!/])(?:{Variable}|[^?\[{{\\])+$" },
                "Matched against keys relative to the source, told apart by case: * is any text without a /, ** any folders."),
            ["variable"] = Described(new() { ["type"] = "string", ["pattern"] = Variable }, "A text with environment variables in it, as ${NAME}."),
            ["secret"] = Described(new() { ["type"] = "string", ["pattern"] = $"^{Variable}$" }, "One environment variable, as ${NAME}: secrets do not stand in a file."),
        }),
    };

    private static JsonObject Definitions(JsonObject own)
    {
        foreach (var option in Options)
        {
            own.Add(option.ConfigName, Option(option));
        }

        return own;
    }

    private static JsonObject Properties(JsonObject own)
    {
        foreach (var option in Options)
        {
            own[option.ConfigName] = Reference(option);
        }

        own["rules"] = new JsonObject { ["$ref"] = Definition + "rules" };
        return own;
    }

    private static JsonObject Rules()
    {
        JsonObject Patterns(string description) => Described(new() { ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = Definition + "pattern" } }, description);
        var match = Patterns("What the rule is for: an object that one of these patterns matches.");
        match["minItems"] = 1;
        var properties = new JsonObject { ["match"] = match, ["exclude"] = Patterns("What the rule is not for, although it matches.") };
        foreach (var (name, option) in OptionCatalog.RuleFields)
        {
            properties[name] = Reference(option);
        }

        var required = OptionCatalog.RuleFields.Select(named => (JsonNode)new JsonObject { ["required"] = new JsonArray(named.Key) });
        return Described(new()
        {
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = properties,
                ["required"] = new JsonArray("match"),
                ["anyOf"] = new JsonArray([.. required]),
                ["additionalProperties"] = false,
            },
        }, "How the objects that patterns match are written; a later rule wins, field by field.");
    }

    private static JsonObject Option(OptionDefinition option)
    {
        var schema = option.IsSecret ? new() { ["$ref"] = Definition + "secret" } : Typed(option.Kind);
        var isPath = option.Kind is OptionKind.Path or OptionKind.Place;
        if (Default(option) is { } initial)
        {
            schema["default"] = initial;
        }

        return Described(schema, option.Help.TrimEnd('.') + (isPath ? ". A relative path is meant from the folder of this file." : "."));
    }

    private static JsonNode? Default(OptionDefinition option) => (option.Kind, option.DefaultText) switch
    {
        (OptionKind.Flag, _) => false,
        (OptionKind.Integer, { } text) => int.Parse(text, CultureInfo.InvariantCulture),
        (_, { } text) when !option.IsSecret => text,
        _ => null,
    };

    private static JsonObject Typed(OptionKind kind) => kind switch
    {
        OptionKind.Flag => OrVariable(new JsonObject { ["type"] = "boolean" }),
        OptionKind.Count => OrVariable(new JsonObject { ["type"] = "integer", ["minimum"] = 0 }),
        OptionKind.Integer number => OrVariable(new JsonObject { ["type"] = "integer", ["minimum"] = number.Least, ["maximum"] = number.Most }),
        OptionKind.Size size => OrVariable(new JsonObject { ["type"] = "integer", ["minimum"] = size.Least, ["maximum"] = size.Most },
            new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9][0-9.]*\s*(?:[KMGTPEkmgtpe][Ii]?)?[Bb]?$" }),
        OptionKind.Choice choice => OrVariable(new JsonObject { ["enum"] = new JsonArray([.. choice.Words.Select(word => (JsonNode)word)]) }),
        OptionKind.Instant => OrVariable(new JsonObject { ["type"] = "string", ["pattern"] = @"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:[Zz]|[+-]\d{2}:\d{2})$" }),
        OptionKind.Url => OrVariable(new JsonObject { ["type"] = "string", ["pattern"] = "^[Hh][Tt][Tt][Pp][Ss]?://[^@?#]+$" }),
        OptionKind.Metadata => Any(Pairs(new() { ["propertyNames"] = new JsonObject { ["pattern"] = "^[A-Za-z0-9_.-]+$" } }), NotEmpty()),
        OptionKind.Tags => Any(Pairs(new() { ["propertyNames"] = new JsonObject { ["minLength"] = 1 }, ["maxProperties"] = 10 }), NotEmpty()),
        OptionKind.Globs => Any(new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = Definition + "pattern" } }, NotEmpty()),
        _ => NotEmpty(),
    };

    private static JsonObject Pairs(JsonObject limits)
    {
        limits["type"] = "object";
        limits["additionalProperties"] = new JsonObject { ["type"] = "string" };
        return limits;
    }

    private static JsonObject NotEmpty() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject OrVariable(params JsonObject[] forms) => Any([.. forms, new JsonObject { ["$ref"] = Definition + "variable" }]);

    private static JsonObject Any(params JsonObject[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    private static JsonObject Reference(OptionDefinition option) => new() { ["$ref"] = Definition + option.ConfigName };

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
