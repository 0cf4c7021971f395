namespace S3Sync.Engine.Tests.Matrix;

/// <summary>How an object is stored.</summary>
public enum Form
{
    Single,
    Multipart,
}

/// <summary>How an object is encrypted at rest.</summary>
public enum Protection
{
    Plain,
    SseS3,
    Kms,
    Dsse,
    SseC,
}

/// <summary>What an endpoint keeps beside the content: its ETag alone, or a checksum as well.</summary>
public enum Evidence
{
    ETag,
    Checksum,
}

/// <summary>One cell of the matrix of docs/integrity.md.</summary>
public sealed record Cell(Form Form, Protection Protection, Evidence Evidence)
{
    private const int MiB = 1 << 20;

    /// <summary>Whether anything stored speaks of the content: with keys that S3 does not hold for everybody, an ETag does not.</summary>
    public bool IsSettled => Evidence == Evidence.Checksum || Protection is Protection.Plain or Protection.SseS3;

    public int Size => Form == Form.Single ? 100_000 : (5 * MiB) + 3;

    /// <summary>Somewhere in the content's second half, which of parts is in the first one.</summary>
    public int Damaged => Size / 2;

    public static IEnumerable<Cell> All =>
        from form in Enum.GetValues<Form>()
        from protection in Enum.GetValues<Protection>()
        from evidence in Enum.GetValues<Evidence>()
        select new Cell(form, protection, evidence);

    public override string ToString() => $"{Form}, {Protection}, {Evidence}";
}
