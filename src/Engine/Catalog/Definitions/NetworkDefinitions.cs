using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>How endpoints are reached.</summary>
internal static class NetworkDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Network",
    [
        Option<SyncOptions>.Proxy("https-proxy", "The proxy for https endpoints, http://[USER:PASSWORD@]HOST[:PORT], in place of the environment's",
            options => options.Connection.HttpsProxy, (options, value) => options with { Connection = options.Connection with { HttpsProxy = value } }) with { ReadsPlainName = false },
        Option<SyncOptions>.Proxy("http-proxy", "The proxy for http endpoints, http://[USER:PASSWORD@]HOST[:PORT], in place of the environment's",
            options => options.Connection.HttpProxy, (options, value) => options with { Connection = options.Connection with { HttpProxy = value } }) with { ReadsPlainName = false },
    ]);
}
