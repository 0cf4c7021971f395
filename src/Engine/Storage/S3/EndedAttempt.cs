namespace S3Sync.Storage.S3;

/// <summary>One attempt of a request that has ended, for who watches requests.</summary>
/// <param name="Operation">The call's name.</param>
/// <param name="Place">The object, or the prefix of a listing, as <c>s3://bucket/key</c>.</param>
/// <param name="Number">The number of the attempt, from 1.</param>
/// <param name="Status"><c>ok</c>, or the code of the problem.</param>
/// <param name="Duration">From sending to the answer; a body that is read later is not part of it.</param>
internal readonly record struct EndedAttempt(string Operation, string Place, int Number, string Status, TimeSpan Duration);
