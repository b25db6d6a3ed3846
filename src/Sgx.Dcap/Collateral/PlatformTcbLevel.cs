using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Collateral;

/// <summary>A TCB level of a platform: the lowest versions that belong to it.</summary>
public sealed record PlatformTcbLevel : TcbLevel
{
    private const string PceSvnMember = "pcesvn";
    private const string SgxMember = "sgxtcbcomponents";
    private const string TdxMember = "tdxtcbcomponents";

    /// <exception cref="SgxFormatException">Not 16 components of 0 to 255, of each kind, and a PCESVN.</exception>
    internal PlatformTcbLevel(JsonMembers level, TcbInfoKind kind)
        : base(level)
    {
        var tcb = level.Object("tcb");
        Components = kind.NamesComponents ? Named(tcb) : Listed(tcb, SgxMember);
        PceSvn = (ushort)tcb.Integer(PceSvnMember, 0, ushort.MaxValue);
        if (kind.IsTdx)
            TdxComponents = Listed(tcb, TdxMember);
        else if (tcb.Has(TdxMember))
            throw tcb.Unexpected(TdxMember, "SGX components alone", "TDX components");
    }

    /// <summary>16 security versions of the SGX TCB.</summary>
    public ReadOnlyMemory<byte> Components { get; }

    public ushort PceSvn { get; }

    /// <summary>16 security versions of the TDX TCB, as in TEE_TCB_SVN; null in an SGX document.</summary>
    public ReadOnlyMemory<byte>? TdxComponents { get; }

    /// <summary>Whether every version of the platform is at least the level's.</summary>
    internal bool IsMetBy(PckTcb platform) =>
        platform.PceSvn >= PceSvn && Reaches(platform.Components.Span, Components.Span);

    /// <summary>The same of a TD's TEE_TCB_SVN, from the given component on.</summary>
    internal bool IsMetBy(ReadOnlySpan<byte> teeTcbSvn, int from) =>
        Reaches(teeTcbSvn[from..], TdxComponents!.Value.Span[from..]);

    /// <summary>By components, the first one first, then by PCESVN, then by TDX components.</summary>
    internal static int Compare(PlatformTcbLevel one, PlatformTcbLevel other) =>
        (one.Components.Span.SequenceCompareTo(other.Components.Span), one.PceSvn.CompareTo(other.PceSvn)) switch
        {
            (not 0 and var byComponents, _) => byComponents,
            (_, not 0 and var byPceSvn) => byPceSvn,
            _ => TdxOf(one).SequenceCompareTo(TdxOf(other)),
        };

    private static bool Reaches(ReadOnlySpan<byte> found, ReadOnlySpan<byte> lowest)
    {
        for (var i = 0; i < lowest.Length; i++)
        {
            if (found[i] < lowest[i])
                return false;
        }

        return true;
    }

    private static ReadOnlySpan<byte> TdxOf(PlatformTcbLevel level) => level.TdxComponents.GetValueOrDefault().Span;

    private static byte[] Named(JsonMembers tcb)
    {
        var components = new byte[PckTcb.ComponentCount];
        for (var i = 0; i < components.Length; i++)
            components[i] = Svn(tcb, $"sgxtcbcomp{i + 1:00}svn");
        return components;
    }

    private static byte[] Listed(JsonMembers tcb, string member)
    {
        var components = new byte[PckTcb.ComponentCount];
        var count = 0;
        foreach (var component in tcb.Objects(member))
        {
            if (count < components.Length)
                components[count] = ReadComponent(component);
            count++;
        }

        return count == components.Length
            ? components
            : throw tcb.Unexpected(member, $"{components.Length} components", $"{count}");
    }

    // Category and type are words for people, but Intel's library insists that they are words.
    private static byte ReadComponent(JsonMembers component)
    {
        if (component.Count > 1)
        {
            component.RequireStringIfThere("category");
            component.RequireStringIfThere("type");
        }

        return Svn(component, "svn");
    }

    private static byte Svn(JsonMembers members, string name) => (byte)members.Integer(name, 0, byte.MaxValue);
}
