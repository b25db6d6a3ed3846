namespace Sgx.Simulation.Tests.Twins;

/// <summary>Where a simulated structure may differ from a genuine one: all of it, by path, and why.</summary>
internal static class AllowedDifferences
{
    private static readonly Dictionary<string, string> AnyCertificate = new()
    {
        ["0.0.1"] = "serial number",
        ["0.0.3.1.0[2.5.4.10].0"] = "the issuer's organization says that it is simulated",
        ["0.0.5.1.0[2.5.4.10].0"] = "the subject's organization says that it is simulated",
        ["0.0.6.1"] = "public key",
        ["[2.5.29.35].0.0.0"] = "issuer's key id",
        ["[2.5.29.31].0.0.0.0.0.0"] = "URL of the CRL",
        ["[2.5.29.14].0.0"] = "key id",
        ["0.2.0.0"] = "signature, r",
        ["0.2.0.1"] = "signature, s",
    };

    private static readonly Dictionary<string, string> Validity = new()
    {
        ["0.0.4.0"] = "valid from Intel's first certificates on",
        ["0.0.4.1"] = "valid until 2049",
    };

    private static readonly Dictionary<string, string> Platform = new()
    {
        ["[1.2.840.113741.1.13.1.1].0"] = "PPID",
        ["[1.2.840.113741.1.13.1.4].0"] = "FMSPC",
    };

    private static readonly Dictionary<string, string> PlatformCaOnly = new()
    {
        ["[1.2.840.113741.1.13.1.6].0"] = "platform instance id",
    };

    private static readonly Dictionary<string, string> AnyCrl = new()
    {
        ["0.0.2.1.0[2.5.4.10].0"] = "the issuer's organization says that it is simulated",
        ["0.0.3"] = "this update",
        ["0.0.4"] = "next update",
        ["[2.5.29.35].0.0.0"] = "issuer's key id",
        ["0.2.0.0"] = "signature, r",
        ["0.2.0.1"] = "signature, s",
    };

    private static readonly Dictionary<string, string> RevokedEntries = new()
    {
        ["0.0.5.*.0"] = "revoked serial numbers",
        ["0.0.5.*.1"] = "revocation dates",
    };

    private static readonly Dictionary<string, string> TcbInfo = new()
    {
        ["tcbInfo.issueDate"] = "time",
        ["tcbInfo.nextUpdate"] = "time",
        ["tcbInfo.fmspc"] = "FMSPC",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[0].svn"] = "other levels",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[1].svn"] = "other levels",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[2].svn"] = "other levels",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[3].svn"] = "other levels",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[4].svn"] = "other levels",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[5].svn"] = "other levels",
        ["tcbInfo.tcbLevels[].tcb.pcesvn"] = "other levels",
        ["tcbInfo.tcbLevels[].tcbDate"] = "other levels",
        ["tcbInfo.tcbLevels[].tcbStatus"] = "other levels",
        ["tcbInfo.tcbLevels[].advisoryIDs[]"] = "advisories that are not Intel's",
        ["signature"] = "signature",
    };

    private static readonly Dictionary<string, string> ProcessorTcbInfo = new()
    {
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[6].svn"] = "other levels",
    };

    private static readonly Dictionary<string, string> ProcessorTcbInfoShapes = new()
    {
        ["tcbInfo.fmspc"] = "Intel writes it in the case of the question",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[0].category"] = "Intel names components of servers only",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[0].type"] = "Intel names components of servers only",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[1].category"] = "Intel names components of servers only",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[1].type"] = "Intel names components of servers only",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[2].category"] = "Intel names components of servers only",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[2].type"] = "Intel names components of servers only",
        ["tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[3].category"] = "Intel names components of servers only",
    };

    private static readonly Dictionary<string, string> QeIdentity = new()
    {
        ["enclaveIdentity.issueDate"] = "time",
        ["enclaveIdentity.nextUpdate"] = "time",
        ["enclaveIdentity.tcbLevels[].tcb.isvsvn"] = "other levels",
        ["enclaveIdentity.tcbLevels[].tcbDate"] = "other levels",
        ["enclaveIdentity.tcbLevels[].advisoryIDs[]"] = "advisories that are not Intel's",
        ["signature"] = "signature",
    };

    private static readonly Dictionary<string, string> Quote = new()
    {
        ["header QE id"] = "another machine",
        ["application CPUSVN"] = "the simulator's",
        ["quote signature"] = "signature",
        ["attestation key"] = "another machine",
        ["QE CPUSVN"] = "the genuine machines' microcode is newer than their certificates",
        ["QE MRENCLAVE"] = "the quoting enclave's code is none",
        ["QE report data hash"] = "another attestation key",
        ["QE report signature"] = "signature",
    };

    private static readonly Dictionary<string, string> ProcessorQuote = new()
    {
        ["QE XFRM"] = "the genuine machine has no AVX-512",
    };

    private static readonly Dictionary<string, string> NoShapes = [];

    /// <summary>What may say another thing, in a structure of a platform that the CA certifies.</summary>
    public static IReadOnlyDictionary<string, string> OfValue(string structure, PckCa ca) => (structure, ca) switch
    {
        (Structures.Pck, PckCa.Platform) => Union(AnyCertificate, Validity, Platform, PlatformCaOnly),
        (Structures.Pck, _) => Union(AnyCertificate, Validity, Platform),
        (Structures.PckCa or Structures.TcbSigning, _) => Union(AnyCertificate, Validity),
        (Structures.Root, _) => AnyCertificate,
        (Structures.PckCrl, PckCa.Platform) => Union(AnyCrl, RevokedEntries),
        (Structures.PckCrl or Structures.RootCrl, _) => AnyCrl,
        (Structures.TcbInfo, PckCa.Processor) => Union(TcbInfo, ProcessorTcbInfo),
        (Structures.TcbInfo, _) => TcbInfo,
        (Structures.QeIdentity, _) => QeIdentity,
        (Structures.Quote, PckCa.Processor) => Union(Quote, ProcessorQuote),
        _ => Quote,
    };

    /// <summary>What may have another form, or be missing.</summary>
    public static IReadOnlyDictionary<string, string> OfShape(string structure, PckCa ca) =>
        (structure, ca) == (Structures.TcbInfo, PckCa.Processor) ? ProcessorTcbInfoShapes : NoShapes;

    private static Dictionary<string, string> Union(params Dictionary<string, string>[] tables) =>
        tables.SelectMany(table => table).ToDictionary();
}
