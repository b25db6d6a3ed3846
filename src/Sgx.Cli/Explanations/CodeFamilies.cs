using System.Collections.Immutable;
using Sgx.Aesm;
using Sgx.Cli.Explanations.Families;
using Sgx.Dcap;

namespace Sgx.Cli.Explanations;

/// <summary>All families, those that people meet most first.</summary>
internal static class CodeFamilies
{
    public static readonly CodeFamily Tcb = new()
    {
        Key = "tcb",
        Title = "tcbStatus",
        Where = "sgx verify and every other verifier: how well patched a platform is",
        Codes = TcbStatuses.All,
    };

    public static readonly CodeFamily Aesm = new()
    {
        Key = "aesm",
        Title = "aesm_error_t",
        Where = "answers of aesmd and sgx-agent, their logs and metrics, messages of sgx quote",
        Prefix = "AESM_",
        Here = number => Enum.GetName((AesmStatus)number),
        Codes = [.. AesmCodes.All, .. AesmQuotingCodes.All],
    };

    public static readonly CodeFamily Quote3 = new()
    {
        Key = "quote3",
        Title = "quote3_error_t",
        Where = "DCAP's libraries, in-process and with SGX_AESM_ADDR, for quotes and for verification",
        Prefix = "SGX_QL_",
        OtherPrefix = "TEE_",
        IsHexadecimal = true,
        Here = number => Enum.GetName((Quote3Error)number),
        Codes = [.. Quote3QuotingCodes.All, .. Quote3VerificationCodes.All, .. Quote3TcbCodes.All],
    };

    public static readonly CodeFamily Sgx = new()
    {
        Key = "sgx",
        Title = "sgx_status_t",
        Where = "the SGX SDK, enclaves, libsgx_quote_ex and the logs of aesmd",
        IsHexadecimal = true,
        Codes = [.. SgxEnclaveCodes.All, .. SgxServiceCodes.All, .. SgxFileCodes.All],
    };

    public static readonly CodeFamily Qvl = new()
    {
        Key = "qvl",
        Title = "Status of Intel's Quote Verification Library",
        Where = "reasons of sgx verify, and Intel's library; its wrapper gives 0xE001 for those without a counterpart",
        Prefix = "STATUS_",
        Here = number => Enum.GetName((RejectionReason)number),
        Codes =
        [
            .. QvlChainCodes.All, .. QvlDocumentCodes.All, .. QvlQuoteCodes.All, .. QvlIdentityCodes.All,
            .. QvlCurrencyCodes.All,
        ],
    };

    public static readonly CodeFamily Result = new()
    {
        Key = "result",
        Title = "sgx_ql_qv_result_t",
        Where = "the result beside the return value of Intel's verification library",
        Prefix = "SGX_QL_QV_RESULT_",
        IsHexadecimal = true,
        Here = number => Enum.GetName((QvResult)number),
        Codes = QvResults.All,
    };

    public static readonly CodeFamily Pce = new()
    {
        Key = "pce",
        Title = "sgx_pce_error_t",
        Where = "the library of the provisioning certification enclave, and logs",
        Prefix = "SGX_PCE_",
        IsHexadecimal = true,
        Codes = PceCodes.All,
    };

    public static readonly CodeFamily Qe3 = new()
    {
        Key = "qe3",
        Title = "errors inside the quoting enclave",
        Where = "logs of Intel's quoting library",
        Prefix = "QE3_",
        IsHexadecimal = true,
        Codes = Qe3Codes.All,
    };

    public static readonly CodeFamily Qcnl = new()
    {
        Key = "qcnl",
        Title = "sgx_qcnl_error_t",
        Where = "logs of Intel's quote provider, the client of PCCS",
        Prefix = "SGX_QCNL_",
        IsHexadecimal = true,
        Codes = QcnlCodes.All,
    };

    public static readonly CodeFamily Input = new()
    {
        Key = "input",
        Title = "reasons of sgx verify with exit code 2",
        Where = "reason in the JSON of sgx verify",
        Codes = InputFaults.All,
    };

    public static readonly CodeFamily Exit = new()
    {
        Key = "exit",
        Title = "exit codes",
        Where = "scripts, and the last state of a container",
        Codes = ExitCodes.All,
    };

    public static readonly ImmutableArray<CodeFamily> All =
        [Tcb, Aesm, Quote3, Sgx, Qvl, Result, Pce, Qe3, Qcnl, Input, Exit];

    /// <summary>Every code of every family.</summary>
    public static IEnumerable<Code> Codes =>
        All.SelectMany(family => family.Codes.Select(code => new Code(family, code)));
}
