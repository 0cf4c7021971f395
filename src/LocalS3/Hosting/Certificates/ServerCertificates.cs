using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace S3Sync.LocalS3.Hosting.Certificates;

/// <summary>
/// The certificates of an https endpoint: a CA of its own and a leaf for the names of loopback. Beside objects they are kept and used
/// again while they are valid, so that a client's trust lasts; in memory only the CA's certificate ever touches the disk.
/// </summary>
internal sealed class ServerCertificates : IDisposable
{
    /// <summary>No bucket's name begins with a dot.</summary>
    public const string FolderName = ".tls";
    private static readonly TimeSpan LeftAtLeast = TimeSpan.FromDays(7);
    private const string BucketHost = ".localhost";
    private const int BucketHostsKept = 1000;
    private readonly ConcurrentDictionary<string, SslServerAuthenticationOptions> bucketHosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly X509Certificate2 authority;
    private readonly IPAddress address;
    private readonly TimeProvider time;
    private readonly string? temporary;
    private readonly SslServerAuthenticationOptions loopback;

    private ServerCertificates(string caPath, X509Certificate2 authority, X509Certificate2 leaf, (IPAddress Address, TimeProvider Time) place, string? temporary)
    {
        CaPath = caPath;
        this.authority = authority;
        (address, time) = place;
        this.temporary = temporary;
        loopback = OptionsOf(leaf);
    }

    /// <summary>The CA's certificate as PEM.</summary>
    public string CaPath { get; }

    /// <summary>What a client is shown that asks for this name; a bucket's own host gets a leaf of its own when it is first asked for.</summary>
    public SslServerAuthenticationOptions For(string name)
    {
        if (!name.EndsWith(BucketHost, StringComparison.OrdinalIgnoreCase) || Uri.CheckHostName(name) != UriHostNameType.Dns) return loopback;
        if (bucketHosts.TryGetValue(name, out var known)) return known;

        // Names come from clients: without a bound they could fill the memory.
        if (bucketHosts.Count >= BucketHostsKept) bucketHosts.Clear();
        return bucketHosts[name] = OptionsOf(CertificateMaker.Leaf(authority, address, time.GetUtcNow(), name));
    }

    /// <summary>The certificates of a folder, or new ones; throws <see cref="LocalS3Exception"/> when they cannot be kept.</summary>
    public static ServerCertificates For(string? folder, IPAddress address, TimeProvider time)
    {
        try
        {
            return folder is null ? InMemory(address, time) : InFolder(Path.Combine(folder, FolderName), address, time);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw LocalS3Exception.FolderUnusable(Path.GetFullPath(folder ?? Path.GetTempPath()), failure);
        }
    }

    public void Dispose()
    {
        authority.Dispose();
        if (temporary is not null) Directory.Delete(temporary, recursive: true);
    }

    private static ServerCertificates InMemory(IPAddress address, TimeProvider time)
    {
        var authority = CertificateMaker.Authority(time.GetUtcNow());
        var folder = Directory.CreateTempSubdirectory("locals3-").FullName;
        var path = Path.Combine(folder, "ca.pem");
        File.WriteAllText(path, authority.ExportCertificatePem());
        return new(path, authority, CertificateMaker.Leaf(authority, address, time.GetUtcNow()), (address, time), folder);
    }

    private static ServerCertificates InFolder(string folder, IPAddress address, TimeProvider time)
    {
        OwnerOnlyFile.MakeFolder(folder);
        var (caPath, now) = (Path.Combine(folder, "ca.pem"), time.GetUtcNow());
        var authority = Load(caPath, Path.Combine(folder, "ca.key"), now) ?? Keep(caPath, Path.Combine(folder, "ca.key"), CertificateMaker.Authority(now));
        var (leafPath, leafKey) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        var leaf = Load(leafPath, leafKey, now);
        if (leaf is not null && !CertificateMaker.Fits(leaf, authority, address))
        {
            leaf.Dispose();
            leaf = null;
        }

        return new(caPath, authority, leaf ?? Keep(leafPath, leafKey, CertificateMaker.Leaf(authority, address, now)), (address, time), null);
    }

    private static X509Certificate2? Load(string certificatePath, string keyPath, DateTimeOffset now)
    {
        if (!File.Exists(certificatePath) || !File.Exists(keyPath)) return null;
        try
        {
            var loaded = CertificateMaker.Usable(X509Certificate2.CreateFromPemFile(certificatePath, keyPath));
            if (loaded.NotBefore.ToUniversalTime() <= now && now + LeftAtLeast < loaded.NotAfter.ToUniversalTime()) return loaded;
            loaded.Dispose();
        }
        catch (CryptographicException)
        {
            // Torn or foreign files: new ones take their place.
        }

        return null;
    }

    // The key goes first: a certificate whose key is missing is not loaded, and both are made again.
    private static X509Certificate2 Keep(string certificatePath, string keyPath, X509Certificate2 made)
    {
        using var key = made.GetECDsaPrivateKey()!; // made with one just now
        OwnerOnlyFile.Write(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificatePath, made.ExportCertificatePem());
        return made;
    }

    private SslServerAuthenticationOptions OptionsOf(X509Certificate2 leaf) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(leaf, [X509CertificateLoader.LoadCertificate(authority.RawData)], offline: true),
        ApplicationProtocols = [SslApplicationProtocol.Http11],
    };
}
