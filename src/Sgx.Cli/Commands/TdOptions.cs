using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using Sgx.Cli.Input;
using Sgx.Quotes;
using Sgx.Simulation;

namespace Sgx.Cli.Commands;

/// <summary>The options that say which trust domain a simulated TDX module is to speak for, and what it says.</summary>
internal sealed class TdOptions
{
    private static readonly byte[] DefaultMrTd = SHA384.HashData("sgx simulated trust domain"u8);

    private readonly Option<ReadOnlyMemory<byte>?> _reportData = TextOption.Optional(
        "--report-data", "HEX", "what the simulated TD says: at most 64 bytes, filled up with zeros",
        text => HexText.ParseUpTo(text, ReportBody.ReportDataSize));

    private readonly Option<ReadOnlyMemory<byte>?> _mrTd = TextOption.Optional(
        "--mr-td", "HEX", "the simulated TD's measurement, 48 bytes [default: a fixed one]",
        text => HexText.Parse(text, TdReportBody.MeasurementSize));

    private readonly Option<ReadOnlyMemory<byte>?> _rtmrs = TextOption.Optional(
        "--rtmrs", "HEX", "its four run-time measurements one behind the other, 192 bytes [default: zeros]",
        text => HexText.Parse(text, TdReportBody.RtmrCount * TdReportBody.MeasurementSize));

    private readonly Option<ReadOnlyMemory<byte>?> _mrServiceTd = TextOption.Optional(
        "--mr-service-td", "HEX", "the service TD that is bound to it, 48 bytes [default: none]",
        text => HexText.Parse(text, TdReportBody.MeasurementSize));

    private readonly Option<TdxTcb?> _launchTcb = TextOption.Optional(
        "--launch-tcb", "HEX", "SVN of the TDX module, its version, SVN of the microcode when it was launched "
        + "[default: those of now]", TdxTcb.Parse);

    private readonly Option<bool> _debug = new("--debug") { Description = "it is a debug TD" };

    private IReadOnlyList<Option> All => [_reportData, _mrTd, _rtmrs, _mrServiceTd, _launchTcb, _debug];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <summary>Whether any of the options was given.</summary>
    public bool AreGiven(CommandResult command) =>
        All.Any(option => command.GetResult(option) is { Implicit: false });

    /// <summary>The TDREPORT that the TD makes on a machine of that TCB.</summary>
    public TdReport CreateReport(ParseResult parsed, TdxTcb tcb) =>
        new SimulatedTd(Read(parsed), tcb).CreateReport(parsed.GetValue(_reportData).GetValueOrDefault().Span);

    private TdIdentity Read(ParseResult parsed)
    {
        var td = new TdIdentity
        {
            MrTd = parsed.GetValue(_mrTd) ?? DefaultMrTd,
            LaunchTcb = parsed.GetValue(_launchTcb),
        };
        return td with
        {
            Rtmrs = parsed.GetValue(_rtmrs) ?? td.Rtmrs,
            MrServiceTd = parsed.GetValue(_mrServiceTd) ?? td.MrServiceTd,
            Attributes = parsed.GetValue(_debug) ? td.Attributes | TdAttributes.Debug : td.Attributes,
        };
    }
}
