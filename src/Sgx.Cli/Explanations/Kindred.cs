using System.Collections.Immutable;
using System.Globalization;
using Sgx.Dcap;

namespace Sgx.Cli.Explanations;

/// <summary>Which codes become which on their way from one library or process to the next.</summary>
internal static class Kindred
{
    // quote3_error_to_aesm_error of Intel's server.
    private static readonly (uint Aesm, uint Quote3)[] InServer =
    [
        (1, 0xE001), (3, 0xE002), (21, 0xE003), (32, 0xE004), (33, 0xE005), (15, 0xE006), (34, 0xE007), (35, 0xE008),
        (36, 0xE009), (37, 0xE00A), (38, 0xE00B), (39, 0xE00C), (40, 0xE00D), (41, 0xE00E), (42, 0xE00F), (43, 0xE010),
        (44, 0xE011), (29, 0xE012), (45, 0xE013), (46, 0xE014), (47, 0xE015), (48, 0xE016), (49, 0xE017), (50, 0xE018),
        (12, 0xE019), (22, 0xE01A),
    ];

    // What Intel's client makes of an answer, in the operation that knows it best.
    private static readonly (uint Aesm, uint Sgx)[] InClient =
    [
        (1, 0x0001), (2, 0x2006), (3, 0x0002), (4, 0x4003), (5, 0x4005), (6, 0x4004), (12, 0x4007), (13, 0x4007),
        (14, 0x4007), (17, 0x4001), (18, 0x400A), (19, 0x400A), (20, 0x4006), (21, 0x0003), (29, 0x2005), (30, 0x4001),
        (31, 0x4012), (38, 0x8001), (42, 0x8003), (44, 0x8005), (45, 0x3001), (46, 0x4001), (47, 0x3001),
        (48, 0x4001), (50, 0x8002), (51, 0x4013),
    ];

    // libsgx_dcap_ql, out of process.
    private static readonly (uint Sgx, uint Quote3)[] InDcap =
    [
        (0x0001, 0xE001), (0x0002, 0xE002), (0x0003, 0xE003), (0x2006, 0xE03F), (0x4001, 0xE040), (0x4007, 0xE041),
        (0x4002, 0xE042), (0x400A, 0xE043), (0x8001, 0xE00B), (0x8002, 0xE010), (0x8005, 0xE011), (0x8003, 0xE00F),
    ];

    // The wrapper round the verification library.
    private static readonly (uint Quote3, uint[] Qvl)[] InWrapper =
    [
        (0xE002, [36, 77]), (0xE01D, [37]), (0xE01F, [55]), (0xE020, [61]), (0xE021, [1, 38]), (0xE022, [6, 18, 39]),
        (0xE023, [19, 20, 42]), (0xE024, [44]), (0xE025, [58]), (0xE026, [59, 66, 67, 68, 69, 70, 74]),
        (0xE031, [11, 16, 27, 43]), (0xE032, [46, 84]), (0xE01C, [51, 53]), (0xE039, [62, 63, 64, 72, 76]),
        (0xE03A, [21, 26]), (0xE066, [49]), (0xE060, [85]), (0xE068, [32, 57, 60]),
    ];

    private static readonly (TcbStatus Tcb, uint Qvl, uint? Quote3)[] Statuses =
    [
        (TcbStatus.UpToDate, 0, null), (TcbStatus.ConfigurationNeeded, 47, 0xE033), (TcbStatus.OutOfDate, 45, 0xE027),
        (TcbStatus.OutOfDateConfigurationNeeded, 48, 0xE028), (TcbStatus.SWHardeningNeeded, 82, 0xE03C),
        (TcbStatus.ConfigurationAndSWHardeningNeeded, 83, 0xE03D), (TcbStatus.Revoked, 46, 0xE032),
        (TcbStatus.TDRelaunchAdvised, 87, null), (TcbStatus.TDRelaunchAdvisedConfigurationNeeded, 88, null),
    ];

    private static readonly ILookup<(string, string), Code> Table = MakeTable();

    /// <summary>The codes that a code comes from or becomes.</summary>
    public static ImmutableArray<Code> Of(Code code) => [.. Table[code.Id]];

    private static IEnumerable<((string, string) One, (string, string) Other)> Pairs() =>
    [
        .. InServer.Select(pair => (Aesm(pair.Aesm), Quote3(pair.Quote3))),
        .. InClient.Select(pair => (Aesm(pair.Aesm), Sgx(pair.Sgx))),
        .. InDcap.Select(pair => (Sgx(pair.Sgx), Quote3(pair.Quote3))),
        .. InWrapper.SelectMany(row => row.Qvl.Select(qvl => (Qvl(qvl), Quote3(row.Quote3)))),
        .. Statuses.SelectMany(Pairs),
    ];

    private static IEnumerable<((string, string) One, (string, string) Other)> Pairs(
        (TcbStatus Tcb, uint Qvl, uint? Quote3) status)
    {
        var result = status.Tcb.ToQvResult();
        (string, string)[] all =
        [
            (CodeFamilies.Tcb.Key, $"{status.Tcb}"), Qvl(status.Qvl),
            .. result is not QvResult.Unspecified ? new[] { Hexadecimal(CodeFamilies.Result, (uint)result) } : [],
            .. status.Quote3 is { } quote3 ? new[] { Quote3(quote3) } : [],
        ];
        return all.SelectMany((one, i) => all[(i + 1)..].Select(other => (one, other)));
    }

    private static ILookup<(string, string), Code> MakeTable()
    {
        var codes = CodeFamilies.Codes.Where(code => code.Family != CodeFamilies.Exit).ToDictionary(code => code.Id);
        return Pairs()
            .SelectMany(pair => new[] { pair, (One: pair.Other, Other: pair.One) })
            .Distinct()
            .ToLookup(pair => pair.One, pair => codes[pair.Other]);
    }

    private static (string, string) Aesm(uint number) => Decimal(CodeFamilies.Aesm, number);

    private static (string, string) Qvl(uint number) => Decimal(CodeFamilies.Qvl, number);

    private static (string, string) Quote3(uint number) => Hexadecimal(CodeFamilies.Quote3, number);

    private static (string, string) Sgx(uint number) => Hexadecimal(CodeFamilies.Sgx, number);

    private static (string, string) Decimal(CodeFamily family, uint number) =>
        (family.Key, number.ToString(CultureInfo.InvariantCulture));

    private static (string, string) Hexadecimal(CodeFamily family, uint number) => (family.Key, $"0x{number:X4}");
}
