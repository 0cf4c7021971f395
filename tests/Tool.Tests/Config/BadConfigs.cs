using System.Text;

namespace S3Sync.Tool.Tests.Config;

/// <summary>A config with which something is wrong.</summary>
internal sealed record BadConfig(string Name, byte[] Text)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string[] Arguments { get; init; } = [];
}

/// <summary>Every way in which a config can be wrong; what is said of each is in BadConfigs.verified.txt.</summary>
internal static class BadConfigs
{
    public const string Secret = "mark3d-s3cret";

    public static IReadOnlyList<BadConfig> All { get; } =
    [
        Options("unknown name", """ "workrSize": 4 """),
        Options("unknown name, nothing near", """ "frobnicate": 4 """),
        Options("name of the command line", """ "worker-size": 4 """),
        Options("other name of the command line", """ "websiteRedirectLocation": "/x" """),
        Options("option that a config cannot hold", """ "allowConfigEndpoint": true """),
        Options("option of the tool alone", """ "localS3": "objects" """),
        Options("switch as a text", """ "delete": "yes" """),
        Options("number as a text", """ "workerSize": "4" """),
        Options("text as a number", """ "cacheControl": 300 """),
        Options("list for a text", """ "filterIncludeRegex": ["a", "b"] """),
        Options("pattern to exclude that never matches", """ "exclude": ["**/*.map", "*.{tmp,bak}"] """),
        Options("pattern to protect that is a number", """ "protect": ["keep", 4] """),
        Options("pattern to protect in one text", """ "protect": "keep; !keep" """),
        Options("fraction", """ "workerSize": 1.5 """),
        Options("null", """ "delete": null """),
        Options("below the range", """ "maxKeys": 0 """),
        Options("above the range", """ "maxKeys": 32768 """),
        Options("number that fits nowhere", """ "maxDelete": 99999999999999999999 """),
        Options("no size", """ "multipartThreshold": "8mbit" """),
        Options("size out of range", """ "multipartChunksize": "1KiB" """),
        Options("no choice", """ "acl": "world" """),
        Options("no regular expression", """ "filterIncludeRegex": "(?=x)" """),
        Options("no instant", """ "pointInTime": "yesterday" """),
        Options("no endpoint", """ "targetEndpointUrl": "ftp://x" """),
        Options("endpoint with a password", $$""" "targetEndpointUrl": "https://me:{{Secret}}@host" """),
        Options("metadata with a number", """ "metadata": { "a": 1 } """),
        Options("metadata with a bad name", """ "metadata": { "a b": "1" } """),
        Options("eleven tags", $$""" "tagging": { {{string.Join(", ", Enumerable.Range(0, 11).Select(i => $"\"t{i}\": \"x\""))}} } """),
        Options("empty text", """ "cacheControl": "" """),
        Options("missing variable", """ "cacheControl": "max-age=${SECONDS_TO_LIVE}" """),
        Options("empty variable", """ "cacheControl": "${EMPTY}" """) with { Environment = Variables(("EMPTY", "")) },
        Options("reference without an end", """ "cacheControl": "${AGE" """),
        Options("reference without a name", """ "cacheControl": "${}" """),
        Options("variable that makes a bad number", """ "workerSize": "${SIZE}" """) with { Environment = Variables(("SIZE", "many")) },
        Options("secret in the file", $$""" "targetAccessKey": "id", "targetSecretAccessKey": "{{Secret}}" """),
        Options("secret beside a variable", $$""" "targetAccessKey": "id", "targetSecretAccessKey": "{{Secret}}${REST}" """) with { Environment = Variables(("REST", "rest")) },
        Options("proxy with a password in the file", $$""" "httpsProxy": "http://me:{{Secret}}@proxy" """),
        Options("secret variable in another option", """ "targetAccessKey": "id", "targetSecretAccessKey": "${KEY}", "cacheControl": "${KEY}" """) with { Environment = Variables(("KEY", Secret)) },
        Options("secret variable of another environment", """ "cacheControl": "${KEY}", "environments": { "x": { "targetSecretAccessKey": "${KEY}" } } """) with { Environment = Variables(("KEY", Secret)) },
        Options("secret variable in a number", """ "workerSize": "${AWS_SECRET_ACCESS_KEY}" """) with { Environment = Variables(("AWS_SECRET_ACCESS_KEY", Secret)) },
        Options("session token in metadata", """ "metadata": { "a": "${AWS_SESSION_TOKEN}" } """) with { Environment = Variables(("AWS_SESSION_TOKEN", Secret)) },
        Options("variable of a secret option", """ "cacheControl": "${S3SYNC_TARGET_SECRET_ACCESS_KEY}" """) with { Environment = Variables(("S3SYNC_TARGET_SECRET_ACCESS_KEY", Secret), ("S3SYNC_TARGET_ACCESS_KEY", "id")) },
        Options("token of the runner", """ "targetAccessKey": "id", "targetSecretAccessKey": "${GITHUB_TOKEN}" """) with { Environment = Variables(("GITHUB_TOKEN", Secret)) },
        Options("request token of the runner", """ "cacheControl": "${ACTIONS_ID_TOKEN_REQUEST_TOKEN}" """) with { Environment = Variables(("ACTIONS_ID_TOKEN_REQUEST_TOKEN", Secret)) },
        Options("input of the action", """ "cacheControl": "${INPUT_CACHE_CONTROL}" """) with { Environment = Variables(("INPUT_CACHE_CONTROL", Secret)) },
        Options("secret variable in a pattern", """ "rules": [ { "match": ["${AWS_SECRET_ACCESS_KEY}"], "acl": "private" } ] """) with { Environment = Variables(("AWS_SECRET_ACCESS_KEY", Secret)) },
        Options("two errors at once", "\n  \"maxKeys\": 0,\n  \"workrSize\": 4\n"),
        Options("every layer is judged", """ "maxKeys": 0 """) with { Environment = Variables(("WORKER_SIZE", "none"), ("S3SYNC_MAX_PARALLEL_UPLOADS", "x")), Arguments = ["--max-delete", "y"] },
        Options("name given twice", "\n  \"delete\": true,\n  \"delete\": false\n"),
        Options("options that exclude each other", """ "checkSize": true, "checkEtag": true """),
        Options("config and command line exclude each other", """ "checkSize": true """) with { Arguments = ["--check-etag"] },
        Options("option without the one it needs", """ "maxDelete": 3 """),
        Whole("source that is not there", """{ "source": "nowhere", "target": "s3://b/" }"""),
        Whole("target that is no place", """{ "source": "dist", "target": "s3://" }"""),
        Whole("no target", """{ "source": "dist" }"""),
        Whole("target in environments alone", """{ "source": "dist", "environments": { "staging": { "target": "s3://s/" }, "production": { "target": "s3://p/" } } }"""),
        Options("environments in a circle", """ "environments": { "a": { "extends": "b" }, "b": { "extends": "c" }, "c": { "extends": "a" }, "d": { "extends": "a" } } """),
        Options("environment on itself", """ "environments": { "a": { "extends": "a" } } """),
        Options("environment on one that is not there", """ "environments": { "a": { "extends": "basis" }, "production": {} } """),
        Options("unknown environment", """ "environments": { "staging": {}, "production": {} } """) with { Arguments = ["--environment", "x"] },
        Options("mistyped environment", """ "environments": { "staging": {}, "production": {} } """) with { Environment = Variables(("S3SYNC_ENVIRONMENT", "prodction")) },
        Options("environments inside of one", """ "environments": { "a": { "environments": {} } } """),
        Options("environment without a name", """ "environments": { "": {} } """),
        Options("environment that is a text", """ "environments": { "a": "s3://b/" } """),
        Options("mistake in an environment that is not chosen", """ "environments": { "a": { "maxKeys": 0, "cacheControl": "${NOT_NEEDED}" } } """),
        Options("environment without a config", "") with { Arguments = ["--environment", "x", "dist", "s3://b/"] },
        .. RuleCases(),
        Whole("empty", ""),
        Whole("spaces and comments alone", "  \n// nothing yet\n"),
        Whole("list", "[]"),
        Whole("text", "\"s3://b/\""),
        Whole("not JSON", "source = dist\n"),
        Whole("ends too early", "{\n  \"source\": \"dist\",\n"),
        Whole("more after the end", "{}\n{}\n"),
        Whole("comma missing", "{\n  \"source\": \"dist\"\n  \"target\": \"s3://b/\"\n}\n"),
        Whole("secret without quotes", $$"""{ "targetSecretAccessKey": true{{Secret}} }"""),
        new("UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")]),
        new("not UTF-8", [.. "{\n  \"cacheControl\": \""u8, 0xE9, .. "\"\n}"u8]),
        Whole("half a character", """{ "source": "dist", "target": "s3://b/", "cacheControl": "\ud83d" }"""),
        new("byte order mark before a mistake", [.. Encoding.UTF8.Preamble, .. "{ \"workrSize\": 4 }"u8]),
        new("too large", Encoding.UTF8.GetBytes("{}" + new string(' ', 4 << 20))),
        Options("file that is not there", "") with { Arguments = ["--config", "missing.json"] },
        Options("directory", "") with { Arguments = ["--config", "dist"] },
        Options("path through a file", "") with { Environment = Variables(("S3SYNC_CONFIG", "s3sync.json/config.json")) },
        .. TrustCases(),
    ];

    private static IEnumerable<BadConfig> RuleCases() =>
    [
        Options("rules that are no list", """ "rules": {} """),
        Options("rule that is a text", """ "rules": ["**"] """),
        Options("rule without match", """ "rules": [ { "acl": "private" }, { "match": [], "acl": "private" } ] """),
        Options("rule without effect", """ "rules": [ { "match": ["**"], "exclude": ["a"] } ] """),
        Options("field that no rule has", """ "rules": [ { "match": ["**"], "timeToLive": 1 }, { "match": ["**"], "cachControl": "x" }, { "match": ["**"], "tagging": "a=b" } ] """),
        Options("match that is a text", """ "rules": [ { "match": "**", "acl": "private" } ] """),
        Options("pattern that is a number", """ "rules": [ { "match": [1], "acl": "private" } ] """),
        Options("field of a wrong type", """ "rules": [ { "match": ["**"], "acl": "world", "cacheControl": 3, "metadata": [], "expires": "soon" } ] """),
        Options("patterns that match nothing", """ "rules": [ { "match": ["a?.html", "[ab].html", "*.{js,css}", "{a,{b,c}}", "!drafts/**"], "exclude": ["{"], "acl": "private" } ] """),
        Options("patterns that lead out", """ "rules": [ { "match": ["/index.html", "../x", "a/../b", "C:/x", "/"], "acl": "private" } ] """),
        Options("patterns that are none", """ "rules": [ { "match": ["", " ", "a\\b", "a\u0007"], "acl": "private" } ] """),
        Options("pattern from a variable", """ "rules": [ { "match": ["${PATTERN}"], "acl": "private" } ] """) with { Environment = Variables(("PATTERN", "a?")) },
    ];

    private static IEnumerable<BadConfig> TrustCases() =>
    [
        Options("endpoint without keys", """ "targetEndpointUrl": "https://elsewhere.example" """),
        Options("endpoint with a profile", """ "targetEndpointUrl": "https://elsewhere.example", "targetProfile": "p" """),
        Options("endpoint with the keys of the default chain", """ "targetEndpointUrl": "https://elsewhere.example", "targetAccessKey": "${AWS_ACCESS_KEY_ID}", "targetSecretAccessKey": "${AWS_SECRET_ACCESS_KEY}" """)
            with { Environment = Variables(("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", Secret)) },
        Options("endpoint of an environment", """ "environments": { "x": { "targetEndpointUrl": "https://elsewhere.example" } } """) with { Arguments = ["--environment", "x"] },
        Options("files of profiles", """ "awsConfigFile": "aws.ini", "awsSharedCredentialsFile": "keys.ini" """),
    ];

    private static BadConfig Options(string name, string options) => Whole(name, $$"""{ "source": "dist", "target": "s3://b/",{{options}}}""");

    private static BadConfig Whole(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) => variables.ToDictionary(x => x.Name, x => x.Value);
}
