using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.Integrity.Md5Lanes;

namespace S3Sync.Engine.Tests.Integrity;

public sealed class Crc32Hasher : ContentHasherDriver
{
    protected override string OfNothing => "00000000";

    protected override string OfDigits => "cbf43926";

    protected override ContentHasher Create() => ContentHasher.For(ChecksumAlgorithm.Crc32);

    protected override byte[] Reference(ReadOnlySpan<byte> content) => BitwiseCrc.Of(content, 32, 0xEDB88320);
}

public sealed class Crc32CHasher : ContentHasherDriver
{
    protected override string OfNothing => "00000000";

    protected override string OfDigits => "e3069283";

    protected override ContentHasher Create() => ContentHasher.For(ChecksumAlgorithm.Crc32C);

    protected override byte[] Reference(ReadOnlySpan<byte> content) => BitwiseCrc.Of(content, 32, 0x82F63B78);
}

public sealed class Crc64NvmeHasher : ContentHasherDriver
{
    protected override string OfNothing => "0000000000000000";

    protected override string OfDigits => "ae8b14860a799888";

    protected override ContentHasher Create() => ContentHasher.For(ChecksumAlgorithm.Crc64Nvme);

    protected override byte[] Reference(ReadOnlySpan<byte> content) => BitwiseCrc.Of(content, 64, 0x9A6C9329AC4BC9B5);
}

public sealed class Sha1Hasher : ContentHasherDriver
{
    protected override string OfNothing => "da39a3ee5e6b4b0d3255bfef95601890afd80709";

    protected override string OfDigits => "f7c3bc1d808e04732adf679965ccc34ca7ae3441";

    protected override ContentHasher Create() => ContentHasher.For(ChecksumAlgorithm.Sha1);

    protected override byte[] Reference(ReadOnlySpan<byte> content) => SHA1.HashData(content);
}

public sealed class Sha256Hasher : ContentHasherDriver
{
    protected override string OfNothing => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    protected override string OfDigits => "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";

    protected override ContentHasher Create() => ContentHasher.Sha256();

    protected override byte[] Reference(ReadOnlySpan<byte> content) => SHA256.HashData(content);
}

public sealed class Md5Hasher : ContentHasherDriver
{
    protected override string OfNothing => "d41d8cd98f00b204e9800998ecf8427e";

    protected override string OfDigits => "25f9e794323b453885f5181f1b624d0b";

    protected override ContentHasher Create() => ContentHasher.Md5();

    protected override byte[] Reference(ReadOnlySpan<byte> content) => MD5.HashData(content);
}

public sealed class Md5StreamHasher : ContentHasherDriver
{
    protected override string OfNothing => "d41d8cd98f00b204e9800998ecf8427e";

    protected override string OfDigits => "25f9e794323b453885f5181f1b624d0b";

    protected override ContentHasher Create() => new Md5Queue(1).Open();

    protected override byte[] Reference(ReadOnlySpan<byte> content) => MD5.HashData(content);
}
