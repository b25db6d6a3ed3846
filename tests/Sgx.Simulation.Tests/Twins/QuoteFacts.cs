namespace Sgx.Simulation.Tests.Twins;

/// <summary>What quotes of Intel's QE3 look like, field by field; * stands for any value.</summary>
internal static class QuoteFacts
{
    public static IEnumerable<string> Quote { get; } =
    [
        "header version: 2 bytes 0300",
        "header attestation key type: 2 bytes 0200",
        "header TEE type: 4 bytes 00000000",
        "header QE SVN: 2 bytes 0b00",
        "header PCE SVN: 2 bytes 1000",
        "header QE vendor id: 16 bytes 939a7233f79c4ca9940a0db3957f0607",
        "header QE id: 16 bytes *",
        "header user data behind the QE id: 4 bytes 00000000",
        .. Body("application", new("*", "0500000000000000", "0300000000000000", "*", "0700", "0300")),
        "quote signature: 64 bytes *",
        "attestation key: 64 bytes *",
        .. Body("QE", QuotingEnclave),
        "QE report signature: 64 bytes *",
        "authentication data: 32 bytes 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "certification data type: number PckChain",
        "certification data: " + string.Concat(Enumerable.Repeat("BEGIN CERTIFICATE, END CERTIFICATE, ", 3)) + "NUL",
    ];

    private static BodyFacts QuotingEnclave => new(
        "0e0e0303ffff01000000000000000000",
        "1500000000000000",
        "e700000000000000",
        "8c4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff",
        "0100",
        "0b00");

    private static IEnumerable<string> Body(string who, BodyFacts body) =>
    [
        $"{who} CPUSVN: 16 bytes {body.CpuSvn}",
        Zeros($"{who} MISCSELECT", 4),
        Zeros($"{who} reserved 1", 12),
        Zeros($"{who} ISVEXTPRODID", 16),
        $"{who} FLAGS: 8 bytes {body.Flags}",
        $"{who} XFRM: 8 bytes {body.Xfrm}",
        $"{who} MRENCLAVE: 32 bytes *",
        Zeros($"{who} reserved 2", 32),
        $"{who} MRSIGNER: 32 bytes {body.MrSigner}",
        Zeros($"{who} reserved 3", 32),
        Zeros($"{who} CONFIGID", 64),
        $"{who} ISVPRODID: 2 bytes {body.IsvProdId}",
        $"{who} ISVSVN: 2 bytes {body.IsvSvn}",
        Zeros($"{who} CONFIGSVN", 2),
        Zeros($"{who} reserved 4", 42),
        Zeros($"{who} ISVFAMILYID", 16),
        $"{who} report data hash: 32 bytes *",
        Zeros($"{who} report data behind the hash", 32),
    ];

    private static string Zeros(string path, int count) => $"{path}: {count} bytes {new string('0', 2 * count)}";

    private sealed record BodyFacts(
        string CpuSvn, string Flags, string Xfrm, string MrSigner, string IsvProdId, string IsvSvn);
}
