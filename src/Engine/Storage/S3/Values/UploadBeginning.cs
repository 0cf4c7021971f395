namespace S3Sync.Storage.S3.Values;

/// <summary>How the beginning of one upload went. An attempt that was sent and not answered may have begun an upload whose id nobody here knows.</summary>
internal sealed class UploadBeginning
{
    /// <summary>The upload that is ours; null while there is none.</summary>
    public string? UploadId { get; set; }

    /// <summary>Whether the upload was begun with the checksum that it was to have; parts carry one only then.</summary>
    public bool CarriesChecksums { get; set; }

    /// <summary>How many attempts were sent and not answered.</summary>
    public int Unanswered { get; private set; }

    /// <summary>When the first of them was sent, on this machine's clock.</summary>
    public DateTimeOffset FirstSent { get; private set; }

    /// <summary>When the last of them was given up.</summary>
    public DateTimeOffset LastGivenUp { get; private set; }

    /// <summary>Notes one that was not answered.</summary>
    public void NotAnswered(DateTimeOffset sent, DateTimeOffset givenUp)
    {
        FirstSent = Unanswered++ == 0 ? sent : FirstSent;
        LastGivenUp = givenUp;
    }
}
