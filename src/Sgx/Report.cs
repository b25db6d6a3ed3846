using System.Collections.Immutable;
using Sgx.Binary;

namespace Sgx;

/// <summary>A local REPORT: one enclave's statement to another on the same machine, 432 bytes.</summary>
/// <remarks>
/// Intel SDM vol. 3D, REPORT. The MAC (AES-128-CMAC) covers the body only, and only the enclave that the
/// Report is addressed to can check it.
/// </remarks>
public sealed class Report
{
    /// <summary>Bytes of a Report.</summary>
    public const int Size = 432;

    private Report(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>All 432 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public ReportBody Body => new(Layout.Body.Of(Bytes.Span));

    /// <summary>What the report key was derived with: 32 bytes, not covered by the MAC.</summary>
    public ReadOnlySpan<byte> KeyId => Layout.KeyId.Of(Bytes.Span);

    /// <summary>16 bytes of AES-128-CMAC over the body.</summary>
    public ReadOnlySpan<byte> Mac => Layout.Mac.Of(Bytes.Span);

    /// <summary>Takes a copy of the bytes, so that the Report does not change under its reader.</summary>
    /// <exception cref="SgxFormatException">Not 432 bytes.</exception>
    public static Report Parse(ReadOnlySpan<byte> bytes) =>
        new(SgxFormatException.ThrowUnlessSize(bytes, Size, nameof(Report)).ToArray());

    /// <summary>Where each part stands.</summary>
    public static class Layout
    {
        public static readonly Field Body = new(0, 384);
        public static readonly Field KeyId = new(384, 32);
        public static readonly Field Mac = new(416, 16);

        /// <summary>All of them, in order.</summary>
        public static readonly ImmutableArray<Field> All = [Body, KeyId, Mac];
    }
}
