using System.Xml;
using S3Sync.LocalS3.Operations.Attributes;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations;

/// <summary>GetObjectAcl and PutObjectAcl, for canned ACLs.</summary>
internal static class AclOperations
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>GetObjectAcl.</summary>
    public static Task GetAsync(S3Request request, CancellationToken cancellationToken)
    {
        var version = VersionLookup.Require(request);
        StoredAnswer.VersionId(request, version.VersionId);
        return request.AnswerXmlAsync("AccessControlPolicy", writer => Write(writer, version.Attributes.Acl), cancellationToken);
    }

    /// <summary>PutObjectAcl.</summary>
    public static async Task PutAsync(S3Request request, CancellationToken cancellationToken)
    {
        var acl = CannedAcl.Of(request) ?? throw S3Errors.NotImplemented("AccessControlPolicy");
        var version = VersionLookup.Require(request);
        if (!await request.Bucket.UpdateAsync(version.Key, version.VersionId, attributes => attributes with { Acl = acl }))
        {
            throw S3Errors.NoSuchKey(version.Key);
        }

        StoredAnswer.VersionId(request, version.VersionId);
        await request.AnswerEmpty();
    }

    private static void Write(XmlWriter writer, string acl)
    {
        writer.Owner();
        writer.Element("AccessControlList", () =>
        {
            WriteGrant(writer, "FULL_CONTROL", "CanonicalUser", () =>
            {
                writer.Element("ID", Account.CanonicalId);
                writer.Element("DisplayName", Account.DisplayName);
            });
            foreach (var (group, permission) in CannedAcl.GrantsOf(acl))
            {
                WriteGrant(writer, permission, "Group", () => writer.Element("URI", group));
            }
        });
    }

    private static void WriteGrant(XmlWriter writer, string permission, string kind, Action grantee) => writer.Element("Grant", () =>
    {
        writer.WriteStartElement("Grantee", XmlAnswer.Namespace);
        writer.WriteAttributeString("xsi", "type", Instance, kind);
        grantee();
        writer.WriteEndElement();
        writer.Element("Permission", permission);
    });
}
