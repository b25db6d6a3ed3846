namespace Sgx.Cli;

/// <summary>The device files by which one knows a machine with SGX.</summary>
/// <remarks>The kernel's own driver, Intel's DCAP driver, Intel's out-of-tree driver.</remarks>
internal static class SgxDevice
{
    public static IReadOnlyList<string> Paths { get; } = ["/dev/sgx_enclave", "/dev/sgx/enclave", "/dev/isgx"];

    public static bool IsPresent(Predicate<string> exists) => Paths.Any(path => exists(path));
}
