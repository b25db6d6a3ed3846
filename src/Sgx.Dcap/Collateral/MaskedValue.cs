using Sgx.Binary;

namespace Sgx.Dcap.Collateral;

/// <summary>Bits that a field of a report must have; those outside the mask do not matter.</summary>
/// <remarks>The value is not masked, as in Intel's library: one with bits outside its mask never matches.</remarks>
internal sealed record MaskedValue(Field Field, byte[] Value, byte[] Mask)
{
    public static MaskedValue Read(JsonMembers members, string value, string mask, Field field) =>
        new(field, members.Hex(value, field.Length), members.Hex(mask, field.Length));

    public bool Matches(ReportBody report)
    {
        var found = Field.Of(report.Bytes);
        for (var i = 0; i < found.Length; i++)
        {
            if ((found[i] & Mask[i]) != Value[i])
                return false;
        }

        return true;
    }
}
