using S3Sync.Storage;

namespace S3Sync.Transfers;

/// <summary>Tries one range again when its body broke, so that a large object does not begin anew for one bad part.</summary>
internal static class PartRetry
{
    private const int Tries = 3;

    /// <summary>Runs <paramref name="transfer"/> until it does not break, three times at most.</summary>
    public static async Task<T> RunAsync<T>(Func<Task<T>> transfer)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transfer();
            }
            catch (StorageException failure) when (failure is { Kind: FailureKind.Broken, Undo: null } && attempt < Tries)
            {
                // The next attempt begins the range anew; the last one's failure is told.
            }
        }
    }
}
