using S3Sync.Transfers.Restamping;
using Xunit;

namespace S3Sync.Engine.Tests.Rules;

/// <summary>What of an object's lock is written with a copy of it onto itself.</summary>
public class ObjectLockTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-05-01T12:00:01Z", 4)]
    [InlineData("2026-05-01T12:00:00.000Z", 2)]
    [InlineData("2020-01-01T00:00:00Z", 2)]
    [InlineData("some day", 4)]
    public void A_retention_that_has_ended_is_left_out_and_all_else_is_kept(string until, int kept)
    {
        KeyValuePair<string, string>[] protection =
        [
            new("x-amz-server-side-encryption", "aws:kms"), new("x-amz-object-lock-mode", "COMPLIANCE"),
            new("x-amz-object-lock-retain-until-date", until), new("x-amz-object-lock-legal-hold", "ON"),
        ];

        var written = ObjectLock.InForce(protection, Now);

        Assert.Equal(kept, written.Count);
        Assert.Contains(protection[0], written);
        Assert.Contains(protection[3], written);
    }

    [Fact]
    public void Without_a_lock_nothing_is_left_out() => Assert.Equal(["a"], ObjectLock.InForce([new("a", "b")], Now).Select(header => header.Key));
}
