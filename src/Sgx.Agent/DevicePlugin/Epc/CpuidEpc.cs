namespace Sgx.Agent.DevicePlugin.Epc;

/// <summary>The enclave memory that the processor tells of: Intel SDM, CPUID leaves 7 and 12H.</summary>
internal static class CpuidEpc
{
    private const int Features = 7, Sgx = 0x12, FirstSection = 2;
    private const uint HasSgx = 1 << 2;
    private const uint TypeMask = 0xF, EpcSection = 1;
    private const uint LowMask = 0xFFFF_F000, HighMask = 0xF_FFFF;

    // One for each NUMA node; no machine has so many.
    private const int MaxSections = 64;

    /// <summary>Bytes; zero where there are none.</summary>
    public static long Read(ICpuid cpuid) => (cpuid.Leaf(Features, 0).Ebx & HasSgx) == 0
        ? 0
        : Enumerable.Range(FirstSection, MaxSections)
            .Select(subleaf => cpuid.Leaf(Sgx, subleaf))
            .TakeWhile(section => (section.Eax & TypeMask) == EpcSection)
            .Sum(section => ((long)(section.Edx & HighMask) << 32) | (section.Ecx & LowMask));
}
