using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Sgx.Testing;

namespace Sgx.Deploy.Tests.Packages;

/// <summary>What <c>make pack</c> makes, made once for all the tests that look inside.</summary>
public sealed class PackedLibraries : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    public PackedLibraries() => Run(RepositoryRoot.Path, "scripts/pack", Path);

    /// <summary>The folder of packages.</summary>
    public string Path => _folder["packages"];

    /// <summary>The bytes of an entry of a package.</summary>
    public byte[] Read(string package, string entry)
    {
        using var zip = ZipFile.OpenRead(System.IO.Path.Combine(Path, package));
        using var content = new MemoryStream();
        using var stream = (zip.GetEntry(entry) ?? throw new FileNotFoundException($"{package} has no {entry}")).Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The names of a package's files, less those of the format itself.</summary>
    public IReadOnlyList<string> List(string package)
    {
        using var zip = ZipFile.OpenRead(System.IO.Path.Combine(Path, package));
        return [.. zip.Entries.Select(entry => entry.FullName)
            .Where(name => name[0] is not ('_' or '[') && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The metadata of a package.</summary>
    public XElement Metadata(string package)
    {
        var id = package[..package.IndexOf(".0.", StringComparison.Ordinal)];
        using var stream = new MemoryStream(Read(package, $"{id}.nuspec"));
        return XDocument.Load(stream).Root!.Elements().Single();
    }

    /// <summary>Runs a program; what it prints goes to a file, as build servers keep pipes open.</summary>
    public static string Run(string folder, params string[] command)
    {
        var log = System.IO.Path.GetTempFileName();
        var start = new ProcessStartInfo("bash", ["-c", "\"$@\" >\"$0\" 2>&1", log, .. command])
        {
            WorkingDirectory = folder,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" },
        };
        try
        {
            using var process = Process.Start(start)!;
            var ended = process.WaitForExit(Deadline);
            if (!ended)
                process.Kill(entireProcessTree: true);
            var output = File.ReadAllText(log);
            Assert.True(ended && process.ExitCode == 0, $"{string.Join(' ', command)}: {output}");
            return output;
        }
        finally
        {
            File.Delete(log);
        }
    }

    public void Dispose() => _folder.Dispose();
}
