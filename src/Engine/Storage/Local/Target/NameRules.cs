namespace S3Sync.Storage.Local.Target;

/// <summary>What a file system told about names.</summary>
/// <param name="Folds">It takes some different names for one: another case, or another Unicode form.</param>
/// <param name="AreOne">Whether it takes two names, without folders, for one.</param>
/// <param name="Takes">Whether it keeps a name, without folder, just as it is given.</param>
internal sealed record NameRules(bool Folds, Func<string, string, bool> AreOne, Func<string, bool> Takes);
