using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace S3Sync.LocalS3.Faults;

/// <summary>A fault at work on one request.</summary>
internal sealed class StruckRequest(Fault fault, FaultRule rule)
{
    public Fault Fault => fault;

    /// <summary>Whether the answer is thrown away.</summary>
    public bool LosesAnswer => fault is Fault.LostAnswer;

    /// <summary>The place in the answer's body where something happens.</summary>
    public BodyPosition? ResponsePlace => fault switch
    {
        Fault.CutResponse cut => cut.At,
        Fault.StallResponse stall => stall.At,
        Fault.CorruptResponseByte corrupt => corrupt.At,
        _ => null,
    };

    /// <summary>The place in the request's body, as it comes over the wire, where something happens.</summary>
    public BodyPosition? RequestPlace => fault switch
    {
        Fault.ResetRequest reset => reset.At,
        Fault.CorruptRequestByte { BehindSignature: false } corrupt => corrupt.At,
        _ => null,
    };

    public int? BytesPerSecond => (fault as Fault.SlowBodies)?.BytesPerSecond;

    /// <summary>Does what happens before anything else; throws when the request is not to be carried out.</summary>
    public async Task BeginAsync(HttpContext context)
    {
        switch (fault)
        {
            case Fault.Refusal refusal:
                throw new S3ErrorException(refusal.Status, refusal.Code, refusal.Message) { RetryAfterSeconds = refusal.RetryAfterSeconds };
            case Fault.ResetRequest { At: null }:
                context.Abort();
                throw new ConnectionAbortedException();
            case Fault.StallRequest:
                await StallAsync(context.RequestAborted);
                break;
        }
    }

    /// <summary>Waits for the rule's release.</summary>
    public Task StallAsync(CancellationToken cancellationToken) => rule.Released.WaitAsync(cancellationToken);
}
