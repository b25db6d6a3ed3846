using Sgx.Quotes;
using Sgx.Simulation.Pki;

namespace Sgx.Simulation.Collateral;

/// <summary>The signed documents of the simulated Intel on one platform.</summary>
internal sealed class DocumentIssuer(SimulatedPlatformOptions platform, SimulatedKey signer)
{
    /// <summary>TCB info of the kind of TEE that is asked for.</summary>
    public byte[] TcbInfo(Lifetime lifetime, CollateralOptions options) => new TcbInfoDocument
    {
        Version = options.TcbInfoVersion,
        Lifetime = lifetime,
        Fmspc = platform.Fmspc,
        Levels = TcbHistory.Around(platform, options),
        Modules = options.Tee is TeeType.Tdx ? ModulesBy(options) : null,
    }.Sign(signer);

    /// <summary>The identity of the quoting enclave of that TEE.</summary>
    public byte[] QeIdentity(Lifetime lifetime, CollateralOptions options)
    {
        var (id, mrSigner, prodId, svn) = options.Tee is TeeType.Tdx
            ? ("TD_QE", IntelQuotingEnclaves.TdqeMrSigner, IntelQuotingEnclaves.TdqeProdId, platform.TdqeIsvSvn)
            : ("QE", IntelQuotingEnclaves.Qe3MrSigner, IntelQuotingEnclaves.Qe3ProdId, platform.QeIsvSvn);
        return new QeIdentityDocument
        {
            Lifetime = lifetime,
            Id = id,
            MrSigner = options.Fault.HasFlag(CollateralFault.WrongQeIdentity) ? default : mrSigner,
            IsvProdId = prodId,
            Levels = ComponentHistory.Around(svn, ushort.MaxValue, options.QuotingEnclaveStatus),
        }.Sign(signer);
    }

    private TdxModules ModulesBy(CollateralOptions options)
    {
        var mrSigner = new byte[TdReportBody.MeasurementSize];
        if (options.Fault.HasFlag(CollateralFault.WrongTdxModule))
            mrSigner.AsSpan().Fill(0xff);
        return new() { Own = platform.Tdx, Status = options.TdxModuleStatus, MrSigner = mrSigner };
    }
}
