namespace Sgx;

/// <summary>ATTRIBUTES.FLAGS of an enclave, all 64 bits.</summary>
/// <remarks>Intel SDM vol. 3D, ATTRIBUTES.</remarks>
[Flags]
public enum EnclaveAttributes : ulong
{
    None = 0,

    /// <summary>EINIT has run.</summary>
    Init = 0x1,

    /// <summary>A debugger may read and write the enclave: it keeps no secret.</summary>
    Debug = 0x2,

    Mode64Bit = 0x4,

    /// <summary>The enclave may derive provisioning keys (the PCE's and QE's privilege).</summary>
    ProvisionKey = 0x10,

    EInitTokenKey = 0x20,
    Cet = 0x40,

    /// <summary>Key separation and sharing: CONFIGID, CONFIGSVN, ISVFAMILYID, ISVEXTPRODID mean something.</summary>
    Kss = 0x80,

    AexNotify = 0x400,
}
