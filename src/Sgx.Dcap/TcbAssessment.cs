using Sgx.Dcap.Collateral;

namespace Sgx.Dcap;

/// <summary>How well patched a platform is, part by part.</summary>
/// <remarks>Intel's words of each part, before and after they are brought together.</remarks>
public sealed record TcbAssessment
{
    /// <summary>All parts together: what counts.</summary>
    public required TcbLevel Overall { get; init; }

    /// <summary>The level of the platform's own components.</summary>
    public required TcbLevel Platform { get; init; }

    /// <summary>The level of its quoting enclave.</summary>
    public required TcbLevel QuotingEnclave { get; init; }

    /// <summary>The level of its TDX module, where that is judged apart (module version 1 and later).</summary>
    public TcbLevel? TdxModule { get; init; }

    /// <summary>All parts when the TD was launched; null unless the quote tells launch from present.</summary>
    public TcbLevel? Launch { get; init; }

    /// <summary>All parts at present; null unless the quote tells launch from present.</summary>
    public TcbLevel? Current { get; init; }
}
