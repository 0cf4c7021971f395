namespace S3Sync.Conformance.Tests.Scenarios.Integrity;

/// <summary>
/// Content around the sizes where something changes, from a directory to a bucket, to another and back, with what the server must say about it. The
/// values were computed outside of this project (Python's hashlib, Debian's crcmod), over bytes of which number i is i xor i/2^8 xor i/2^16.
/// </summary>
public sealed class ChecksumSuite(TestedServer server) : IntegritySuite(server)
{
    [Scenarios(Capability.Checksums)]
    [Row(5 * MiB - 1, "DV7PNutlenhlsOgel+93yfKiEYlyJydxKcxtIQjL4NU=")]
    [Row(5 * MiB, "08oW76dv7n4kPxtxbE9t8TK7chIao0+UP0NZfWFCNd8=-1", Needs = [Capability.CompositeChecksums])]
    [Row(5 * MiB + 1, "ZKi9ntZJXexXEIY4naA8MhkV1GLlCvp8qeRgoGZzUrc=-2", Needs = [Capability.CompositeChecksums])]
    [Row(8 * MiB - 1, "HasgNHmIOEuZC18Ix1nH8raB4OQxRfJR5I9r2rxghuM=-2", Needs = [Capability.CompositeChecksums])]
    [Row(8 * MiB, "PYBCt4s393krs3S6KOi21t5kK+m22VZmc1iaco1i0KA=-2", Needs = [Capability.CompositeChecksums])]
    [Row(8 * MiB + 1, "9+eA8qldTL1TzlafKSvrFjZ1olXtIsYTUpZMQ1RXwZI=-2", Needs = [Capability.CompositeChecksums])]
    [Row(10 * MiB - 1, "UKWBD3sOqtnPPMTZdbHu2eDBYj5cWhAIgmAyhMwScZg=-2", Needs = [Capability.CompositeChecksums])]
    [Row(10 * MiB, "iae34yopcPDubv3YUaBR8utfXhIXdfuzGPK4cmi1ArI=-2", Needs = [Capability.CompositeChecksums])]
    [Row(10 * MiB + 1, "fr+vfVG4Tme2VDscYVuDzVlBztZpxAklUxDlgKHK3CQ=-3", Needs = [Capability.CompositeChecksums])]
    [Row(16 * MiB - 1, "/Vbfsluw8ljLLJ26fgA10N1/S8HFgIVFPI96H8vEqhE=-4", Needs = [Capability.CompositeChecksums])]
    [Row(16 * MiB, "M5XDyU08QvN5BFsyKNJCfpdiPdNvG0b7n1nuUMCOS1M=-4", Needs = [Capability.CompositeChecksums])]
    [Row(16 * MiB + 1, "ooPAnG2ykAwbhpVT2Y62sObvlGFZZQDUz5NoAfbEhkQ=-4", Needs = [Capability.CompositeChecksums])]
    [Row(30 * MiB - 1, "QPNbG33rj6xRuy7O41U77CnezizcZ3BeCKM8pxWw+Jw=-6", Needs = [Capability.CompositeChecksums])]
    [Row(30 * MiB, "M0MfY7fLzS4TcwTNBS6LqQjisCH41TssU8B8W4IApOc=-6", Needs = [Capability.CompositeChecksums])]
    [Row(30 * MiB + 1, "lHFOQ5spFBxox/BcnL7OIteq0ZUO2iqEpkOMKWJId2I=-7", Needs = [Capability.CompositeChecksums])]
    public Task SHA256_in_parts_of_5_MiB(int size, string value) =>
        KeepsChecksumAsync(size, 5, "SHA256", value);

