using System.Globalization;

namespace Sgx.NodeStatus;

/// <summary>How many units the Node is given of an extended resource: so many, or as many as there is EPC.</summary>
internal sealed record ResourceUnits
{
    private const long Byte = 1, Mebibyte = 1024 * 1024;

    private readonly long? _number;
    private readonly long _bytesOfEpc;

    private ResourceUnits(long? number, long bytesOfEpc) => (_number, _bytesOfEpc) = (number, bytesOfEpc);

    /// <summary>Whether the kernel has the number.</summary>
    public bool AreOfEpc => _number is null;

    /// <summary>A number, <c>epc-bytes</c> or <c>epc-mib</c>; null of anything else.</summary>
    public static ResourceUnits? Parse(string text) => text switch
    {
        "epc-bytes" => new(null, Byte),
        "epc-mib" => new(null, Mebibyte),
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new(number, 0),
        _ => null,
    };

    /// <summary>The number; null where it is the kernel's, and the kernel tells of no EPC.</summary>
    public long? Count(long epcBytes) => _number ?? (epcBytes > 0 ? epcBytes / _bytesOfEpc : null);
}
