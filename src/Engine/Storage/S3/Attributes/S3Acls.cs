using System.Net;
using Amazon.S3.Model;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Attributes;

/// <summary>Reads the ACLs of stored objects. Keys are full keys; a failure is a <see cref="StorageException"/>.</summary>
internal sealed class S3Acls(S3Requests requests, S3Client client)
{
    /// <summary>The object's ACL; null where the endpoint knows none, so that none can be lost.</summary>
    public async Task<ObjectAcl?> GetAsync(ObjectName name, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.SendAsync(S3Call.GetAcl, name.Key, async guard =>
            {
                var request = new GetObjectAclRequest { BucketName = requests.Bucket, Key = name.Key, VersionId = name.VersionId };
                var answer = await client.Sdk.GetObjectAclAsync(request, guard.Token);
                return ObjectAcl.Of(answer.Grants ?? [], answer.Owner?.Id);
            }, cancellationToken);
        }
        catch (StorageException failure) when (failure.InnerException is S3Refusal { Status: HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed } or S3Refusal { Code: "AccessControlListNotSupported" })
        {
            return null;
        }
    }
}