    [Scenarios(Capability.Checksums)]
    [Row(5 * MiB - 1, "DV7PNutlenhlsOgel+93yfKiEYlyJydxKcxtIQjL4NU=")]
    [Row(5 * MiB, "b6yH2mFNYTaxol9o3rL/6f7cpH7byoVBb4B+ZX4QJ+w=")]
    [Row(5 * MiB + 1, "FT90JmGPdx3dhGslBqke3KWDV1cYK6ojRlxrvE8iQuU=")]
    [Row(8 * MiB - 1, "As9zgCROjTwGYvZ4ePf9dLBoklYqt9xaOXvOnZiVj2o=")]
    [Row(8 * MiB, "75GNec9e3sa0EtUQshIHnLJM2QgGRQO7O8phtxifDIs=-1", Needs = [Capability.CompositeChecksums])]
    [Row(8 * MiB + 1, "P2P1anDmGz3a7ysfu5g/fcrXekxg50y9T+j07i7Gf5o=-2", Needs = [Capability.CompositeChecksums])]
    [Row(10 * MiB - 1, "oUaZKFewB5OQTJkeNnCLss9HaXsYT0ftrw6nLmEv8CQ=-2", Needs = [Capability.CompositeChecksums])]
    [Row(10 * MiB, "IcoPOLR4wz9G5UFIREObdGEsSv+CllHJISDeCSmZwvA=-2", Needs = [Capability.CompositeChecksums])]
    [Row(10 * MiB + 1, "wv8qVWrE5eghQm1J8XbCHtG3fhnaqUug5zQ7id77A2k=-2", Needs = [Capability.CompositeChecksums])]
    [Row(16 * MiB - 1, "osKp4dcGbcadYqZ3dPIJ98WH8JHRP/I0jeUlBj8J9DE=-2", Needs = [Capability.CompositeChecksums])]
    [Row(16 * MiB, "kmvrXR5kvEVCOeyllawTmC6OhH9TsK4AUCliOTTTUcE=-2", Needs = [Capability.CompositeChecksums])]
    [Row(16 * MiB + 1, "RZhQ7NlugW1u42Cj2Y/h6S20kEo4QE4mu8oSWiY+cGE=-3", Needs = [Capability.CompositeChecksums])]
    [Row(30 * MiB - 1, "troqAGNMRIIUHuUy7bd6W8svuEficm7cyKxmCZ2rsUM=-4", Needs = [Capability.CompositeChecksums])]
    [Row(30 * MiB, "3VL+AvBdLJhNY/tdaVuxVkMEdrXf+23Q4QVjHlSAwJM=-4", Needs = [Capability.CompositeChecksums])]
    [Row(30 * MiB + 1, "ofIqCCK70wraS+8wsFS/EdpP4lFlNUD57WdxikAntq8=-4", Needs = [Capability.CompositeChecksums])]
    public Task SHA256_in_parts_of_8_MiB(int size, string value) =>
        KeepsChecksumAsync(size, 8, "SHA256", value);

    [Scenarios(Capability.Checksums)]
    [Row(5 * MiB - 1, "QkLGf/L8Tm0=")]
    [Row(5 * MiB, "2oQNZuEJtpY=", Needs = [Capability.MultipartCrc64])]
    [Row(5 * MiB + 1, "r4mZPacCzjk=", Needs = [Capability.MultipartCrc64])]
    [Row(8 * MiB - 1, "h6n32EXGmFU=", Needs = [Capability.MultipartCrc64])]
    [Row(8 * MiB, "fF0K4y6qcjU=", Needs = [Capability.MultipartCrc64])]
    [Row(8 * MiB + 1, "cOeKk5E/a5o=", Needs = [Capability.MultipartCrc64])]
    [Row(10 * MiB - 1, "rmEa3+9YGrE=", Needs = [Capability.MultipartCrc64])]
    [Row(10 * MiB, "tRYnfbFBWjg=", Needs = [Capability.MultipartCrc64])]
    [Row(10 * MiB + 1, "kf/Gxt68njM=", Needs = [Capability.MultipartCrc64])]
    [Row(16 * MiB - 1, "LRt2SWsFUz0=", Needs = [Capability.MultipartCrc64])]
    [Row(16 * MiB, "ZhzjNRDJdFM=", Needs = [Capability.MultipartCrc64])]
    [Row(16 * MiB + 1, "+7V4enhylzk=", Needs = [Capability.MultipartCrc64])]
    [Row(30 * MiB - 1, "iLWK2J1qMxM=", Needs = [Capability.MultipartCrc64])]
    [Row(30 * MiB, "9xqlnhEBQTs=", Needs = [Capability.MultipartCrc64])]
    [Row(30 * MiB + 1, "x1QBoRcsaMw=", Needs = [Capability.MultipartCrc64])]
    public Task CRC64NVME_in_parts_of_5_MiB(int size, string value) =>
        KeepsChecksumAsync(size, 5, "CRC64NVME", value);

