using Sgx.Quotes;
using Sgx.Testing;

namespace Sgx.Tests.Quotes;

public sealed class RealQuoteTests
{
    public static TheoryData<string> Quotes
    {
        get
        {
            if (RepositoryRoot.Shared is null)
                return [new TheoryDataRow<string>("none") { Skip = "no shared vectors beside the repository" }];
            var vectors = Path.Combine(RepositoryRoot.Shared, "vectors");
            return
            [
                .. Directory.EnumerateFiles(vectors, "quote.*", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(vectors, path).Replace('\\', '/'))
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Quotes))]
    public void It_reads_as_what_its_folder_says(string path)
    {
        var quote = Read(path);

        Assert.StartsWith($"v{quote.Version}-{(quote.IsTd ? "tdx-" : "")}", path, StringComparison.Ordinal);
        Assert.Equal(IntelQuotingEnclaves.VendorId, quote.Header.QeVendorId);
    }

    [Theory]
    [MemberData(nameof(Quotes))]
    public void Its_parts_make_the_same_quote_again(string path)
    {
        var quote = Read(path);
        var signature = quote.Signature;

        var again = Quote.Assemble(new()
        {
            SignedBytes = quote.SignedBytes.ToArray(),
            Signature = signature.Signature.ToArray(),
            AttestationKey = signature.AttestationKey.ToArray(),
            QeReport = signature.QeReport.Bytes.ToArray(),
            QeReportSignature = signature.QeReportSignature.ToArray(),
            AuthenticationData = signature.AuthenticationData,
            CertificationData = signature.CertificationData,
        });

        Assert.Equal(quote.Bytes.ToArray(), again.Bytes.ToArray());
    }

    private static Quote Read(string path) =>
        Quote.Parse(File.ReadAllBytes(RepositoryRoot.SharedOrSkip("vectors", path)));
}
