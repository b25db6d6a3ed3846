using System.Text.Json;
using System.Text.Json.Nodes;
using Sgx.Dcap.Collateral;

namespace Sgx.Cli.Tests.Support;

/// <summary>Writes collateral as the bundle that other verifiers hand around.</summary>
internal static class CollateralJson
{
    public static string Of(QuoteCollateral collateral)
    {
        var tcbInfo = JsonElement.Parse(collateral.TcbInfo.Span);
        var qeIdentity = JsonElement.Parse(collateral.QeIdentity.Span);
        return new JsonObject
        {
            ["pck_crl_issuer_chain"] = Text(collateral.PckCrlIssuerChain),
            ["root_ca_crl"] = Convert.ToHexStringLower(collateral.RootCaCrl.Span),
            ["pck_crl"] = Convert.ToHexStringLower(collateral.PckCrl.Span),
            ["tcb_info_issuer_chain"] = Text(collateral.TcbInfoIssuerChain),
            ["tcb_info"] = tcbInfo.GetProperty("tcbInfo").GetRawText(),
            ["tcb_info_signature"] = tcbInfo.GetProperty("signature").GetString(),
            ["qe_identity_issuer_chain"] = Text(collateral.QeIdentityIssuerChain),
            ["qe_identity"] = qeIdentity.GetProperty("enclaveIdentity").GetRawText(),
            ["qe_identity_signature"] = qeIdentity.GetProperty("signature").GetString(),
        }.ToJsonString();
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}
