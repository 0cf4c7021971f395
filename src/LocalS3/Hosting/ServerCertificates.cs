using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace S3Sync.LocalS3.Hosting;

/// <summary>The certificates of an https endpoint.</summary>
internal sealed class ServerCertificates : IDisposable
{
    private ServerCertificates(string caPath, X509Certificate2 leaf, X509Certificate2Collection chain)
    {
        CaPath = caPath;
        Leaf = leaf;
        Chain = chain;
    }

    public string CaPath { get; }

    public X509Certificate2 Leaf { get; }

    public X509Certificate2Collection Chain { get; }

    public static ServerCertificates For(string? folder, IPAddress address, TimeProvider time) => throw new NotSupportedException();

    public void Dispose() => Leaf.Dispose();
}
