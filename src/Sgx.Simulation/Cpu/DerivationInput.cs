using static System.Buffers.Binary.BinaryPrimitives;

namespace Sgx.Simulation.Cpu;

/// <summary>What a key is derived from: a C structure of the simulator, filled front to back, with padding.</summary>
internal sealed class DerivationInput(int size)
{
    private readonly byte[] _bytes = new byte[size];
    private int _position;

    public DerivationInput Add(ReadOnlySpan<byte> field)
    {
        field.CopyTo(_bytes.AsSpan(_position));
        _position += field.Length;
        return this;
    }

    public DerivationInput Add(ushort field)
    {
        WriteUInt16LittleEndian(_bytes.AsSpan(_position), field);
        _position += sizeof(ushort);
        return this;
    }

    public DerivationInput Add(uint field)
    {
        WriteUInt32LittleEndian(_bytes.AsSpan(_position), field);
        _position += sizeof(uint);
        return this;
    }

    /// <summary>The field if it is wanted, else as many zeros.</summary>
    public DerivationInput AddIf(bool wanted, ReadOnlySpan<byte> field) => wanted ? Add(field) : Zeros(field.Length);

    /// <summary>The field if it is wanted, else two zeros.</summary>
    public DerivationInput AddIf(bool wanted, ushort field) => Add(wanted ? field : (ushort)0);

    public DerivationInput Zeros(int count)
    {
        _position += count;
        return this;
    }

    /// <summary>The 16-byte key that the filled structure gives under the base key of that name.</summary>
    public byte[] DeriveKey(KeyName name)
    {
        if (_position != _bytes.Length)
            throw new InvalidOperationException($"{_position} of {_bytes.Length} bytes are filled");

        using var mac = new AesCmac(SimulatorConstants.BaseKeyOf(name));
        return mac.Compute(_bytes);
    }
}
