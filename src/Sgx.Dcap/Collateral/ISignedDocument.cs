namespace Sgx.Dcap.Collateral;

/// <summary>What a kind of document that Intel signs says of itself, so that one place can verify them all.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal interface ISignedDocument<T>
    where T : ISignedDocument<T>
{
    /// <summary>For people, as <c>TCB info</c>.</summary>
    static abstract string Title { get; }

    /// <summary>The member of the envelope that holds it.</summary>
    static abstract string Member { get; }

    static abstract RejectionReason Malformed { get; }
    static abstract RejectionReason InvalidSignature { get; }

    /// <summary>issueDate to nextUpdate.</summary>
    ValidityPeriod Validity { get; }

    /// <exception cref="SgxFormatException">Malformed.</exception>
    static abstract T Parse(JsonMembers members);
}
