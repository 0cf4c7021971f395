using System.Xml;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Listing.Versions;

/// <summary>One answer to ListObjectVersions. "ListObjectVersions", Amazon S3 API Reference.</summary>
/// <param name="Versions">Its versions and delete markers, keys in the endpoint's order, of each key the newest first.</param>
/// <param name="IsTruncated">More follows.</param>
/// <param name="Next">The last version that was told; null when the endpoint does not name it.</param>
internal sealed record VersionPage(IReadOnlyList<ListedObject> Versions, bool IsTruncated, VersionMarker? Next)
{
    /// <summary>Reads an answer.</summary>
    /// <exception cref="XmlException">It is cut, or not an answer to this request.</exception>
    /// <exception cref="S3Refusal">It is an error behind a success status.</exception>
    public static VersionPage Parse(ReadOnlySpan<byte> xml)
    {
        var parser = new Parser();
        ListedElements.ReadAnswer(xml, "ListVersionsResult"u8, parser.Take);
        return parser.Finish();
    }

    // EncodingType comes before or after the versions: keys are decoded when all has been read.
    private sealed class Parser
    {
        private readonly List<ListedObject> _versions = new(1000);
        private bool? _isTruncated;
        private string? _nextKey;
        private string? _nextVersion;
        private bool _isEncoded;

        public void Take(ref XmlScan scan)
        {
            if (scan.Name.SequenceEqual("Version"u8))
            {
                _versions.Add(Named(ListedElements.ReadObject(ref scan)));
            }
            else if (scan.Name.SequenceEqual("DeleteMarker"u8))
            {
                _versions.Add(Named(ListedElements.ReadObject(ref scan)) with { IsDeleteMarker = true });
            }
            else if (scan.Name.SequenceEqual("IsTruncated"u8))
            {
                _isTruncated = ListedElements.ReadTruth(ref scan);
            }
            else if (scan.Name.SequenceEqual("NextKeyMarker"u8))
            {
                _nextKey = XmlScan.Decode(scan.ReadText());
            }
            else if (scan.Name.SequenceEqual("NextVersionIdMarker"u8))
            {
                _nextVersion = XmlScan.Decode(scan.ReadText());
            }
            else if (scan.Name.SequenceEqual("EncodingType"u8))
            {
                _isEncoded = scan.ReadText().SequenceEqual("url"u8);
            }
            else
            {
                ListedElements.PassOver(ref scan);
            }
        }

        public VersionPage Finish()
        {
            if (_isEncoded)
            {
                ListedElements.DecodeKeys(_versions);
            }

            var next = string.IsNullOrEmpty(_nextKey) ? (VersionMarker?)null
                : new VersionMarker(_isEncoded ? UriText.Decode(_nextKey) : _nextKey, string.IsNullOrEmpty(_nextVersion) ? null : _nextVersion);
            return new(_versions, ListedElements.MoreFollows(_isTruncated, _nextKey), next);
        }

        // Without its id it could not be asked for.
        private static ListedObject Named(ListedObject found) =>
            string.IsNullOrEmpty(found.VersionId) ? throw new XmlException("A version of the listing has no id.") : found;
    }
}

/// <summary>Where a listing of versions goes on: after a version of a key, or after all of them.</summary>
/// <param name="Key">The full key.</param>
/// <param name="VersionId">The version; null for after the key's last one.</param>
internal readonly record struct VersionMarker(string Key, string? VersionId);
