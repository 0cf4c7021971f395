using S3Sync.Metadata;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3.Attributes;

/// <summary>
/// The tags of an object that was copied with others than its source's. Ceph RGW copies the source's whatever the request says, and tells nothing: so
/// the first copy's are looked at, and where they are wrong they are written, then and after every copy.
/// </summary>
internal sealed class CopiedTags(S3Tags tags, S3Dialect dialect)
{
    /// <summary>Makes sure that a copy has these tags and no others.</summary>
    public async Task RequireAsync(ObjectName copy, IReadOnlyList<KeyValuePair<string, string>> wanted, CancellationToken cancellationToken)
    {
        dialect.ReplacesCopiedTags ??= TagSets.AreSame(await tags.GetAsync(copy, cancellationToken), wanted);
        if (dialect.ReplacesCopiedTags == false)
        {
            await tags.SetAsync(copy, wanted, cancellationToken);
        }
    }
}
