using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace S3Sync.Storage.Local.Target;

/// <summary>
/// The names that one folder is to hold, on a file system that folds names: compact, because a folder may hold a million. A name that is its own
/// coarse form is kept as a hash alone; it can be told again from the form of whatever meets it.
/// </summary>
internal sealed class SeenNames(NameFolding folding, Func<string, string, bool> areOne)
{
    private readonly HashSet<ulong> _plain = [];
    private readonly Dictionary<string, List<string>> _others = new(StringComparer.Ordinal);

    /// <summary>Whether this very name was added.</summary>
    public bool Contains(string name)
    {
        var form = folding.Fold(name);
        return form == name ? _plain.Contains(Hash(name)) : _others.TryGetValue(form, out var others) && others.Contains(name);
    }

    /// <summary>The earlier name that the file system takes for this one; null when there is none, or only this very name.</summary>
    public string? TakenFor(string name)
    {
        var form = folding.Fold(name);
        if (form != name && _plain.Contains(Hash(form)) && areOne(form, name))
        {
            return form;
        }

        return _others.TryGetValue(form, out var others) ? others.Find(other => other != name && areOne(other, name)) : null;
    }

    /// <summary>Adds a name.</summary>
    public void Add(string name)
    {
        var form = folding.Fold(name);
        if (form == name)
        {
            _plain.Add(Hash(name));
        }
        else if (!_others.TryGetValue(form, out var others))
        {
            _others[form] = [name];
        }
        else if (!others.Contains(name))
        {
            others.Add(name);
        }
    }

    /// <summary>What stands for a name where only its presence matters.</summary>
    public static ulong Hash(string name) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(name.AsSpan()));
}
