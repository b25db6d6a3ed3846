using Sgx.Testing;

namespace Sgx.Dcap.Tests.Vectors;

/// <summary>Theory data from the shared vectors; where there are none, one row that is skipped and says so.</summary>
internal static class SharedCases
{
    public static TheoryData<string> Named(Func<string, IEnumerable<string>> names)
    {
        if (RepositoryRoot.Shared is not null)
            return [.. names(Path.Combine(RepositoryRoot.Shared, "vectors"))];
        return [new TheoryDataRow<string>("none") { Skip = "no shared vectors beside the repository" }];
    }
}
