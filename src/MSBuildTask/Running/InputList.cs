using System.Globalization;
using System.Text;
using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Options;

namespace S3Sync.MSBuildTask.Running;

/// <summary>
/// What a run depends on, as text: every option that holds, wherever it came from, the rules, and the files with their sizes and times, so that
/// one that was replaced by an older one is noticed too. Nothing in it is secret.
/// </summary>
internal static class InputList
{
    /// <summary>The text; the same for the same inputs.</summary>
    public static string Text(RequestReading reading, SyncJob job, IReadOnlyList<FileInfo> files)
    {
        var text = new StringBuilder("# What the next publish depends on. Written by S3Sync.MSBuild; when it changes, the next publish runs.\n");
        foreach (var option in BuildOptions.All)
        {
            if (reading.Values.Of(option.Name) is { } value)
            {
                text.Append(CultureInfo.InvariantCulture, $"{option.Name}={SecretMask.Over(value.Text, reading.Secrets)}\n");
            }
        }

        foreach (var rule in job.Options.Rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"rule {SecretMask.Over(Rule(rule), reading.Secrets)}\n");
        }

        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"file {file.Length} {file.LastWriteTimeUtc.Ticks} {file.FullName}\n");
        }

        return text.ToString();
    }

    private static string Rule(ObjectRule rule) => string.Join(" | ", [
        .. rule.Match, "not", .. rule.Exclude, "set",
        rule.ContentType, rule.CacheControl, rule.ContentDisposition, rule.ContentEncoding, rule.ContentLanguage,
        rule.Expires?.ToString("O", CultureInfo.InvariantCulture), rule.WebsiteRedirect, rule.StorageClass, rule.Acl,
        .. rule.UserMetadata?.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.ToString()) ?? ["-"],
        .. rule.Tags?.Select(pair => pair.ToString()) ?? ["-"]]);
}
