using Sgx.Dcap.Collateral;

namespace Sgx.Simulation;

/// <summary>Intel's certification service in software: root CA, PCK CAs, TCB signing, all for one simulated platform.</summary>
public sealed class SimulatedIntel
{
    public SimulatedIntel(SimulatedPlatformOptions options) => _ = options;

    /// <summary>The root certificate, PEM: what a verifier of simulated quotes must be told to trust.</summary>
    public string TrustedRootPem => throw new NotImplementedException();

    /// <summary>PCK certificate, PCK CA and root, PEM.</summary>
    public string PckChainPem => throw new NotImplementedException();

    /// <summary>What a verifier needs beside a quote of the platform, valid around the given time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside the validity of the certificates.</exception>
    public QuoteCollateral IssueCollateral(DateTimeOffset around, CollateralOptions? options = null) =>
        throw new NotImplementedException();
}
