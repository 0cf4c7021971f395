using System.Globalization;

namespace S3Sync.Problems;

/// <summary>What can go wrong with a bucket, its objects and the way to it.</summary>
public static class StoreProblems
{
    /// <summary>No credentials were found for a side.</summary>
    public static Problem CredentialsMissing(string place, string cause) => new(
        "S3S201",
        $"No credentials for \"{place}\" ({Ended(cause)}). Give --source-access-key/--target-access-key with its secret, --source-profile/--target-profile, "
        + "or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");

    /// <summary>The named profile is in none of the files.</summary>
    public static Problem ProfileMissing(string place, string profile, string file) => new(
        "S3S202", $"The profile \"{profile}\" for \"{place}\" was not found in {file}. Check its name, or name the file by --aws-shared-credentials-file.");

    /// <summary>The profile is there but leads to no credentials.</summary>
    public static Problem ProfileUnusable(string place, string profile, string cause) => new(
        "S3S203", $"The profile \"{profile}\" for \"{place}\" gives no credentials: {Ended(cause)}. Complete it, sign in again, or give access keys.");

    /// <summary>No region was given for AWS itself.</summary>
    public static Problem RegionMissing(string place) => new(
        "S3S204",
        $"No region is known for \"{place}\". Give --source-region/--target-region, set region in the profile, or set AWS_REGION. "
        + "Storage that is not at AWS is named by --source-endpoint-url/--target-endpoint-url.");

    /// <summary>The endpoint is not an http or https URL.</summary>
    public static Problem EndpointInvalid(string place, string endpoint) => new(
        "S3S205", $"The endpoint \"{endpoint}\" for \"{place}\" is no http or https URL. Give it as https://host or http://host:port.");

    /// <summary>404 NoSuchBucket.</summary>
    public static Problem BucketMissing(string bucket, string endpoint) => new(
        "S3S206", $"The bucket \"{bucket}\" does not exist at {endpoint}. Check its name and the endpoint, or create it first.");

    /// <summary>The access key id is unknown to the endpoint, or is switched off.</summary>
    public static Problem AccessKeyUnknown(string place, string endpoint, string answer) => new(
        "S3S207", $"The access key for \"{place}\" is not known at {endpoint} ({Ended(answer)}). Check the key id, the profile and the endpoint.");

    /// <summary>The signature does not fit: nearly always the secret.</summary>
    public static Problem SignatureRefused(string place, string answer) => new(
        "S3S208", $"The signature of a request to \"{place}\" was refused ({Ended(answer)}). The secret access key does not belong to the access key; check both.");

    /// <summary>Temporary credentials have run out or are not valid here.</summary>
    public static Problem TokenRefused(string place, string answer) => new(
        "S3S209", $"The session token for \"{place}\" was refused ({Ended(answer)}). Temporary credentials have run out or belong to another endpoint: get new ones.");

    /// <summary>This machine's clock and the endpoint's are more than a quarter of an hour apart; the skew is in words.</summary>
    public static Problem ClockSkewed(string place, string skew) => new(
        "S3S210", $"Requests to \"{place}\" are refused because this machine's clock is {skew}. Set the clock.");

    /// <summary>The endpoint says that the clocks are too far apart, but not what its own says.</summary>
    public static Problem ClockWrong(string place) => new(
        "S3S230", $"Requests to \"{place}\" are refused because this machine's clock and the endpoint's are too far apart. Set the clock.");

    /// <summary>The bucket is in another region than the one signed for, and the answer names it.</summary>
    public static Problem RegionIs(string place, string region, string answer) => new(
        "S3S211", $"The bucket of \"{place}\" is in another region ({Ended(answer)}). Give --source-region/--target-region {region}.");

    /// <summary>The bucket is in another region than the one signed for, and the answer does not name it.</summary>
    public static Problem RegionWrong(string place, string answer) => new(
        "S3S231", $"The bucket of \"{place}\" is in another region ({Ended(answer)}). Give its region by --source-region/--target-region.");

    /// <summary>403: the credentials are good but may not do this.</summary>
    public static Problem AccessDenied(string operation, string action, string place, string answer) => new(
        "S3S212", $"{operation} \"{place}\" was denied ({Ended(answer)}). The credentials need {action} on it, and no policy that denies it.");

    /// <summary>The object is not there (any more).</summary>
    public static Problem ObjectGone(string operation, string place) => new(
        "S3S213", $"{operation} \"{place}\" failed: the object is not there any more. It was removed after it had been listed; run again.");

