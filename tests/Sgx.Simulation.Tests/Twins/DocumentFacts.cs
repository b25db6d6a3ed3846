namespace Sgx.Simulation.Tests.Twins;

/// <summary>What Intel's signed documents look like, member by member; * stands for any value.</summary>
internal static class DocumentFacts
{
    public static IEnumerable<string> TcbInfo { get; } =
    [
        "tcbInfo.id: string SGX",
        "tcbInfo.version: Number 3",
        "tcbInfo.issueDate: date *",
        "tcbInfo.nextUpdate: date *",
        "tcbInfo.fmspc: hex(12) 53494d000001",
        "tcbInfo.pceId: hex(4) 0000",
        "tcbInfo.tcbType: Number 0",
        "tcbInfo.tcbEvaluationDataNumber: Number 17",
        .. Enumerable.Range(0, 16).SelectMany(Component),
        "tcbInfo.tcbLevels[].tcb.pcesvn: Number *",
        "tcbInfo.tcbLevels[].tcbDate: date *",
        "tcbInfo.tcbLevels[].tcbStatus: string *",
        "tcbInfo.tcbLevels[].advisoryIDs[]: string *",
        "signature: hex(128) *",
    ];

    private static IEnumerable<string> Component(int i)
    {
        var path = $"tcbInfo.tcbLevels[].tcb.sgxtcbcomponents[{i}]";
        return
        [
            $"{path}.svn: Number *",
            .. i < 4 ? [$"{path}.category: string *"] : Array.Empty<string>(),
            .. i < 3 ? [$"{path}.type: string *"] : Array.Empty<string>(),
        ];
    }

    public static IEnumerable<string> QeIdentity { get; } =
    [
        "enclaveIdentity.id: string QE",
        "enclaveIdentity.version: Number 2",
        "enclaveIdentity.issueDate: date *",
        "enclaveIdentity.nextUpdate: date *",
        "enclaveIdentity.tcbEvaluationDataNumber: Number 17",
        "enclaveIdentity.miscselect: hex(8) 00000000",
        "enclaveIdentity.miscselectMask: HEX(8) FFFFFFFF",
        "enclaveIdentity.attributes: hex(32) 11000000000000000000000000000000",
        "enclaveIdentity.attributesMask: HEX(32) FBFFFFFFFFFFFFFF0000000000000000",
        "enclaveIdentity.mrsigner: HEX(64) 8C4F5775D796503E96137F77C68A829A0056AC8DED70140B081B094490C57BFF",
        "enclaveIdentity.isvprodid: Number 1",
        "enclaveIdentity.tcbLevels[].tcb.isvsvn: Number *",
        "enclaveIdentity.tcbLevels[].tcbDate: date *",
        "enclaveIdentity.tcbLevels[].tcbStatus: string *",
        "enclaveIdentity.tcbLevels[].advisoryIDs[]: string *",
        "signature: hex(128) *",
    ];
}
