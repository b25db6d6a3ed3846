namespace Sgx.Simulation.Cpu;

/// <summary>What the key that MACs Reports to one target is derived from; the target can derive it too.</summary>
/// <param name="target">Whom the Report is addressed to.</param>
/// <param name="cpuSvn">The CPUSVN of the Report, 16 bytes.</param>
/// <param name="keyId">The KEYID of the Report, 32 bytes.</param>
internal readonly ref struct ReportKeyDerivation(
    TargetInfo target, ReadOnlySpan<byte> cpuSvn, ReadOnlySpan<byte> keyId)
{
    private readonly ReadOnlySpan<byte> _cpuSvn = cpuSvn;
    private readonly ReadOnlySpan<byte> _keyId = keyId;

    /// <summary>The target's; the Rust SDK's simulator puts the reporting enclave's in its place.</summary>
    public Measurement MrEnclave { get; init; } = target.MrEnclave;

    /// <summary>The 16-byte report key.</summary>
    public byte[] Derive(ReportKeyLayout layout)
    {
        var input = layout switch
        {
            ReportKeyLayout.A => LayoutA(),
            ReportKeyLayout.B => LayoutB(),
            ReportKeyLayout.C => LayoutC(),
            _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "no such layout"),
        };
        return input.DeriveKey(KeyName.Report);
    }

    private DerivationInput LayoutA() => new DerivationInput(120)
        .Add((ushort)KeyName.Report).Zeros(6)
        .Add(TargetAttributes)
        .Add(SimulatorConstants.OwnerEpoch)
        .Add(MrEnclave.ToBytes())
        .Add(_cpuSvn)
        .Add(_keyId);

    private DerivationInput LayoutB() => new DerivationInput(192)
        .Add((ushort)KeyName.Report).Zeros(6)
        .Add(TargetAttributes)
        .Add(target.MiscSelect)
        .Add(SimulatorConstants.OwnerEpoch)
        .Add(MrEnclave.ToBytes())
        .Add(_cpuSvn)
        .Add(target.ConfigSvn)
        .Add(target.ConfigId)
        .Add(_keyId)
        .Zeros(2);

    // One structure for all key names; what the report key does not depend on stays zero.
    private DerivationInput LayoutC() => new DerivationInput(280)
        .Add((ushort)KeyName.Report)
        .Zeros(4) // ISVSVN, ISVPRODID
        .Add(target.ConfigSvn)
        .Add(TargetAttributes)
        .Zeros(16) // attribute mask
        .Add(target.MiscSelect)
        .Zeros(4) // misc mask
        .Add(SimulatorConstants.OwnerEpoch)
        .Add(_cpuSvn)
        .Add(MrEnclave.ToBytes())
        .Zeros(64) // MRSIGNER, ISVFAMILYID, ISVEXTPRODID
        .Add(target.ConfigId)
        .Add(_keyId)
        .Zeros(8); // policy, padding

    private ReadOnlySpan<byte> TargetAttributes =>
        target.Bytes.Span[TargetInfo.Layout.Attributes.Offset..TargetInfo.Layout.Xfrm.End];
}
