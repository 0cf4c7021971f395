using S3Sync.Problems;

namespace S3Sync.Tool.Endpoint;

/// <summary>The key pair of a served folder: the environment's, or one that is made once and kept beside the objects, for the owner alone.</summary>
internal static class ServeKeys
{
    private const string AccessKeyName = "AWS_ACCESS_KEY_ID";
    private const string SecretKeyName = "AWS_SECRET_ACCESS_KEY";

    // No bucket's name begins with a dot, so no bucket's folder has this name.
    private const string FileName = ".keys";

    /// <summary>The pair of the environment; null when it has none, and a problem when it has half of one.</summary>
    public static KeyPair? OfEnvironment(IReadOnlyDictionary<string, string> environment, ICollection<Problem> problems)
    {
        var (accessKey, secretKey) = (environment.GetValueOrDefault(AccessKeyName) ?? "", environment.GetValueOrDefault(SecretKeyName) ?? "");
        if (accessKey.Length == 0 != (secretKey.Length == 0))
        {
            problems.Add(accessKey.Length > 0 ? UsageProblems.KeyPairHalf(AccessKeyName, SecretKeyName) : UsageProblems.KeyPairHalf(SecretKeyName, AccessKeyName));
        }

        return accessKey.Length > 0 && secretKey.Length > 0 ? new(accessKey, secretKey) : null;
    }

    /// <summary>The pair kept in <paramref name="folder"/>, made when it is not there; null and a problem when the file is not what it should be.</summary>
    public static KeyPair? OfFolder(string folder, ICollection<Problem> problems)
    {
        var path = Path.Join(folder, FileName);
        if (!File.Exists(path))
        {
            return Make(folder, path);
        }

        if (File.ReadAllLines(path) is [{ Length: > 0 } accessKey, { Length: > 0 } secretKey])
        {
            return new(accessKey, secretKey);
        }

        problems.Add(UsageProblems.KeyFileBroken(path));
        return null;
    }

    // Written whole under another name first: a process that dies half way must not leave half a pair.
    private static KeyPair Make(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        var pair = KeyPair.Random();
        var unfinished = $"{path}-{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.Write($"{pair.AccessKey}\n{pair.SecretKey}\n");
        }

        File.Move(unfinished, path);
        return pair;
    }
}
