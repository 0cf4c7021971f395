namespace S3Sync.LocalS3.Faults;

/// <summary>One thing that can go wrong with a request.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>Answer an error at once; the request is not carried out.</summary>
    public static Fault Answer(int status, string code, string message = "A planned fault.", int? retryAfterSeconds = null) =>
        new Refusal(status, code, message, retryAfterSeconds);

    /// <summary>Carry the request out, and cut the connection after that many bytes of the answer's body.</summary>
    public static Fault Cut(long at) => new CutResponse(BodyPosition.At(at));

    /// <summary>The same at a fraction of the answer's body.</summary>
    public static Fault Cut(double at) => new CutResponse(BodyPosition.Fraction(at));

    /// <summary>Say nothing until the rule is released or the client goes; then carry on.</summary>
    public static Fault Stall() => new StallRequest();

    /// <summary>Send the answer up to a byte of its body, then nothing until the rule is released or the client goes.</summary>
    public static Fault Stall(long at) => new StallResponse(BodyPosition.At(at));

    /// <summary>Cut the connection; the request is not carried out.</summary>
    public static Fault Reset() => new ResetRequest(null);

    /// <summary>Cut the connection when that byte of the request's body has come.</summary>
    public static Fault ResetInRequest(long at) => new ResetRequest(BodyPosition.At(at));

    /// <summary>Carry the request out, and cut the connection instead of answering.</summary>
    public static Fault LoseAnswer() => new LostAnswer();

    /// <summary>Turn the bits of one byte of the answer's body.</summary>
    public static Fault CorruptResponse(long at) => new CorruptResponseByte(BodyPosition.At(at));

    /// <summary>The same at a fraction of the answer's body.</summary>
    public static Fault CorruptResponse(double at) => new CorruptResponseByte(BodyPosition.Fraction(at));

    /// <summary>Turn the bits of one byte of the request's body on the wire, before its signature is checked.</summary>
    public static Fault CorruptRequest(long at) => new CorruptRequestByte(BodyPosition.At(at), BehindSignature: false);

    /// <summary>Turn the bits of one byte of the decoded content, behind its signature, or of what is copied: the endpoint's own memory failing.</summary>
    public static Fault CorruptContent(long at) => new CorruptRequestByte(BodyPosition.At(at), BehindSignature: true);

    /// <summary>Move the bodies of the request and of the answer no faster than this.</summary>
    public static Fault SlowDown(int bytesPerSecond) => new SlowBodies(bytesPerSecond);

    internal sealed record Refusal(int Status, string Code, string Message, int? RetryAfterSeconds) : Fault;

    internal sealed record CutResponse(BodyPosition At) : Fault;

    internal sealed record StallRequest : Fault;

    internal sealed record StallResponse(BodyPosition At) : Fault;

    internal sealed record ResetRequest(BodyPosition? At) : Fault;

    internal sealed record LostAnswer : Fault;

    internal sealed record CorruptResponseByte(BodyPosition At) : Fault;

    internal sealed record CorruptRequestByte(BodyPosition At, bool BehindSignature) : Fault;

    internal sealed record SlowBodies(int BytesPerSecond) : Fault;
}
