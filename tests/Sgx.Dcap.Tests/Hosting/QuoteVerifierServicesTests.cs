using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Hosting;
using Sgx.Dcap.RaTls;
using Sgx.Dcap.Tests.RaTls;
using Sgx.Testing;

namespace Sgx.Dcap.Tests.Hosting;

public sealed class QuoteVerifierServicesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_quote_is_accepted_by_what_the_options_say()
    {
        CollateralFolder.Write(_folder.Path, SimulatedNode.Collateral, SimulatedNode.Platform.Intel.TrustedRootPem);
        using var services = Add(options => options.CollateralPath = _folder.Path);

        var appraisal = services.GetRequiredService<QuoteAppraiser>().Appraise(
            await SimulatedNode.Quote(new byte[64]));

        _ = Assert.IsType<QuoteAppraisal.Accepted>(appraisal);
        Assert.NotNull(services.GetRequiredService<RaTlsVerifier>());
    }

    [Fact]
    public async Task A_source_of_ones_own_is_asked_instead_of_a_folder()
    {
        using var services = Add(
            _ => { },
            before => before.AddSingleton<ICollateralSource>(new EnclavePeer.OneCollateral(null)));

        var appraisal = services.GetRequiredService<QuoteAppraiser>().Appraise(
            await SimulatedNode.Quote(new byte[64]));

        Assert.Equal(AppraisalStep.Collateral, Assert.IsType<QuoteAppraisal.Refused>(appraisal).Step);
    }

    [Fact]
    public void Without_any_collateral_it_says_what_is_needed()
    {
        using var services = Add(_ => { });

        Assert.Contains(
            "CollateralPath is needed",
            Assert.Throws<OptionsValidationException>(services.GetRequiredService<QuoteAppraiser>).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_at_the_start()
    {
        using var services = Add(options => options.CollateralInterval = TimeSpan.Zero);

        Assert.Contains(
            "CollateralInterval must be above zero",
            Assert.Throws<OptionsValidationException>(
                services.GetRequiredService<IStartupValidator>().Validate).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_names_no_enclave_gives_no_verifier_of_certificates()
    {
        CollateralFolder.Write(_folder.Path, SimulatedNode.Collateral, SimulatedNode.Platform.Intel.TrustedRootPem);
        using var services = Add(options =>
        {
            options.CollateralPath = _folder.Path;
            options.Policy = new();
        });

        _ = Assert.Throws<ArgumentException>(services.GetRequiredService<RaTlsVerifier>);
    }

    private static ServiceProvider Add(
        Action<QuoteVerifierOptions> configure, Action<IServiceCollection>? before = null)
    {
        var services = new ServiceCollection();
        _ = services.AddSingleton<TimeProvider>(EnclavePeer.Clock);
        before?.Invoke(services);
        return services.AddSgxQuoteVerifier(options =>
        {
            options.Anchor = SimulatedNode.Anchor;
            options.AllowSimulatedRoot = true;
            options.Policy = EnclavePeer.Wanted;
            configure(options);
        }).BuildServiceProvider(validateScopes: true);
    }
}