    [Scenarios(Capability.Checksums)]
    [Row(5 * MiB - 1, "QkLGf/L8Tm0=")]
    [Row(5 * MiB, "2oQNZuEJtpY=")]
    [Row(5 * MiB + 1, "r4mZPacCzjk=")]
    [Row(8 * MiB - 1, "h6n32EXGmFU=")]
    [Row(8 * MiB, "fF0K4y6qcjU=", Needs = [Capability.MultipartCrc64])]
    [Row(8 * MiB + 1, "cOeKk5E/a5o=", Needs = [Capability.MultipartCrc64])]
    [Row(10 * MiB - 1, "rmEa3+9YGrE=", Needs = [Capability.MultipartCrc64])]
    [Row(10 * MiB, "tRYnfbFBWjg=", Needs = [Capability.MultipartCrc64])]
    [Row(10 * MiB + 1, "kf/Gxt68njM=", Needs = [Capability.MultipartCrc64])]
    [Row(16 * MiB - 1, "LRt2SWsFUz0=", Needs = [Capability.MultipartCrc64])]
    [Row(16 * MiB, "ZhzjNRDJdFM=", Needs = [Capability.MultipartCrc64])]
    [Row(16 * MiB + 1, "+7V4enhylzk=", Needs = [Capability.MultipartCrc64])]
    [Row(30 * MiB - 1, "iLWK2J1qMxM=", Needs = [Capability.MultipartCrc64])]
    [Row(30 * MiB, "9xqlnhEBQTs=", Needs = [Capability.MultipartCrc64])]
    [Row(30 * MiB + 1, "x1QBoRcsaMw=", Needs = [Capability.MultipartCrc64])]
    public Task CRC64NVME_in_parts_of_8_MiB(int size, string value) =>
        KeepsChecksumAsync(size, 8, "CRC64NVME", value);

    [Scenarios(Capability.Checksums)]
    [Row("SHA1", 8 * MiB - 1, "+l207AfjkvjrWnHdIgvoJbAmqIk=")]
    [Row("SHA1", 8 * MiB, "gxLWXvD1cmrWifvHsWFfZ+n+2Kw=-1", Needs = [Capability.CompositeChecksums])]
    [Row("SHA1", 8 * MiB + 1, "XYLfOcaZ+lK1ef9EughNRFWWskM=-2", Needs = [Capability.CompositeChecksums])]
    [Row("SHA1", 16 * MiB - 1, "fWHl3AET4R1tjb+1rBbrWqaW4KI=-2", Needs = [Capability.CompositeChecksums])]
    [Row("SHA1", 16 * MiB, "uEzo0U+nGY753oN082UAnrLaMUA=-2", Needs = [Capability.CompositeChecksums])]
    [Row("SHA1", 16 * MiB + 1, "MoIwBgmabHdhqLYWIbayMdWsR2s=-3", Needs = [Capability.CompositeChecksums])]
    [Row("CRC32", 8 * MiB - 1, "cH0wuA==")]
    [Row("CRC32", 8 * MiB, "SlFP5g==-1", Needs = [Capability.CompositeCrc])]
    [Row("CRC32", 8 * MiB + 1, "nZGnUQ==-2", Needs = [Capability.CompositeCrc])]
    [Row("CRC32", 16 * MiB - 1, "f+ZEhw==-2", Needs = [Capability.CompositeCrc])]
    [Row("CRC32", 16 * MiB, "i8fvKQ==-2", Needs = [Capability.CompositeCrc])]
    [Row("CRC32", 16 * MiB + 1, "ZScG1g==-3", Needs = [Capability.CompositeCrc])]
    [Row("CRC32C", 8 * MiB - 1, "ix+DWA==")]
    [Row("CRC32C", 8 * MiB, "/bzlBA==-1", Needs = [Capability.CompositeCrc])]
    [Row("CRC32C", 8 * MiB + 1, "jTQ02g==-2", Needs = [Capability.CompositeCrc])]
    [Row("CRC32C", 16 * MiB - 1, "50+g1g==-2", Needs = [Capability.CompositeCrc])]
    [Row("CRC32C", 16 * MiB, "Oq2TLw==-2", Needs = [Capability.CompositeCrc])]
    [Row("CRC32C", 16 * MiB + 1, "gUsJyg==-3", Needs = [Capability.CompositeCrc])]
    public Task Others_over_their_parts(string algorithm, int size, string value) =>
        KeepsChecksumAsync(size, 8, algorithm, value);

    [Scenarios(Capability.Checksums)]
    [Row("CRC32", 8 * MiB - 1, "cH0wuA==")]
    [Row("CRC32", 8 * MiB, "13LFrg==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32", 8 * MiB + 1, "DgOQhw==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32", 16 * MiB - 1, "g4qV4A==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32", 16 * MiB, "X4lo7Q==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32", 16 * MiB + 1, "DOb4IA==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32C", 8 * MiB - 1, "ix+DWA==")]
    [Row("CRC32C", 8 * MiB, "poGm5w==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32C", 8 * MiB + 1, "59clfg==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32C", 16 * MiB - 1, "6l+pUQ==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32C", 16 * MiB, "XKQGeQ==", Needs = [Capability.FullObjectCrc])]
    [Row("CRC32C", 16 * MiB + 1, "Wwt4lg==", Needs = [Capability.FullObjectCrc])]
    public Task CRCs_over_the_full_object(string algorithm, int size, string value) =>
        KeepsChecksumAsync(size, 8, algorithm, value, "--full-object-checksum");
}