    /// <summary>The object is another version than the one that was decided on.</summary>
    public static Problem ObjectChanged(string operation, string place) => new(
        "S3S214", $"{operation} \"{place}\" failed: the object has been written anew since it was listed. Run again when it is no longer changing.");

    /// <summary>The endpoint could not be reached, or the connection broke, on every attempt.</summary>
    public static Problem Unreachable(string operation, string place, string endpoint, string cause) => new(
        "S3S215", $"{operation} \"{place}\" failed: no answer from {endpoint} ({Ended(cause)}). Check the endpoint and the network, then run again.");

    /// <summary>No byte moved for too long, on every attempt.</summary>
    public static Problem Stalled(string operation, string place, string endpoint, int seconds) => new(
        "S3S216", string.Create(CultureInfo.InvariantCulture, $"{operation} \"{place}\" failed: {endpoint} moved no byte for {seconds} seconds. Check the network, then run again."));

    /// <summary>The endpoint's certificate is not trusted.</summary>
    public static Problem CertificateRefused(string endpoint, string cause) => new(
        "S3S217", $"The TLS connection to \"{endpoint}\" failed ({Ended(cause)}). Check the URL, or add its CA to the ones this machine trusts (SSL_CERT_FILE).");

    /// <summary>5xx or throttling on every attempt.</summary>
    public static Problem Overloaded(string operation, string place, string answer) => new(
        "S3S218", $"{operation} \"{place}\" failed: the endpoint kept answering {Ended(answer)}. Lower --worker-size or --max-parallel-uploads, or run again later.");

    /// <summary>The store computed another digest than the one sent along: the body was damaged on its way, or its source changed.</summary>
    public static Problem BodyRefused(string operation, string place, string answer) => new(
        "S3S219", $"{operation} \"{place}\" was refused because what arrived is not what was sent ({Ended(answer)}). It was damaged on the way, or changed while it was read.");

    /// <summary>The multipart upload is unknown to the store.</summary>
    public static Problem UploadGone(string place) => new(
        "S3S220", $"The multipart upload of \"{place}\" is gone: something aborted it, such as a lifecycle rule or another run. Run again.");

    /// <summary>Any other refusal, in the endpoint's own words.</summary>
    public static Problem Refused(string operation, string place, string answer) => new(
        "S3S221", $"{operation} \"{place}\" was refused by the endpoint ({Ended(answer)}).");

    /// <summary>A body ended before its announced length, or its connection broke.</summary>
    public static Problem BodyBroken(string place, long received, long expected) => new(
        "S3S222", string.Create(CultureInfo.InvariantCulture, $"Reading \"{place}\" broke off after {received} of {expected} bytes. The connection was cut; run again."));

    /// <summary>The answer was for another range than the one asked for.</summary>
    public static Problem RangeWrong(string place, string asked, string answered) => new(
        "S3S223", $"The endpoint answered \"{answered}\" when \"{asked}\" of \"{place}\" was asked for. It does not serve ranges faithfully.");

    /// <summary>A listing cannot be continued: a page is truncated but does not say where to go on.</summary>
    public static Problem ListingStuck(string place) => new(
        "S3S224", $"The listing of \"{place}\" is cut short by the endpoint, which does not say how to continue it. Nothing can be told about the rest.");

    /// <summary>Two keys become one name below a prefix without its final slash.</summary>
    public static Problem KeysCollide(string name, string first, string second) => new(
        "S3S225", $"The keys \"{first}\" and \"{second}\" would both become \"{name}\", so neither is transferred. End the prefix with a slash, or rename one.");

    /// <summary>An upload could not be removed when it was given up.</summary>
    public static Problem UploadRemains(string place, string uploadId, string cause) => new(
        "S3S226", $"The unfinished multipart upload \"{uploadId}\" of \"{place}\" could not be removed ({Ended(cause)}). Its parts cost storage until it is aborted.");

    /// <summary>An object could not be deleted, for a reason told per key.</summary>
    public static Problem DeleteRefused(string place, string answer) => new(
        "S3S228", $"Deleting \"{place}\" failed ({Ended(answer)}). The credentials need s3:DeleteObject on it, and no lock or policy that forbids it.");

    /// <summary>The content to be sent is shorter than it was when it was measured.</summary>
    public static Problem ContentShort(string place, long sent, long expected) => new(
        "S3S229", string.Create(CultureInfo.InvariantCulture, $"What was to become \"{place}\" ended after {sent} of {expected} bytes: it got shorter while it was read. Run again when it is no longer changing."));

