namespace Sgx;

/// <summary>How Intel's quoting enclaves are known.</summary>
public static class IntelQuotingEnclaves
{
    /// <summary>MRSIGNER of QE3, PCE and QvE.</summary>
    public static Measurement Qe3MrSigner { get; } =
        Measurement.Parse("8c4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff");

    /// <summary>ISVPRODID of QE3.</summary>
    public const ushort Qe3ProdId = 1;

    /// <summary>MRSIGNER of the TDQE, which quotes trust domains.</summary>
    public static Measurement TdqeMrSigner { get; } =
        Measurement.Parse("dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5");

    /// <summary>ISVPRODID of the TDQE.</summary>
    public const ushort TdqeProdId = 2;

    /// <summary>
    /// The QE vendor id in every quote header of Intel's: 939a7233-f79c-4ca9-940a-0db3957f0607, as printed.
    /// </summary>
    public static ReadOnlySpan<byte> VendorId =>
        [0x93, 0x9a, 0x72, 0x33, 0xf7, 0x9c, 0x4c, 0xa9, 0x94, 0x0a, 0x0d, 0xb3, 0x95, 0x7f, 0x06, 0x07];
}
