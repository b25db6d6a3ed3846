using Sgx.Cli.Input;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Quotes;

namespace Sgx.Cli.Verification;

/// <summary>A verification, with as much of it as came to pass.</summary>
internal sealed class QuoteVerification(VerificationRequest? request)
{
    /// <summary>Null where the command line could not be read.</summary>
    public VerificationRequest? Request { get; } = request;

    /// <summary>Null unless the file held one.</summary>
    public Quote? Quote { get; private set; }

    /// <summary>The root that was to be trusted; null unless there was one.</summary>
    public TrustAnchor? Anchor { get; private set; }

    /// <summary>Null when it did not come to one.</summary>
    public QuoteVerdict? Verdict { get; private set; }

    /// <summary>What is acceptable; null unless the files and options that say so could be read.</summary>
    public EnclavePolicy? Policy { get; private set; }

    /// <summary>Null unless the quote is genuine.</summary>
    public PolicyVerdict? Judgement { get; private set; }

    /// <summary>Why it did not come to a verdict; null when it did.</summary>
    public InputException? Fault { get; private set; }

    public bool IsAcceptable => Judgement is { IsSatisfied: true };

    public int ExitCode => this switch
    {
        { Fault: not null } => Cli.ExitCode.BadInput,
        { IsAcceptable: true } => Cli.ExitCode.Done,
        _ => Cli.ExitCode.Rejected,
    };

    /// <summary>One that ended before it began.</summary>
    public static QuoteVerification Misused(string message) => new(null) { Fault = new(InputFault.Usage, message) };

    /// <summary>Reads the files and judges the quote.</summary>
    public static QuoteVerification Of(VerificationRequest request, CliHost host)
    {
        var verification = new QuoteVerification(request);
        try
        {
            verification.Run(request, host);
        }
        catch (InputException e)
        {
            verification.Fault = e;
        }

        return verification;
    }

    private void Run(VerificationRequest request, CliHost host)
    {
        Policy = request.Policy.Build(host);
        Quote = QuoteFile.Read(host, request.Quote);
        Anchor = TrustedRootFile.Read(request.TrustedRoot, host);
        TrustedRootFile.RequireAllowed(Anchor, request.AllowSimulatedRoot, host);

        var collateral = CollateralInput.Read(host, request.Collateral);
        if (request.PckCertificate is { } pck)
            collateral = collateral with { PckCertificateChain = InputFile.Read(host, pck, InputFile.MaxCertificate) };
        Verdict = new QuoteVerifier(Anchor, request.RootMatching).Verify(Quote, collateral, request.Time);
        Judgement = Verdict is QuoteVerdict.Verified verified ? Policy.Judge(verified) : null;
    }
}
