using System.Text;
using S3Sync.Entries;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local.Walk;

/// <summary>How a tree is walked.</summary>
/// <param name="IsSource">
/// A link stands for what it leads to, and what a folder named and is gone when it is looked at is told: a name left out of the source is one
/// that is deleted at the target. In the target it is left out, which deletes nothing.
/// </param>
/// <param name="IgnoreLinks">On the source side: a link is left out, and protects what it names.</param>
/// <param name="IsOwnObject">Keys of the run's own objects, which are never listed.</param>
/// <param name="Time">Tells how old a reading is.</param>
internal sealed record WalkRules(bool IsSource, bool IgnoreLinks, Func<string, bool> IsOwnObject, TimeProvider Time)
{
    /// <summary>Whether entries of files carry the state that they were in.</summary>
    public bool KeepsStamps { get; init; }

    /// <summary>Nothing is to be changed: what earlier runs left behind is passed over, not removed.</summary>
    public bool OnlyLooks { get; init; }

    /// <summary>The entry of a plain file.</summary>
    public Entry EntryOf(string key, in FileFacts file) => new(key, EntryKind.Object, file.Size, file.Modified) { Stamp = KeepsStamps ? file.Stamp : null };
}

/// <summary>
/// Reads folders and looks at plain files, on a name's turn or early. Early it tells only what is good and plain; all else is left to the turn,
/// where every rule about what is missing, odd or the run's own is kept.
/// </summary>
internal sealed class WalkReader(WalkRules rules)
{
    // With more names, folders are read on their turn alone, so that what is held early stays small.
    private const int MostNamesEarly = 4096;

    private readonly FolderReader _reader = new(rules.IsSource && !rules.IgnoreLinks);
    private volatile bool _isStopped;

    /// <summary>How the tree is walked.</summary>
    public WalkRules Rules => rules;

    /// <summary>Whether anything is read early. A small tree gains nothing from it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Nobody wants anything more: what is begun ends soon.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Reads a folder on its turn; null when it is not there, or went away meanwhile.</summary>
    /// <param name="prefix">What the keys in it begin with.</param>
    /// <param name="path">Its absolute path.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public WalkLevel? Read(string prefix, string path) => WalkLevel.Read(prefix, path, this, int.MaxValue);

    /// <summary>Reads folders early, with the first of their files; null in the place of each that its turn has to read.</summary>
    /// <param name="above">The folder that they are in.</param>
    /// <param name="indexes">The places of their names in it.</param>
    public WalkLevel?[] ReadEarly(WalkLevel above, int[] indexes)
    {
        var levels = new WalkLevel?[indexes.Length];
        for (var (place, most) = (0, MostNamesEarly); place < levels.Length && most > 0 && !_isStopped; place++)
        {
            var key = KeyOf(above, indexes[place]);
            levels[place] = ReadEarly(key + "/", Path.Join(above.Path, key.AsSpan(above.Prefix.Length)), most);
            most -= levels[place]?.Window.Begin(most) ?? 0;
        }

        return levels;
    }

    /// <summary>The names of a folder; null when there are more than <paramref name="most"/>.</summary>
    public FolderNames? Names(string path, int most) => _reader.Read(path, most);

    /// <summary>Looks at files early: an entry for each that is a plain one, null for what is left to its turn.</summary>
    public Entry?[] LookEarly(WalkLevel level, int start, int count)
    {
        var entries = new Entry?[count];
        var paths = PathsIn(level);
        for (var index = 0; index < count && !_isStopped; index++)
        {
            entries[index] = Look(level, start + index, paths);
        }

        return entries;
    }

    private WalkLevel? ReadEarly(string prefix, string path, int most)
    {
        try
        {
            return WalkLevel.Read(prefix, path, this, most);
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            return null;
        }
    }

    private static string KeyOf(WalkLevel level, int index)
    {
        var length = level.Prefix.Length + Encoding.UTF8.GetCharCount(level.Names.Utf8(index));
        return string.Create(length, (level, index), static (key, place) =>
        {
            place.level.Prefix.CopyTo(key);
            Encoding.UTF8.GetChars(place.level.Names.Utf8(place.index), key[place.level.Prefix.Length..]);
        });
    }

    /// <summary>Where the paths below a folder are put together; null on Windows, which takes strings.</summary>
    public static NamePath? PathsIn(WalkLevel level) => OperatingSystem.IsWindows() ? null : new(level.Path);

    /// <summary>The entry of a name that is a plain file; null when every rule is to be asked.</summary>
    public Entry? Look(WalkLevel level, int index, NamePath? paths)
    {
        var hint = level.Names.HintAt(index);
        var name = level.Names.Utf8(index);
        if ((hint != NameHint.File && !(hint == NameHint.Link && rules.IsSource && !rules.IgnoreLinks)) || name.StartsWith(PartialName.Start))
        {
            return null;
        }

        try
        {
            var follow = hint == NameHint.Link;
            var facts = paths is null ? FileFacts.Of(Path.Join(level.Path, Encoding.UTF8.GetString(name)), follow) : FileFacts.Of(paths.Of(name), follow);
            var key = facts is { Kind: NodeKind.File } ? KeyOf(level, index) : null;
            return key is not null && facts is { } file && !rules.IsOwnObject(key) ? rules.EntryOf(key, file) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
