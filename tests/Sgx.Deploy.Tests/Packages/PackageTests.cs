using System.Text;
using System.Xml.Linq;
using Sgx.Testing;

namespace Sgx.Deploy.Tests.Packages;

public sealed class PackageTests(PackedLibraries packed) : IClassFixture<PackedLibraries>
{
    private const string Dcap = "Sgx.Dcap.0.1.0.nupkg";

    public static TheoryData<string> Ids => ["Sgx", "Sgx.Dcap"];

    [Fact]
    public void There_are_these_and_no_others() => Assert.Equal(
        ["Sgx.0.1.0.nupkg", "Sgx.0.1.0.snupkg", Dcap, "Sgx.Dcap.0.1.0.snupkg"],
        Directory.EnumerateFiles(packed.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_has_its_library_with_documentation_and_a_readme(string id) => Assert.Equal(
        ["README.md", $"{id}.nuspec", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"],
        packed.List($"{id}.0.1.0.nupkg"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_symbols_lie_beside_with_the_sources_and_without_a_path_of_this_machine(string id)
    {
        Assert.Equal([$"{id}.nuspec", $"lib/net10.0/{id}.pdb"], packed.List($"{id}.0.1.0.snupkg"));
        var symbols = Encoding.Latin1.GetString(packed.Read($"{id}.0.1.0.snupkg", $"lib/net10.0/{id}.pdb"));

        Assert.StartsWith("BSJB", symbols, StringComparison.Ordinal); // a portable PDB
        Assert.DoesNotContain(RepositoryRoot.Path, symbols, StringComparison.Ordinal);
        Assert.DoesNotContain(
            RepositoryRoot.Path,
            Encoding.Latin1.GetString(packed.Read($"{id}.0.1.0.nupkg", $"lib/net10.0/{id}.dll")),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Metadata_name_license_readme_and_commit_and_no_address_of_ours(string id)
    {
        var metadata = packed.Metadata($"{id}.0.1.0.nupkg");
        string Text(string name) => Element(metadata, name).Value;

        Assert.Equal((id, "0.1.0"), (Text("id"), Text("version")));
        Assert.Equal(("Apache-2.0", "README.md"), (Text("license"), Text("readme")));
        Assert.NotEmpty(Text("description"));
        Assert.Equal("git", Element(metadata, "repository").Attribute("type")?.Value);
        Assert.Null(Element(metadata, "repository").Attribute("url"));
        Assert.DoesNotContain(metadata.Elements(), element => element.Name.LocalName is "projectUrl" or "iconUrl");
    }

    [Fact]
    public void The_verifier_needs_these_packages_and_no_others() => Assert.Equal(
        [
            "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options", "Sgx", "System.Formats.Cbor",
        ],
        Dependencies(Dcap));

    [Fact]
    public void The_structures_need_nothing() => Assert.Empty(Dependencies("Sgx.0.1.0.nupkg"));

    [Fact]
    public void A_program_elsewhere_builds_with_the_packages_and_runs()
    {
        using var folder = new TemporaryFolder();
        Consumer.Write(folder.Path, packed.Path);

        var output = PackedLibraries.Run(
            folder.Path, "dotnet", "run", "--configuration", "Release", "--artifacts-path", folder["artifacts"]);

        Assert.Contains("Refused at step Certificate", output, StringComparison.Ordinal);
    }

    private IEnumerable<string> Dependencies(string package) => packed.Metadata(package).Descendants()
        .Where(element => element.Name.LocalName is "dependency")
        .Select(element => element.Attribute("id")!.Value)
        .Order(StringComparer.Ordinal);

    private static XElement Element(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name);
}
