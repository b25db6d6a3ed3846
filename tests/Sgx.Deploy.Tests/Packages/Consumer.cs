namespace Sgx.Deploy.Tests.Packages;

/// <summary>A program that knows the libraries by their packages alone, as its author would write it.</summary>
internal static class Consumer
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Sgx.Dcap" Version="0.1.0" />
          </ItemGroup>
        </Project>
        """;

    private const string Program =
        """
        using Microsoft.Extensions.DependencyInjection;
        using Sgx;
        using Sgx.Dcap;
        using Sgx.Dcap.Certificates;
        using Sgx.Dcap.Collateral;
        using Sgx.Dcap.RaTls;

        IServiceCollection services = null!;
        if (args.Length > 0)
            services.AddSgxQuoteVerifier(options => options.Anchor = TrustAnchor.Intel);

        var policy = new EnclavePolicy { MrSigner = Measurement.Parse(new string('1', 64)) };
        var verdict = new RaTlsVerifier(new(new Nothing(), policy)).Verify(new byte[] { 0x30, 0x00 });
        Console.WriteLine(verdict is RaTlsVerdict.Refused refused ? $"Refused at step {refused.Step}" : "?");

        internal sealed class Nothing : ICollateralSource
        {
            public PreparedCollateral? Find(CollateralKey key) => null;
        }
        """;

    /// <summary>Writes it so that it gets our packages from the folder, and the others where ours are.</summary>
    public static void Write(string folder, string packages)
    {
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), Project);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(
            Path.Combine(folder, "NuGet.config"),
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, "unpacked")}" /></config>
              <packageSources><clear /><add key="ours" value="{packages}" /></packageSources>
              <fallbackPackageFolders><add key="theirs" value="{Known}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    private static string Known => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