    /// <summary>The prefix is the key of an object, which has no relative key then.</summary>
    public static Problem PrefixIsObject(string place) => new(
        "S3S227", $"\"{place}\" is an object, and as a prefix it leaves no name for it: it is not transferred. Name the prefix above it, and choose it by --filter-include-regex.");

    /// <summary>The beginning of an upload was not answered, and it could not be found out whether there is one now.</summary>
    public static Problem UploadMayRemain(string place, string cause) => new(
        "S3S232", $"The endpoint did not answer when an upload of \"{place}\" was begun, and whether one remains could not be found out ({Ended(cause)}). List the bucket's multipart uploads, and abort it if it is there.");

    /// <summary>An upload that this run may have begun without learning of it, or another run.</summary>
    public static Problem UploadUnclaimed(string place, string uploadId) => new(
        "S3S233", $"The multipart upload \"{uploadId}\" of \"{place}\" remains: this run may have begun it without getting an answer, or another run is writing there. Abort it if no other run is.");

    /// <summary>The bucket wants a kind of signature that is not made here.</summary>
    public static Problem SigningUnsupported(string place, string scheme) => new(
        "S3S234", $"Requests to \"{place}\" would need the signature \"{scheme}\", which is not supported (multi-region access points use it). Name a bucket of one region.");

    /// <summary>The AWS SDK's rules know no address for the bucket's name.</summary>
    public static Problem BucketUnaddressable(string place, string cause) => new(
        "S3S235", $"There is no address for \"{place}\" ({Ended(cause)}). Check the bucket's name or ARN.");

    /// <summary>The object is in an archive (Glacier) and has to be restored before it can be read.</summary>
    public static Problem ObjectArchived(string operation, string place, string answer) => new(
        "S3S236", $"{operation} \"{place}\" failed: the object is archived ({Ended(answer)}). Restore it (RestoreObject), then run again.");

    /// <summary>A header of the request holds a line end or another character that no header may have.</summary>
    public static Problem HeaderUnsendable(string operation, string place, string cause) => new(
        "S3S237", $"{operation} \"{place}\" was not tried: {Ended(cause)}. A value of its metadata or of a header option has a line end in it; change that value.");

    /// <summary>The proxy on the way refuses to let requests through.</summary>
    public static Problem ProxyRefused(string endpoint, string answer) => new(
        "S3S238", $"The proxy on the way to \"{endpoint}\" lets no request through ({Ended(answer)}). Check the proxy's URL with its user and password in --https-proxy/--http-proxy or in HTTPS_PROXY/HTTP_PROXY.");

    /// <summary>An answer did not begin within --read-timeout-milliseconds, on every attempt.</summary>
    public static Problem AnswerLate(string operation, string place, string endpoint, int milliseconds) => new(
        "S3S239", string.Create(CultureInfo.InvariantCulture, $"{operation} \"{place}\" failed: {endpoint} did not begin to answer within {milliseconds} ms. Check the network, or raise --read-timeout-milliseconds."));

    /// <summary>An attempt took longer than --operation-attempt-timeout-milliseconds, every time.</summary>
    public static Problem AttemptLate(string operation, string place, string endpoint, int milliseconds) => new(
        "S3S240", string.Create(CultureInfo.InvariantCulture, $"{operation} \"{place}\" failed: each attempt took longer than {milliseconds} ms at {endpoint}. Check the network, or raise --operation-attempt-timeout-milliseconds."));

    /// <summary>All attempts together took longer than --operation-timeout-milliseconds.</summary>
    public static Problem OperationLate(string operation, string place, string endpoint, int milliseconds) => new(
        "S3S241", string.Create(CultureInfo.InvariantCulture, $"{operation} \"{place}\" failed: {endpoint} had not answered well after {milliseconds} ms and all attempts. Check the network, or raise --operation-timeout-milliseconds."));

    /// <summary>A customer's encryption key goes to a remote endpoint without encryption on the way.</summary>
    public static Problem KeyInTheClear(string endpoint) => new(
        "S3S242", $"The SSE-C key goes to \"{endpoint}\" over plain http: whoever is on the way can read it, and AWS refuses it. Use an https URL.");

    // What a server or the runtime said often ends in a full stop already.
    private static string Ended(string text) => text.Trim().TrimEnd('.');
}
