using System.Text;
using Sgx.Dcap;

namespace Sgx.Fuzz.Targets;

/// <summary>A policy's document, ours or in Intel's vocabulary.</summary>
internal sealed class PolicyTarget : IFuzzTarget
{
    private const string Platform = "3123ec35-8d38-4ea5-87a5-d6c48b567570";
    private const string Enclave = "bef7cb8c-31aa-42c1-854c-10db005d5c41";

    // Tables made at the first document are not that document's doing.
    public PolicyTarget() => Assert(Seeds.All(seed => Read(seed.Input) is Outcome.Taken));

    public string Name => "policy";

    public IEnumerable<Seed> Seeds =>
    [
        new("empty", """{"version":1}"""u8.ToArray()),
        new("intel", Encoding.ASCII.GetBytes($$$"""
            {"policy_array":[
            {"environment":{"class_id":"{{{Platform}}}"},"reference":{"accepted_tcb_status":["UpToDate"]}},
            {"environment":{"class_id":"{{{Enclave}}}"},"reference":{"sgx_isvprodid":1}}]}
            """)),
    ];

    public Outcome Take(ReadOnlyMemory<byte> input) => ParserTrial.Run(input, json => Read(json));

    private static Outcome Read(ReadOnlyMemory<byte> json)
    {
        _ = EnclavePolicy.Parse(json, "a stranger").Rules;
        return Outcome.Taken;
    }

    private static void Assert(bool isTrue) => FindingException.Unless(isTrue, "a good policy is not read");
}
