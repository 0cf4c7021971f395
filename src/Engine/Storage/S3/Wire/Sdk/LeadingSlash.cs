using Amazon.Runtime;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>
/// Keeps the first slash of a key that begins with one. With the bucket in the path the SDK signs the right path, but joins endpoint and
/// key by one slash when it writes the URL; so the slash is doubled after the signature.
/// </summary>
internal sealed class LeadingSlash : RequestStep
{
    private const string KeyPlace = "{Key+}";

    protected override void Take(IRequestContext context)
    {
        var request = context.Request;
        if (request.PathResources.TryGetValue(KeyPlace, out var key) && key.StartsWith('/') && !request.Endpoint.AbsoluteUri.EndsWith('/'))
        {
            request.PathResources[KeyPlace] = "/" + key;
        }
    }
}
