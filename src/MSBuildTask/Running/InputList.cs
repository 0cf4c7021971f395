using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Options;

namespace S3Sync.MSBuildTask.Running;

/// <summary>
/// What a run depends on, as text: every option that holds, wherever it came from, the rules, which account and service the environment leads to,
/// and the files with their sizes and times, so that one that was replaced by an older one is noticed too. Nothing in it is secret.
/// </summary>
internal static class InputList
{
    // What the AWS SDK goes by when nothing else says where to and as whom. "AWS SDKs and Tools Reference Guide", settings.
    private static readonly string[] Surroundings =
    [
        "AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_PROFILE", "AWS_REGION", "AWS_ROLE_ARN", "AWS_SHARED_CREDENTIALS_FILE",
    ];

    /// <summary>The text; the same for the same inputs.</summary>
    public static string Text(RequestReading reading, SyncJob job, IReadOnlyDictionary<string, string> variables, IReadOnlyList<SourceFile> files)
    {
        var text = new StringBuilder("# What the next publish depends on. Written by S3Sync.MSBuild; when it changes, the next publish runs.\n");
        foreach (var option in BuildOptions.All)
        {
            if (reading.Values.Of(option.Name) is { } value)
            {
                text.Append(CultureInfo.InvariantCulture, $"{option.Name}={SecretMask.Over(value.Text, reading.Secrets)}\n");
            }
        }

        foreach (var (name, value) in Keys(reading).Concat(Surroundings.Select(name => (name, variables.GetValueOrDefault(name)))))
        {
            text.Append(string.IsNullOrEmpty(value) ? "" : $"{name} {Mark(value)}\n");
        }

        foreach (var rule in job.Options.Rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"rule {SecretMask.Over(Rule(rule), reading.Secrets)}\n");
        }

        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"file {file.Length} {file.Modified.Ticks} {file.Path}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Name, string? Value)> Keys(RequestReading reading) =>
        BuildOptions.Keys.Select(option => (option.Name, reading.Values.Of(option.Name)?.Text));

    // Tells one from another, and is too short for anybody to find out what it was made of.
    private static string Mark(string value) => "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..8];

    private static string Rule(ObjectRule rule) => string.Join(" | ", [
        .. rule.Match, "not", .. rule.Exclude, "set",
        rule.ContentType, rule.CacheControl, rule.ContentDisposition, rule.ContentEncoding, rule.ContentLanguage,
        rule.Expires?.ToString("O", CultureInfo.InvariantCulture), rule.WebsiteRedirect, rule.StorageClass, rule.Acl,
        .. rule.UserMetadata?.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.ToString()) ?? ["-"],
        .. rule.Tags?.Select(pair => pair.ToString()) ?? ["-"]]);
}
