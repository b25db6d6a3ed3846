using System.Globalization;

namespace Sgx.Dcap.RaTls;

/// <summary>Gramine's environment variables for verifiers of RA-TLS, as a policy.</summary>
/// <remarks>
/// As in Gramine: <c>any</c> is the same as nothing, ISV_SVN is a minimum, and a status that is two things at once
/// needs both variables. Not as there: a policy that names no enclave is refused, and so is a value that is not
/// understood.
/// </remarks>
public static class GramineVariables
{
    public const string MrSigner = "RA_TLS_MRSIGNER";
    public const string MrEnclave = "RA_TLS_MRENCLAVE";
    public const string IsvProdId = "RA_TLS_ISV_PROD_ID";
    public const string IsvSvn = "RA_TLS_ISV_SVN";
    public const string AllowOutdatedTcb = "RA_TLS_ALLOW_OUTDATED_TCB_INSECURE";
    public const string AllowHwConfigNeeded = "RA_TLS_ALLOW_HW_CONFIG_NEEDED";
    public const string AllowSwHardeningNeeded = "RA_TLS_ALLOW_SW_HARDENING_NEEDED";
    public const string AllowDebugEnclave = "RA_TLS_ALLOW_DEBUG_ENCLAVE_INSECURE";

    private const string Any = "any";

    /// <summary>The policy of this process's environment.</summary>
    /// <exception cref="SgxFormatException">A value makes no sense, or neither measurement is named.</exception>
    public static EnclavePolicy ReadPolicy() => ReadPolicy(Environment.GetEnvironmentVariable);

    /// <summary>The policy of other variables.</summary>
    /// <param name="variable">The value of a variable, or null.</param>
    /// <exception cref="SgxFormatException">A value makes no sense, or neither measurement is named.</exception>
    public static EnclavePolicy ReadPolicy(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var policy = new EnclavePolicy
        {
            MrEnclave = ReadMeasurement(variable, MrEnclave),
            MrSigner = ReadMeasurement(variable, MrSigner),
            IsvProdId = ReadNumber(variable, IsvProdId),
            MinimumIsvSvn = ReadNumber(variable, IsvSvn),
            AllowDebug = IsSet(variable, AllowDebugEnclave),
            AcceptedTcbStatuses = ReadStatuses(variable),
        };
        return policy is { MrEnclave: null, MrSigner: null }
            ? throw new SgxFormatException($"{MrEnclave} and {MrSigner}", "at least one measurement", "none")
            : policy;
    }

    private static string? Read(Func<string, string?> variable, string name) =>
        variable(name) is { } value && value != Any ? value : null;

    private static Measurement? ReadMeasurement(Func<string, string?> variable, string name) =>
        Read(variable, name) is not { } hex ? null
        : Measurement.TryParse(hex, out var measurement) ? measurement
        : throw new SgxFormatException(name, $"64 hexadecimal digits or '{Any}'", $"'{hex}'");

    private static ushort? ReadNumber(Func<string, string?> variable, string name) =>
        Read(variable, name) is not { } digits ? null
        : ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new SgxFormatException(name, $"a number up to {ushort.MaxValue} or '{Any}'", $"'{digits}'");

    private static bool IsSet(Func<string, string?> variable, string name) => variable(name) switch
    {
        "1" => true,
        null or "" or "0" => false,
        var value => throw new SgxFormatException(name, "1 or nothing", $"'{value}'"),
    };

    private static HashSet<TcbStatus> ReadStatuses(Func<string, string?> variable)
    {
        var outdated = IsSet(variable, AllowOutdatedTcb);
        var configuration = IsSet(variable, AllowHwConfigNeeded);
        var hardening = IsSet(variable, AllowSwHardeningNeeded);
        return
        [
            TcbStatus.UpToDate,
            .. If(outdated, TcbStatus.OutOfDate),
            .. If(configuration, TcbStatus.ConfigurationNeeded),
            .. If(outdated && configuration, TcbStatus.OutOfDateConfigurationNeeded),
            .. If(hardening, TcbStatus.SWHardeningNeeded),
            .. If(configuration && hardening, TcbStatus.ConfigurationAndSWHardeningNeeded),
        ];
    }

    private static TcbStatus[] If(bool allowed, TcbStatus status) => allowed ? [status] : [];
}
