using System.Xml;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Listing;

/// <summary>One answer to ListObjectsV2. "ListObjectsV2", Amazon S3 API Reference.</summary>
/// <param name="Objects">Its objects, in the endpoint's order.</param>
/// <param name="IsTruncated">More follows.</param>
/// <param name="Token">The continuation token of what follows.</param>
internal sealed record ListingPage(IReadOnlyList<ListedObject> Objects, bool IsTruncated, string? Token)
{
    /// <summary>The folders that stand for what is below them, when a delimiter was asked for.</summary>
    public IReadOnlyList<string> Folders { get; private init; } = [];

    /// <summary>Reads an answer.</summary>
    /// <exception cref="XmlException">It is cut, or not an answer to this request.</exception>
    /// <exception cref="S3Refusal">It is an error behind a success status.</exception>
    public static ListingPage Parse(ReadOnlySpan<byte> xml)
    {
        var parser = new Parser();
        ListedElements.ReadAnswer(xml, "ListBucketResult"u8, parser.Take);
        return parser.Finish();
    }

    // EncodingType comes before or after the contents: keys are decoded when all has been read.
    private sealed class Parser
    {
        private readonly List<ListedObject> _objects = new(1000);
        private readonly List<string> _folders = [];
        private bool? _isTruncated;
        private string? _token;
        private bool _isEncoded;

        public void Take(ref XmlScan scan)
        {
            if (scan.Name.SequenceEqual("Contents"u8))
            {
                _objects.Add(ListedElements.ReadObject(ref scan));
            }
            else if (scan.Name.SequenceEqual("CommonPrefixes"u8))
            {
                ReadFolders(ref scan);
            }
            else if (scan.Name.SequenceEqual("IsTruncated"u8))
            {
                _isTruncated = ListedElements.ReadTruth(ref scan);
            }
            else if (scan.Name.SequenceEqual("NextContinuationToken"u8))
            {
                _token = XmlScan.Decode(scan.ReadText());
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

        public ListingPage Finish()
        {
            if (_isEncoded)
            {
                ListedElements.DecodeKeys(_objects);
            }

            return new(_objects, ListedElements.MoreFollows(_isTruncated, _token), _token) { Folders = _isEncoded ? _folders.ConvertAll(UriText.Decode) : _folders };
        }

        private void ReadFolders(ref XmlScan scan)
        {
            var depth = scan.Depth;
            while (scan.Read() && !(scan.IsEnd && scan.Depth == depth))
            {
                if (!scan.IsEnd && scan.Name.SequenceEqual("Prefix"u8))
                {
                    _folders.Add(XmlScan.Decode(scan.ReadText()));
                }
            }
        }
    }
}
