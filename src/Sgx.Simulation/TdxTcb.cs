namespace Sgx.Simulation;

/// <summary>How well patched the TDX of a machine is, as TEE_TCB_SVN says it.</summary>
/// <param name="ModuleSvn">Security version of the TDX module: byte 0.</param>
/// <param name="ModuleVersion">
/// Major version of the TDX module: byte 1. From 1 on, TCB info judges modules by an identity of their version.
/// </param>
/// <param name="MicrocodeSvn">Security version of the microcode that the operating system loaded: byte 2.</param>
public readonly record struct TdxTcb(byte ModuleSvn, byte ModuleVersion, byte MicrocodeSvn)
{
    /// <summary>Bytes of a TEE_TCB_SVN.</summary>
    public const int Size = 16;

    private const int DigitCount = 6;

    /// <summary>What a server of 2025 had.</summary>
    public static TdxTcb Default { get; } = new(5, 1, 2);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="SgxFormatException">It is not that.</exception>
    public static TdxTcb Parse(string text)
    {
        Span<byte> svns = stackalloc byte[DigitCount / 2];
        return text.Length == DigitCount
            && Convert.FromHexString(text, svns, out _, out _) == System.Buffers.OperationStatus.Done
                ? new(svns[0], svns[1], svns[2])
                : throw new SgxFormatException(nameof(TdxTcb), $"{DigitCount} hexadecimal digits", $"'{text}'");
    }

    /// <summary>TEE_TCB_SVN: 16 bytes, all behind the third zero.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        (bytes[0], bytes[1], bytes[2]) = (ModuleSvn, ModuleVersion, MicrocodeSvn);
        return bytes;
    }

    /// <summary>Module, its version and microcode in hexadecimal: 050102.</summary>
    public override string ToString() => $"{ModuleSvn:x2}{ModuleVersion:x2}{MicrocodeSvn:x2}";

    /// <summary>The TCB so many updates of module and microcode ago; the same where there were none.</summary>
    internal TdxTcb Older(int updates) => this with
    {
        ModuleSvn = (byte)Math.Max(ModuleSvn - updates, 0),
        MicrocodeSvn = (byte)Math.Max(MicrocodeSvn - updates, 0),
    };
}
