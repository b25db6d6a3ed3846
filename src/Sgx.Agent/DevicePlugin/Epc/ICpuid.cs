using System.Runtime.Intrinsics.X86;

namespace Sgx.Agent.DevicePlugin.Epc;

/// <summary>What a processor says of itself.</summary>
internal interface ICpuid
{
    /// <summary>The four registers of a leaf; zeros where the processor has no such leaf.</summary>
    CpuidLeaf Leaf(int leaf, int subleaf);
}

/// <summary>The registers after CPUID.</summary>
internal readonly record struct CpuidLeaf(uint Eax, uint Ebx, uint Ecx, uint Edx);

/// <summary>The processor that this runs on.</summary>
internal sealed class ThisCpu : ICpuid
{
    public CpuidLeaf Leaf(int leaf, int subleaf)
    {
        // Asked for more than it has, a processor answers with its last leaf.
        if (!X86Base.IsSupported || (uint)X86Base.CpuId(0, 0).Eax < (uint)leaf)
            return default;
        var (eax, ebx, ecx, edx) = X86Base.CpuId(leaf, subleaf);
        return new((uint)eax, (uint)ebx, (uint)ecx, (uint)edx);
    }
}
