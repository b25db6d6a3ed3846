using Sgx.Cli.Tests.Support;
using Sgx.Dcap.Collateral;

namespace Sgx.Cli.Tests.Verification;

public sealed class BundleTests
{
    [Fact]
    public async Task Collateral_in_one_file_does_as_well_as_in_a_folder()
    {
        using var quote = await SimulatedQuote.Create();
        var bundle = Path.Combine(quote.Folder, "bundle.json");
        var collateral = CollateralFolder.Read(Path.Combine(quote.Folder, "collateral"));
        await File.WriteAllTextAsync(bundle, CollateralJson.Of(collateral), TestContext.Current.CancellationToken);

        var run = await SgxRun.Of(quote.With("--collateral", bundle));

        Assert.Equal(0, run.ExitCode);
    }
}
