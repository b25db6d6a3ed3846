using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Sgx;
using Sgx.Dcap;
using Sgx.Dcap.Certificates;
using Sgx.Dcap.Hosting;
using Sgx.Files;

namespace QuoteEndpoint;

/// <summary>The section <c>Verifier</c> of the configuration: files, environment and command line alike.</summary>
internal static class Settings
{
    private const int MaxCertificate = 64 * 1024;

    /// <exception cref="FormatException">A value makes no sense.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static void ApplyTo(this IConfiguration section, QuoteVerifierOptions options)
    {
        options.CollateralPath = section["Collateral"];
        options.AllowSimulatedRoot = Read(section, "AllowSimulatedRoot", bool.Parse);
        if (section["TrustedRoot"] is { } root)
            options.Anchor = TrustAnchor.FromPem(Encoding.ASCII.GetString(BoundedFile.Read(root, MaxCertificate)));
        options.Policy = new()
        {
            MrEnclave = Measure(section["MrEnclave"]),
            MrSigner = Measure(section["MrSigner"]),
            IsvProdId = Number(section, "IsvProdId"),
            MinimumIsvSvn = Number(section, "MinimumIsvSvn"),
            AllowDebug = Read(section, "AllowDebug", bool.Parse),
            AcceptedTcbStatuses = Statuses(section["AcceptedTcbStatuses"] ?? nameof(TcbStatus.UpToDate)),
        };
    }

    private static T? Read<T>(IConfiguration section, string key, Func<string, T> parse) =>
        section[key] is { } text ? parse(text) : default;

    private static Measurement? Measure(string? hex) => hex is null ? null : Measurement.Parse(hex);

    private static ushort? Number(IConfiguration section, string key) =>
        section[key] is { } text ? ushort.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static HashSet<TcbStatus> Statuses(string text) => [.. text.Split(',').Select(name =>
        Enum.TryParse<TcbStatus>(name, out var status) && Enum.IsDefined(status)
            && status is not TcbStatus.Revoked
                ? status
                : throw new FormatException(
                    $"AcceptedTcbStatuses: expected names of TCB statuses but Revoked, found '{name}'"))];
}
