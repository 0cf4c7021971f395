namespace S3Sync.Integrity;

/// <summary>The part sizes an ETag of the form <c>…-N</c> may have been made with.</summary>
internal static class ETagForms
{
}
