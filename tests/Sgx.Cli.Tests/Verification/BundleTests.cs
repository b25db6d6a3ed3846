using System.Text.Json.Nodes;
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

    [Fact]
    public async Task A_pck_certificate_may_lie_in_the_folder_or_the_file()
    {
        using var quote = await SimulatedQuote.Create();
        var folder = Path.Combine(quote.Folder, "collateral");
        var pck = "not looked at"u8.ToArray();
        await File.WriteAllBytesAsync(
            Path.Combine(folder, CollateralFolder.PckCertificateChain), pck, TestContext.Current.CancellationToken);

        var collateral = CollateralFolder.Read(folder);
        var bundle = JsonNode.Parse(CollateralJson.Of(collateral))!.AsObject();
        bundle["pck_certificate_chain"] = Text(collateral.PckCertificateChain!.Value);

        Assert.Equal(pck, CollateralBundle.Parse(Bytes(bundle)).PckCertificateChain!.Value.ToArray());
        bundle["pck_certificate_chain"] = null;
        Assert.Null(CollateralBundle.Parse(Bytes(bundle)).PckCertificateChain);
        Assert.Equal(0, (await SgxRun.Of(quote.VerifyArguments)).ExitCode);
    }

    private static byte[] Bytes(JsonObject bundle) => System.Text.Encoding.UTF8.GetBytes(bundle.ToJsonString());

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}
