namespace Sgx.Agent.DevicePlugin.Epc;

/// <summary>How much enclave memory a machine has.</summary>
/// <param name="Bytes">All NUMA nodes together.</param>
/// <param name="Source">Who says so, for people.</param>
internal sealed record EpcCapacity(long Bytes, string Source)
{
    public const long Mebibyte = 1024 * 1024;

    /// <summary>Whole MiB; what is left over is nobody's.</summary>
    public long Mebibytes => Bytes / Mebibyte;

    /// <summary>Finds out: as told, else from the kernel's driver, else from the processor.</summary>
    /// <exception cref="EpcException">Nobody says that there is any, or what is said makes no sense.</exception>
    public static EpcCapacity Find(EpcSetting setting, string sysRoot, ICpuid cpuid)
    {
        if (setting.Bytes is { } told)
            return new(told, setting.IsSimulated ? "simulated" : "configured");
        if (Managed(sysRoot) is > 0 and var managed)
            return new(managed, "sysfs");
        if (CpuidEpc.Read(cpuid) is > 0 and var sections)
            return new(sections, "CPUID");
        throw new EpcException(
            "this machine has no SGX enclave memory: neither the kernel nor the processor tells of any; "
            + "check that SGX is on in the firmware, or give --epc simulated:SIZE on a machine that shall do without");
    }

    private static long Managed(string sysRoot)
    {
        try
        {
            return KernelEpc.Read(sysRoot);
        }
        catch (SgxFormatException e)
        {
            throw new EpcException(e.Message);
        }
    }
}

/// <summary>There is no enclave memory to give out.</summary>
internal sealed class EpcException(string message) : Exception(message);
