using Sgx.Agent.Audit;

namespace Sgx.Agent.Protocols;

/// <summary>A request that was understood: it can be answered, or refused in the words of its protocol.</summary>
internal interface ICall
{
    /// <summary>The enclave that a quote is asked for; null when the call asks for something else.</summary>
    QuoteSubject? Subject { get; }

    /// <summary>Bytes that the reply may have, for keeping count before it is made.</summary>
    int ReplyBytes { get; }

    /// <summary>
    /// The reply, where that takes neither the quoting enclave nor any waiting; null where the call must wait in line.
    /// </summary>
    Reply? AnswerNow();

    /// <summary>The reply. Whatever goes wrong becomes a status in it; it never throws.</summary>
    /// <param name="cancellation">Cancelled at the call's deadline, and when its client leaves.</param>
    ValueTask<Reply> Answer(CancellationToken cancellation);

    /// <summary>The reply that says why not.</summary>
    Reply Refuse(Refusal refusal);
}

/// <summary>Why the service turns a call down, whatever the protocol.</summary>
internal enum Refusal
{
    /// <summary>The caller has as many places, or as much memory, as it may have now.</summary>
    Full,

    /// <summary>The caller asks more often than it may.</summary>
    TooOften,

    /// <summary>The policy does not let the caller ask.</summary>
    Denied,

    /// <summary>The policy decision depends on the name of the caller's pod, which is not known yet.</summary>
    NotYetKnown,

    /// <summary>The call's deadline has passed.</summary>
    DeadlinePassed,

    /// <summary>A bug of the service's.</summary>
    Failed,
}
