namespace S3Sync.Generate;

/// <summary>Finds the repository this program was built from.</summary>
public static class Repository
{
    private const string Landmark = "S3Sync.Tool.sln";

    /// <summary>The nearest folder at or above <paramref name="start"/> that holds the solution.</summary>
    public static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder at or above '{start}' holds '{Landmark}': run this from a build inside the repository.");
    }
}
