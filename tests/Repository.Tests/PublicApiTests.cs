using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Repository.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_face_of_the_engine_changes_only_on_purpose() => Snapshot.Verify(PublicApi.Of(typeof(SyncEngine).Assembly), "S3Sync.Engine.PublicApi");
}
