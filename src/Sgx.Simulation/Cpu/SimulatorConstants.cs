namespace Sgx.Simulation.Cpu;

/// <summary>The fixed values of the SGX SDK's simulation mode, the same in every release since 1.6.</summary>
/// <remarks>They are public, so that any process can play any enclave.</remarks>
internal static class SimulatorConstants
{
    /// <summary>KEYID of every simulated Report.</summary>
    public static ReadOnlySpan<byte> KeyId =>
    [
        0xff, 0x00, 0xff, 0x00, 0xff, 0x00, 0xff, 0x00, 0xff, 0x00, 0xff, 0x00, 0xff, 0x00, 0xff, 0x00,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    public static ReadOnlySpan<byte> OwnerEpoch => "THISISOWNEREPOCH"u8;

    /// <summary>The key that others of that name are derived from.</summary>
    public static ReadOnlySpan<byte> BaseKeyOf(KeyName name) => name switch
    {
        KeyName.EInitToken =>
            [0xaa, 0x55, 0xaa, 0x55, 0xaa, 0x55, 0xaa, 0x55, 0xaa, 0x55, 0xaa, 0x55, 0xaa, 0x55, 0xaa, 0x55],
        KeyName.Provision =>
            [0xbb, 0xaa, 0xbb, 0xee, 0xff, 0x00, 0x00, 0xdd, 0xbb, 0xaa, 0xbb, 0xee, 0xff, 0x00, 0x00, 0xdd],
        KeyName.ProvisionSeal => "PROVISIONSEALKEY"u8,
        KeyName.Report => KeyId[..AesCmac.Size],
        KeyName.Seal =>
            [0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such key"),
    };

    /// <summary>16 bytes of noise: the simulator's CPUSVNs have no components.</summary>
    public static ReadOnlySpan<byte> BytesOf(SimulatedCpuSvn svn) => svn switch
    {
        SimulatedCpuSvn.Downgraded =>
            [0x64, 0xea, 0x4f, 0x3f, 0xa0, 0x03, 0x0c, 0x36, 0x38, 0x3c, 0x32, 0x2d, 0x4f, 0x3a, 0x8d, 0x4f],
        SimulatedCpuSvn.Default =>
            [0x48, 0x20, 0xf3, 0x37, 0x6a, 0xe6, 0xb2, 0xf2, 0x03, 0x4d, 0x3b, 0x7a, 0x4b, 0x48, 0xa7, 0x78],
        SimulatedCpuSvn.Upgraded =>
            [0x53, 0x39, 0xae, 0x8c, 0x93, 0xae, 0x8f, 0x3c, 0xe4, 0x32, 0xdb, 0x92, 0x4d, 0x0f, 0x07, 0x33],
        _ => throw new ArgumentOutOfRangeException(nameof(svn), svn, "no such CPUSVN"),
    };

    /// <summary>The CPUSVN with those bytes; null when it is none of the three.</summary>
    public static SimulatedCpuSvn? SvnOf(ReadOnlySpan<byte> bytes)
    {
        for (var svn = SimulatedCpuSvn.Downgraded; svn <= SimulatedCpuSvn.Upgraded; svn++)
        {
            if (bytes.SequenceEqual(BytesOf(svn)))
                return svn;
        }
        return null;
    }
}
