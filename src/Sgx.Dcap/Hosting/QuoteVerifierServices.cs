using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sgx.Dcap;
using Sgx.Dcap.Collateral;
using Sgx.Dcap.Hosting;
using Sgx.Dcap.RaTls;

// Where hosts look for such methods.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the verifier of quotes to a host.</summary>
public static class QuoteVerifierServices
{
    /// <summary>
    /// Adds, as singletons: <see cref="QuoteVerifier"/>, <see cref="ICollateralSource"/>, <see cref="QuoteAppraiser"/>
    /// and <see cref="RaTlsVerifier"/>. What is registered already stays, as does a <see cref="TimeProvider"/>.
    /// </summary>
    /// <remarks>Options that make no sense fail the start of the host.</remarks>
    public static IServiceCollection AddSgxQuoteVerifier(
        this IServiceCollection services, Action<QuoteVerifierOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        _ = services.AddOptions<QuoteVerifierOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<QuoteVerifierOptions>, QuoteVerifierOptionsValidation>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new QuoteVerifier(
            Options(provider).Anchor, Options(provider).RootMatching));
        services.TryAddSingleton<ICollateralSource>(CreateSource);
        services.TryAddSingleton(provider => new QuoteAppraiser(
            provider.GetRequiredService<ICollateralSource>(), Options(provider).Policy, Time(provider)));
        services.TryAddSingleton(provider => new RaTlsVerifier(
            provider.GetRequiredService<QuoteAppraiser>(), Logger<RaTlsVerifier>(provider), Time(provider)));
        return services;
    }

    private static FolderCollateralSource CreateSource(IServiceProvider provider)
    {
        var options = Options(provider);
        return new(
            options.CollateralPath ?? throw new OptionsValidationException(
                nameof(QuoteVerifierOptions), typeof(QuoteVerifierOptions),
                [$"{nameof(options.CollateralPath)} is needed, or an {nameof(ICollateralSource)} of one's own"]),
            provider.GetRequiredService<QuoteVerifier>(),
            Logger<FolderCollateralSource>(provider),
            Time(provider),
            options.CollateralInterval);
    }

    private static QuoteVerifierOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<QuoteVerifierOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T>? Logger<T>(IServiceProvider provider) => provider.GetService<ILogger<T>>();
}
