using Sgx.Dcap.Certificates;

namespace Sgx.Dcap.Collateral;

/// <summary>A TCB level of a platform: the lowest versions that belong to it.</summary>
internal sealed record PlatformTcbLevel : TcbLevel
{
    private const string PceSvnMember = "pcesvn";
    private const string ComponentsMember = "sgxtcbcomponents";

    /// <exception cref="SgxFormatException">Not 16 components of 0 to 255 and a PCESVN of 0 to 65535.</exception>
    public PlatformTcbLevel(JsonMembers level, int version)
        : base(level)
    {
        var tcb = level.Object("tcb");
        Components = version == TcbInfo.Version2 ? NamedComponents(tcb) : ListedComponents(tcb);
        PceSvn = (ushort)tcb.Integer(PceSvnMember, 0, ushort.MaxValue);
    }

    /// <summary>16 security versions.</summary>
    public ReadOnlyMemory<byte> Components { get; }

    public ushort PceSvn { get; }

    /// <summary>Whether every version of the platform is at least the level's.</summary>
    public bool IsMetBy(PckTcb platform)
    {
        for (var i = 0; i < PckTcb.ComponentCount; i++)
        {
            if (platform.Components.Span[i] < Components.Span[i])
                return false;
        }

        return platform.PceSvn >= PceSvn;
    }

    /// <summary>By components, the first one first, then by PCESVN; null is lowest.</summary>
    public static int Compare(PlatformTcbLevel one, PlatformTcbLevel other)
    {
        var byComponents = one.Components.Span.SequenceCompareTo(other.Components.Span);
        return byComponents != 0 ? byComponents : one.PceSvn.CompareTo(other.PceSvn);
    }

    private static byte[] NamedComponents(JsonMembers tcb) =>
        [.. Enumerable.Range(1, PckTcb.ComponentCount).Select(i => Svn(tcb, $"sgxtcbcomp{i:00}svn"))];

    private static byte[] ListedComponents(JsonMembers tcb)
    {
        byte[] components = [.. tcb.Objects(ComponentsMember).Select(component => Svn(component, "svn"))];
        return components.Length == PckTcb.ComponentCount
            ? components
            : throw tcb.Unexpected(ComponentsMember, $"{PckTcb.ComponentCount} components", $"{components.Length}");
    }

    private static byte Svn(JsonMembers members, string name) => (byte)members.Integer(name, 0, byte.MaxValue);
}
