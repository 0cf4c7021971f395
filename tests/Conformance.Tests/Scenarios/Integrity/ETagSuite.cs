namespace S3Sync.Conformance.Tests.Scenarios.Integrity;

/// <summary>
/// Content around the sizes where something changes, from a directory to a bucket, to another and back, with what the server must say about it. The
/// values were computed outside of this project (Python's hashlib, Debian's crcmod), over bytes of which number i is i xor i/2^8 xor i/2^16.
/// </summary>
public sealed class ETagSuite(TestedServer server) : IntegritySuite(server)
{
    [Scenarios]
    [Row(5 * MiB - 1, "d5908df97dfe3b0a2920095174bcee1c")]
    [Row(5 * MiB, "3751e6bd7ff766a1780d943e8b851a3a-1")]
    [Row(5 * MiB + 1, "5279ab22979aac10cbd96010fd505933-2")]
    [Row(8 * MiB - 1, "74bba453d04e981ae67f63828eebc75b-2")]
    [Row(8 * MiB, "c62c56e148605e8816e3d475c4588827-2")]
    [Row(8 * MiB + 1, "960930c53ccd5436db8d43b12741d7db-2")]
    [Row(10 * MiB - 1, "4f11886b7750e0790d7fa8e298ee8f99-2")]
    [Row(10 * MiB, "b94b78d9872ae2cbe65d74d53bcbce5b-2")]
    [Row(10 * MiB + 1, "b3c1f15036991e7eadb956169017f478-3")]
    [Row(16 * MiB - 1, "ba7749c8ceea48b6d29fcd7caaabddd3-4")]
    [Row(16 * MiB, "d11d2fc4e98ff9aaf084fccc301139f1-4")]
    [Row(16 * MiB + 1, "d17988499c517b69b41c1aa04e21df27-4")]
    [Row(30 * MiB - 1, "d67d0b549a901e1b707cc27e0f1a0fe7-6")]
    [Row(30 * MiB, "6c9864e04466e0a94aeb40c612a8728c-6")]
    [Row(30 * MiB + 1, "c211dd74605d84242a6849dcc415ede0-7")]
    public Task Parts_of_5_MiB(int size, string tag) =>
        GoesRoundAsync(size, 5, [], tag);

    [Scenarios]
    [Row(5 * MiB - 1, "d5908df97dfe3b0a2920095174bcee1c")]
    [Row(5 * MiB, "8fbb10a3af59c3ecca3fafe0f15a37c1")]
    [Row(5 * MiB + 1, "34f7c358986acb4cb2f7e23373bb4e3a")]
    [Row(8 * MiB - 1, "d96622e6593ea296deab6e1f0a56a588")]
    [Row(8 * MiB, "69f6ce77fcfa7b2d4a3cbdc03942ed5e-1")]
    [Row(8 * MiB + 1, "64250ce2b0ead5536165d169fc97ffc7-2")]
    [Row(10 * MiB - 1, "124ffff06329315c4ae8f7efd0951ca6-2")]
    [Row(10 * MiB, "e87e24a65dab72e42c8036e4f7b5e52c-2")]
    [Row(10 * MiB + 1, "b501d031eef240503037e839a51230be-2")]
    [Row(16 * MiB - 1, "adaae6f06fee16f6fae9825431365317-2")]
    [Row(16 * MiB, "7f3cafd3ec36bb400a0ae3d5137688dc-2")]
    [Row(16 * MiB + 1, "8ba9be78610b9c6f79a45fd4a5c360b8-3")]
    [Row(30 * MiB - 1, "d4794b5ddcd8ea5feae75bf336282119-4")]
    [Row(30 * MiB, "ac326fec51f799de4965b897fd452ed3-4")]
    [Row(30 * MiB + 1, "78305ceebb46c3fff773f667b235c67e-4")]
    public Task Parts_of_8_MiB(int size, string tag) =>
        GoesRoundAsync(size, 8, [], tag);

    [Scenarios]
    [Row(5 * MiB - 1, "d5908df97dfe3b0a2920095174bcee1c")]
    [Row(5 * MiB, "3751e6bd7ff766a1780d943e8b851a3a-1")]
    [Row(5 * MiB + 1, "5279ab22979aac10cbd96010fd505933-2")]
    [Row(8 * MiB - 1, "74bba453d04e981ae67f63828eebc75b-2")]
    [Row(8 * MiB, "c62c56e148605e8816e3d475c4588827-2")]
    [Row(8 * MiB + 1, "960930c53ccd5436db8d43b12741d7db-2")]
    [Row(16 * MiB - 1, "ba7749c8ceea48b6d29fcd7caaabddd3-4")]
    [Row(16 * MiB, "d11d2fc4e98ff9aaf084fccc301139f1-4")]
    [Row(16 * MiB + 1, "d17988499c517b69b41c1aa04e21df27-4")]
    public Task Parts_of_5_MiB_that_the_copy_repeats(int size, string tag) =>
        GoesRoundAsync(size, 5, [], tag, "--auto-chunksize");
}
