namespace S3Sync.Conformance.Tests.Servers;

/// <summary>
/// What each server cannot do, and why: the one table from which scenarios are left out. A server that is not in it is asked for everything.
/// </summary>
internal static class CapabilityTable
{
    private static readonly IReadOnlyDictionary<Capability, string> LocalS3 = new Dictionary<Capability, string>
    {
        [Capability.Grants] = "LocalS3 keeps canned ACLs alone.",
        [Capability.Policies] = "LocalS3 keeps no bucket policies; access denied is planned there as a fault.",
    };

    private static readonly IReadOnlyDictionary<Capability, string> CephRgw = new Dictionary<Capability, string>
    {
        [Capability.DamageAtRest] = "Only LocalS3 lets a test damage what is stored.",
        [Capability.DirectoryBuckets] = "Ceph RGW has no directory buckets (S3 Express).",
        [Capability.CompositeCrc] = "Ceph RGW keeps CRC32 and CRC32C of multipart objects over the full object, whatever is asked.",
        [Capability.SseS3] = "Ceph RGW wants a Vault for SSE-S3.",
        [Capability.SseDsse] = "Ceph RGW knows no aws:kms:dsse.",
        [Capability.EveryStorageClass] = "A storage class of Ceph RGW must exist in its placement; the script makes STANDARD_IA, REDUCED_REDUNDANCY and GLACIER.",
        [Capability.Archives] = "Ceph RGW's GLACIER is a placement like any other: its objects can be read.",
        [Capability.CopyChecksums] = "Ceph RGW ignores the checksum algorithm of CopyObject.",
        [Capability.ControlCharacterKeys] = "Ceph RGW's listings are ill-formed XML when a key has a control character.",
    };

    private static readonly IReadOnlyDictionary<Capability, string> Moto = new Dictionary<Capability, string>
    {
        [Capability.DamageAtRest] = "Only LocalS3 lets a test damage what is stored.",
        [Capability.DirectoryBuckets] = "Moto has no directory buckets (S3 Express).",
        [Capability.RefusesDamage] = "Moto compares no MD5, signature or checksum.",
        [Capability.CompositeChecksums] = "Moto computes wrong checksums of multipart objects.",
        [Capability.CompositeCrc] = "Moto computes wrong checksums of multipart objects.",
        [Capability.FullObjectCrc] = "Moto computes wrong checksums of multipart objects.",
        [Capability.MultipartCrc64] = "Moto computes wrong checksums of multipart objects.",
        [Capability.SseC] = "Moto ignores customer keys.",
        [Capability.PartNumbers] = "Moto answers GET of a part wrongly.",
        [Capability.ObjectAttributes] = "Moto's GetObjectAttributes has no parts.",
        [Capability.CopySourceConditions] = "Moto ignores the conditions of a copy.",
        [Capability.AclsOfParts] = "Moto answers 500 when the ACL of an object in parts is asked for that none was set for.",
        [Capability.LineEndKeys] = "Moto loses keys with line ends.",
        [Capability.Anonymous] = "Moto checks no credentials.",
        [Capability.Policies] = "Moto enforces no bucket policies.",
        [Capability.Versions] = "Moto lists delete markers apart from versions, in another order, so a history cannot be told from its listing.",
        [Capability.SuspendedVersions] = "As for versions.",
        [Capability.Conditions] = "Moto completes a multipart upload whatever its conditions say.",
        [Capability.UnderscoredMetadata] = "Moto drops metadata whose names have underscores.",
        [Capability.RefusesLongKeys] = "Moto takes keys of any length below a prefix.",
    };

    /// <summary>What lacks what, and why, by the server's name; <see cref="OwnServer"/> is the project's own.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<Capability, string>> Lacking { get; } = new Dictionary<string, IReadOnlyDictionary<Capability, string>>
    {
        [OwnServer] = LocalS3,
        ["ceph-rgw"] = CephRgw,
        ["moto"] = Moto,
    };

    /// <summary>The name of LocalS3.</summary>
    public const string OwnServer = "locals3";

    /// <summary>Why a scenario with these needs does not run on a server; null when it does.</summary>
    /// <param name="server">The server's name in this table; any other is asked for everything.</param>
    /// <param name="overTls">Whether it is reached over https, where no relay of faults stands.</param>
    /// <param name="needs">What the scenario needs.</param>
    public static string? WhyNot(string server, bool overTls, IEnumerable<Capability> needs)
    {
        var wanted = needs.ToList();
        if (overTls && wanted.Contains(Capability.Faults))
        {
            return "The relay that plans faults and logs requests speaks http.";
        }

        return Lacking.TryGetValue(server, out var lacks)
            ? wanted.Where(lacks.ContainsKey).Select(need => lacks[need]).FirstOrDefault()
            : null;
    }
}
