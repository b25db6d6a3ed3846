using Microsoft.Extensions.Options;

namespace Sgx.Dcap.Hosting;

/// <summary>Refuses options that make no sense, before the first quote comes.</summary>
internal sealed class QuoteVerifierOptionsValidation : IValidateOptions<QuoteVerifierOptions>
{
    public ValidateOptionsResult Validate(string? name, QuoteVerifierOptions options)
    {
        if (options.Anchor is null || options.Policy is null)
            return ValidateOptionsResult.Fail($"{nameof(options.Anchor)} and {nameof(options.Policy)} are needed");
        if (options.CollateralInterval <= TimeSpan.Zero)
            return ValidateOptionsResult.Fail($"{nameof(options.CollateralInterval)} must be above zero");
        return options.Anchor.IsSimulated && !options.AllowSimulatedRoot && SgxDevice.IsPresent()
            ? ValidateOptionsResult.Fail(
                $"this machine has SGX, and '{options.Anchor.Subject}' is a simulated root, under which quotes prove "
                + $"nothing; {nameof(options.AllowSimulatedRoot)} trusts it here all the same")
            : ValidateOptionsResult.Success;
    }
}
