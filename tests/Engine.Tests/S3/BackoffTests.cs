using S3Sync.Limits;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class BackoffTests
{
    private static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(5, 1600)]
    [InlineData(9, 20_000)]
    [InlineData(int.MaxValue, 20_000)]
    public void The_delay_doubles_up_to_its_cap(int attempt, double milliseconds) =>
        Assert.Equal(milliseconds, Backoff.Delay(Initial, attempt, throttled: false, random: 1).TotalMilliseconds);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 100)]
    [InlineData(0.999, 399.6)]
    public void Chance_takes_a_share_of_the_delay(double random, double milliseconds) =>
        Assert.Equal(milliseconds, Backoff.Delay(Initial, 3, throttled: false, random).TotalMilliseconds, 3);

    [Fact]
    public void An_overloaded_server_is_given_a_second_at_first() =>
        Assert.Equal(1000, Backoff.Delay(Initial, 1, throttled: true, random: 1).TotalMilliseconds);

    [Theory]
    [InlineData(5, null, 5)]
    [InlineData(5, 3, 5)]
    [InlineData(5, 7, 7)]
    [InlineData(5, 86_400, 60)]
    public void What_the_server_asks_for_is_honoured_within_bounds(int delay, int? asked, int expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected),
        Backoff.WithRetryAfter(TimeSpan.FromSeconds(delay), asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
}
