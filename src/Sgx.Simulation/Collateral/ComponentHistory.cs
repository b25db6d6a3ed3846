using System.Text.Json;
using Sgx.Dcap;

namespace Sgx.Simulation.Collateral;

/// <summary>One level of a quoting enclave or a TDX module.</summary>
internal sealed record ComponentLevel(int IsvSvn, Standing Standing);

/// <summary>What Intel has published on one quoting enclave or TDX module, by its security version.</summary>
internal static class ComponentHistory
{
    private static readonly DateOnly NewerDate = new(2018, 5, 16);
    private static readonly DateOnly CurrentDate = new(2018, 3, 14);
    private static readonly DateOnly OldDate = new(2017, 5, 10);

    /// <summary>The levels around a version that is to have that status, the highest first.</summary>
    /// <param name="isvSvn">The version.</param>
    /// <param name="highest">Above it there is none.</param>
    /// <param name="status">UpToDate, OutOfDate or Revoked.</param>
    public static IEnumerable<ComponentLevel> Around(int isvSvn, int highest, TcbStatus status)
    {
        if (status is TcbStatus.OutOfDate && isvSvn < highest)
            yield return new(isvSvn + 1, Standing.Good(NewerDate));
        yield return new(isvSvn, OwnStanding(status));
        if (isvSvn > 0)
            yield return new(isvSvn - 1, Standing.OutOfDate(OldDate, advisories: 1));
    }

    /// <summary>tcbLevels.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<ComponentLevel> levels)
    {
        writer.WriteStartArray("tcbLevels");
        foreach (var level in levels)
            Write(writer, level);
        writer.WriteEndArray();
    }

    private static Standing OwnStanding(TcbStatus status) =>
        new(status, CurrentDate, status is TcbStatus.UpToDate ? [] : [Standing.Advisory(1)]);

    private static void Write(Utf8JsonWriter writer, ComponentLevel level)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("tcb");
        writer.WriteNumber("isvsvn", level.IsvSvn);
        writer.WriteEndObject();
        SignedJson.WriteStanding(writer, level.Standing);
        writer.WriteEndObject();
    }
}
