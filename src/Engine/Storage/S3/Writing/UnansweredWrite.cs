using System.Net;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Writing;

/// <summary>
/// The attempts of one write that must not be made twice: it would leave two versions, or find its own condition broken by itself. When an attempt
/// may have had its effect though no answer came, what is there is looked at before the next one.
/// </summary>
/// <param name="look">What is current under the key; null when nothing is. It is asked once and not tried again.</param>
/// <param name="isOurs">Whether that is what is being written.</param>
internal sealed class UnansweredWrite(Func<CancellationToken, Task<ObjectFacts?>> look, Func<ObjectFacts, bool> isOurs)
{
    private bool _mayBeThere;

    /// <summary>Makes an attempt, unless an earlier one turns out to have made it.</summary>
    public async Task<StoredAnswer> AttemptAsync(Func<Task<StoredAnswer>> send, CancellationToken cancellationToken)
    {
        if (_mayBeThere && await look(cancellationToken) is { } facts && isOurs(facts))
        {
            return new(facts.ETag, facts.Checksums, facts.VersionId, facts.Encryption);
        }

        try
        {
            return await send();
        }
        catch (Exception exception) when (!S3Answers.IsWithoutEffect(exception))
        {
            _mayBeThere = true;
            throw;
        }
    }

    /// <summary>Looks at what is current: an answer that nothing is there is no failure.</summary>
    public static async Task<ObjectFacts?> LookAsync(Func<Task<ObjectFacts>> head)
    {
        try
        {
            return await head();
        }
        catch (S3Refusal refusal) when (refusal.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
