using Sgx.Aesm.Wire;
using Sgx.Agent.Audit;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>One thing that AESM's clients ask for.</summary>
/// <remarks>What goes wrong is an exception that <see cref="AesmStatusOf"/> knows.</remarks>
internal interface IAesmOperation<in TRequest, TResponse> : IAesmOperation
    where TResponse : class, IAesmResponse
{
    /// <summary>The answer, where it takes neither the quoting enclave nor any waiting; null where it does.</summary>
    TResponse? AnswerNow(TRequest request);

    /// <summary>The answer. An operation that never waits need not implement it.</summary>
    ValueTask<TResponse> Answer(TRequest request, CancellationToken cancellation) =>
        new(AnswerNow(request) ?? throw new InvalidOperationException($"{Name} has no answer at once"));

    /// <summary>The enclave that a quote is asked for; null in every operation but one.</summary>
    QuoteSubject? SubjectOf(TRequest request) => null;

    /// <summary>Bytes that the response frame may have.</summary>
    int ReplyBytes(TRequest request) => SmallReply;

    /// <summary>What an answer holds beside the status when it is a refusal.</summary>
    TResponse Refusal(TRequest request);
}

/// <summary>What is known of an operation whatever its messages are.</summary>
internal interface IAesmOperation
{
    /// <summary>Bytes of a response without a quote, at most; key ids are the longest.</summary>
    protected const int SmallReply = 1024;

    /// <summary>As AESM's own schema calls it.</summary>
    string Name { get; }

    /// <summary>Whether its clients can express that certificates of the platform are missing (status 44).</summary>
    bool CanTellMissingCertificates => false;
}
