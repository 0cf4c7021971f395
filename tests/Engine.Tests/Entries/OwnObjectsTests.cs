using S3Sync.Entries;
using Xunit;

namespace S3Sync.Engine.Tests.Entries;

public class OwnObjectsTests
{
    [Theory]
    [InlineData(".s3sync-0123456789abcdef.part", true)]
    [InlineData("a/b/.s3sync-0123456789abcdef.part", true)]
    [InlineData(".s3sync-0123456789abcde.part", false)]
    [InlineData(".s3sync-0123456789abcdeg.part", false)]
    [InlineData("x.s3sync-0123456789abcdef.part", false)]
    [InlineData(".s3sync-0123456789abcdef.part/a", false)]
    [InlineData(".s3sync-0123456789abcdef.part\n", false)]
    public void Only_the_exact_form_of_a_temporary_name_is_the_runs_own(string key, bool own) =>
        Assert.Equal(own, OwnObjects.Contains(key));
}
