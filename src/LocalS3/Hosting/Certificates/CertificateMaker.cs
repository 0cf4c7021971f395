using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace S3Sync.LocalS3.Hosting.Certificates;

/// <summary>Makes the certificates of an endpoint: P-256 keys, a CA that may sign nothing but leaves, a leaf for loopback. RFC 5280.</summary>
internal static class CertificateMaker
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // Apple's platforms refuse leaves of more than 825 days.
    private static readonly TimeSpan LeafLife = TimeSpan.FromDays(820);
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);

    public static X509Certificate2 Authority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=LocalS3 CA, O=S3Sync", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now + AuthorityLife);
    }

    /// <summary>The leaf for loopback, for the address listened on, and for one bucket's own host when it is asked for.</summary>
    public static X509Certificate2 Leaf(X509Certificate2 authority, IPAddress address, DateTimeOffset now, string? bucketHost = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        request.CertificateExtensions.Add(Names(address, bucketHost));
        var end = now + LeafLife < authority.NotAfter ? now + LeafLife : authority.NotAfter;
        using var bare = request.Create(authority, now.AddDays(-1), end, RandomNumberGenerator.GetBytes(16));
        return Usable(bare.CopyWithPrivateKey(key));
    }

    /// <summary>Whether a kept leaf was signed by this CA and names this address.</summary>
    public static bool Fits(X509Certificate2 leaf, X509Certificate2 authority, IPAddress address)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return leaf.MatchesHostname("localhost") && (!IsSpecific(address) || leaf.MatchesHostname(address.ToString())) && chain.Build(leaf);
    }

    /// <summary>The same certificate in the form that Windows' TLS can use: it cannot use a key that lives in memory alone.</summary>
    public static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows()) return certificate;
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        }
    }

    // No wildcard: many clients refuse one directly below a name of one label such as localhost.
    private static X509Extension Names(IPAddress address, string? bucketHost)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (bucketHost is not null) names.AddDnsName(bucketHost);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (IsSpecific(address)) names.AddIpAddress(address);
        return names.Build();
    }

    private static bool IsSpecific(IPAddress address) =>
        !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.Loopback) && !address.Equals(IPAddress.IPv6Loopback);
}
