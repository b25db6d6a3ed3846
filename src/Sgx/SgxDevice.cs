namespace Sgx;

/// <summary>The device files by which one knows a machine with SGX.</summary>
/// <remarks>The kernel's own driver, Intel's DCAP driver, Intel's out-of-tree driver.</remarks>
public static class SgxDevice
{
    public static IReadOnlyList<string> Paths { get; } = ["/dev/sgx_enclave", "/dev/sgx/enclave", "/dev/isgx"];

    /// <summary>Whether one of them is there.</summary>
    public static bool IsPresent() => IsPresent(Path.Exists);

    /// <summary>The same by another's eyes.</summary>
    public static bool IsPresent(Predicate<string> exists) => Paths.Any(path => exists(path));
}
